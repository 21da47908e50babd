import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlanFiles } from '#server/domain/plan/plan-file.rules.ts';
import {
  type PlanFileRows,
  listPlanFileColumns,
  planFileNames,
  planFileParts,
  ruleColumns,
  ruleFileName,
} from '#server/domain/plan/plan-file.schema.ts';
import { readPlanFiles, readReference } from './seed-files.ts';
import { rounds } from '#tests/support/rounds.ts';

const seed = readPlanFiles();
const reference = readReference();
const check = (rows: PlanFileRows) => checkPlanFiles(rows, reference);

describe('any plan file', () => {
  const shuffled = <T>(items: readonly T[]) =>
    fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
  const byCode = <T extends { code: string }>(items: readonly T[] | undefined) =>
    [...(items ?? [])].sort((a, b) => (a.code < b.code ? -1 : 1));

  it('is the same plan whatever the order of its rows, and keeps that order', () => {
    const original = check(seed).plan;
    fc.assert(
      fc.property(
        shuffled(seed.areas),
        shuffled(seed.objectives),
        shuffled(seed.activities),
        shuffled(seed.indicators),
        (areas, objectives, activities, indicators) => {
          const { plan, problems } = check({ ...seed, areas, objectives, activities, indicators });
          expect(problems).toEqual([]);
          expect(plan?.plan).toEqual(original?.plan);
          expect(byCode(plan?.areas)).toEqual(byCode(original?.areas));
          expect(byCode(plan?.objectives)).toEqual(byCode(original?.objectives));
          expect(byCode(plan?.activities)).toEqual(byCode(original?.activities));
          expect(byCode(plan?.indicators)).toEqual(byCode(original?.indicators));
          expect(plan?.activities.map(({ code }) => code)).toEqual(activities.map((row) => row['code']));
        },
      ),
      { numRuns: rounds(7, 20) },
    );
  });

  const cellToBreak = fc.constantFrom(...planFileParts).chain((part) =>
    fc.record({
      part: fc.constant(part),
      index: fc.nat({ max: seed[part].length - 1 }),
      column: fc.constantFrom(...listPlanFileColumns(part)),
      text: fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom(
          '',
          ';',
          '=',
          '; =',
          'all',
          'leads',
          '2026',
          '2026=',
          '-1',
          '1e9',
          'none',
          'yes',
          '__proto__',
        ),
      ),
    }),
  );

  it('never throws whatever stands in a cell, and gives either a plan or problems with a real place', {
    timeout: 30_000,
  }, () => {
    fc.assert(
      fc.property(fc.array(cellToBreak, { minLength: 1, maxLength: 4 }), (changes) => {
        const rows = { ...seed };
        for (const { part, index, column, text } of changes) {
          rows[part] = rows[part].map((row, at) => (at === index ? { ...row, [column]: text } : row));
        }
        const { plan, problems } = check(rows);
        expect(plan === undefined).toBe(problems.length > 0);
        for (const { file, row, column } of problems) {
          // A rule loses its indicator when the code of that is broken.
          if (file === ruleFileName) {
            expect(ruleColumns).toContain(column);
            continue;
          }
          const part = planFileParts.find((each) => planFileNames[each] === file);
          expect(part).toBeDefined();
          if (!part) continue;
          expect(row).toBeGreaterThanOrEqual(1);
          expect(row).toBeLessThanOrEqual(seed[part].length + 1);
          expect(listPlanFileColumns(part)).toContain(column);
        }
      }),
      { numRuns: rounds(67, 200) },
    );
  });
});
