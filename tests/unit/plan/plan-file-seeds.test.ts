import { describe, expect, it } from 'vitest';
import { checkPlanFiles } from '#server/domain/plan/plan-file.rules.ts';
import {
  type PlanFile,
  listPlanFileColumns,
  planFileNames,
  planFileParts,
  planFileSpareColumns,
} from '#server/domain/plan/plan-file.schema.ts';
import { readCsv, readHeader, readPlanFiles, readReference } from './seed-files.ts';

function seedPlan(): PlanFile {
  const { plan, problems } = checkPlanFiles(readPlanFiles(), readReference());
  expect(problems).toEqual([]);
  if (!plan) throw new Error('The seed plan has no problems, so it must be there.');
  return plan;
}

const tally = (keys: readonly string[]) =>
  Object.fromEntries([...new Set(keys)].map((key) => [key, keys.filter((other) => other === key).length]));

describe('the illustrative plan', () => {
  it('passes with no problem', () => {
    expect(seedPlan().plan.code).toBe('BOHOL-2');
  });

  it.each(planFileParts)('has the columns of the schema, in order: %s', (part) => {
    expect(readHeader(`plan/${planFileNames[part]}`)).toEqual(
      // Those of amendments may be left out.
      listPlanFileColumns(part).filter((column) => !planFileSpareColumns.has(column)),
    );
  });

  it('says that it is illustrative', () => {
    const { plan } = seedPlan();
    expect(plan.illustrative).toBe(true);
    expect(plan.notice).toMatch(/illustrative and fictional/);
    expect(plan.notice).toMatch(/not the official content/);
  });

  it('has 4 areas, 14 objectives, 43 activities and 30 indicators', () => {
    const { areas, objectives, activities, indicators } = seedPlan();
    expect(areas.map(({ code }) => code)).toEqual(['A', 'B', 'C', 'D']);
    expect(tally(objectives.map(({ area }) => area))).toEqual({ A: 3, B: 4, C: 3, D: 4 });
    const areaOf = new Map(objectives.map(({ code, area }) => [code, area]));
    expect(tally(activities.map(({ objective }) => areaOf.get(objective) ?? ''))).toEqual({
      A: 10,
      B: 12,
      C: 9,
      D: 12,
    });
    expect(tally(indicators.map(({ area }) => area))).toEqual({ A: 5, B: 10, C: 7, D: 8 });
  });

  it('has a lens of 26 activities, 15 whole indicators and 6 slices', () => {
    const { activities, indicators } = seedPlan();
    expect(activities.filter(({ lenses }) => lenses.includes('online-scams'))).toHaveLength(26);
    const inLens = indicators.filter(({ lens }) => lens === 'online-scams');
    expect(inLens.filter(({ lensSlice }) => lensSlice === null)).toHaveLength(15);
    const slices = inLens.filter(({ lensSlice }) => lensSlice !== null);
    expect(slices.map(({ code }) => code)).toEqual(['I-B3', 'I-B5', 'I-B10', 'I-C2', 'I-C3', 'I-C4']);
    for (const { lensSlice } of slices) {
      expect(lensSlice).toEqual({ dimension: 'form', category: 'forced_criminality_online_scam' });
    }
  });

  it('has a funnel of six steps', () => {
    const steps = seedPlan()
      .indicators.filter(({ funnelPosition }) => funnelPosition !== null)
      .sort((a, b) => (a.funnelPosition ?? 0) - (b.funnelPosition ?? 0));
    expect(steps.map(({ code, funnelLabel }) => [code, funnelLabel])).toEqual([
      ['I-B1', 'Found'],
      ['I-B2', 'Screened'],
      ['I-B4', 'Identified'],
      ['I-B5', 'Accepted services'],
      ['I-B6', 'Not penalised'],
      ['I-B10', 'Returned after assessment'],
    ]);
  });

  it('gives every state something to do and keeps a few activities to some states', () => {
    const parts = seedPlan().activities.map(({ participatingStates }) => participatingStates);
    expect(parts.filter((part) => part === 'all').length).toBeGreaterThan(35);
    expect(parts.filter((part) => part !== 'all').length).toBeGreaterThanOrEqual(3);
  });

  it('gives every indicator a definition, a counting rule and, where it has a direction, targets', () => {
    for (const indicator of seedPlan().indicators) {
      expect(indicator.definition.length, indicator.code).toBeGreaterThan(60);
      expect(indicator.countingRule.length, indicator.code).toBeGreaterThan(60);
      expect(indicator.targets.length > 0, indicator.code).toBe(indicator.direction !== 'none');
    }
  });

  it('protects small numbers and overlaps wherever persons are added up across states', () => {
    for (const indicator of seedPlan().indicators) {
      if (indicator.unit === 'persons') expect(indicator.personCount, indicator.code).toBe(true);
      if (indicator.aggregation === 'sum_of_reports') expect(indicator.crossBorderOverlap).toBe(true);
    }
  });

  it('has no cell that a spreadsheet would take for a formula', () => {
    for (const part of planFileParts) {
      for (const row of readCsv(`plan/${planFileNames[part]}`)) {
        for (const text of Object.values(row)) expect(text).not.toMatch(/^[=+\-@\t]/);
      }
    }
  });
});
