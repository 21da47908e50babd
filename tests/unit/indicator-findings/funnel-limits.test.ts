import { describe, expect, it } from 'vitest';
import {
  findFunnelRound,
  getStepCount,
  listFunnelLimits,
  listFunnelSteps,
  describeFunnel,
} from '#server/domain/finding/funnel-steps.ts';
import type { LensIndicator } from '#app/contract.ts';
import { figureOf, rounds } from './finding-subjects.ts';

const newest = rounds[2]!;

function stepOf(code: string, position: number, label: string, rest: Partial<LensIndicator>): LensIndicator {
  return {
    code,
    title: label,
    area: 'B',
    activity: null,
    objective: null,
    measure: 'count',
    unit: 'persons',
    direction: 'none',
    aggregation: 'sum_of_reports',
    reportedBy: 'states',
    personCount: true,
    crossBorderOverlap: true,
    numeratorLabel: null,
    denominatorLabel: null,
    slice: null,
    funnel: { position, label },
    figures: [],
    ...rest,
  };
}

const found = stepOf('I-1', 1, 'Found', { figures: [figureOf('2025-H2', '1417')] });
const screened = stepOf('I-2', 2, 'Screened', {
  measure: 'percentage',
  unit: '%',
  aggregation: 'percentage',
  figures: [figureOf('2025-H2', '53.2', { numerator: '649', denominator: '1221', contributing: 8 })],
});
const returned = stepOf('I-3', 3, 'Returned', {
  measure: 'percentage',
  unit: '%',
  aggregation: 'percentage',
  slice: {
    dimension: 'form',
    dimensionName: 'Form',
    category: 'scam',
    categoryName: 'Forced criminality in online scams',
  },
  figures: [figureOf('2025-H2', null, { contributing: 7 })],
});

describe('a funnel', () => {
  it('comes in the order of its positions and shows the numerator of a percentage', () => {
    expect(listFunnelSteps([returned, found, screened]).map(({ code }) => code)).toEqual([
      'I-1',
      'I-2',
      'I-3',
    ]);
    expect(getStepCount(screened, screened.figures[0])).toBe('649');
    expect(getStepCount(found, found.figures[0])).toBe('1417');
  });

  it('leaves steps without a number out of its heading and does not call them zero', () => {
    expect(describeFunnel([found, screened, returned], newest)).toBe(
      '1,417 found and 649 screened in the second half of 2025',
    );
    expect(getStepCount(returned, returned.figures[0])).toBeNull();
  });

  it('says what cannot be compared, from the data', () => {
    const limits = listFunnelLimits([found, screened, returned], newest).join(' ');
    expect(limits).toContain('do not follow one group of people');
    expect(limits).toContain('rest on 7 to 9 of 11 reports');
    expect(limits).toContain(
      '“Returned” shows only the part of the indicator on forced criminality in online scams',
    );
    expect(limits).toContain('Two states may report the same person');
    expect(limits).toContain('“Returned” has no number here; the mark says why. That is not zero.');
  });

  it('falls back to the last round with a number', () => {
    const older = { ...found, figures: [figureOf('2025-H1', '12'), figureOf('2025-H2', null)] };
    expect(findFunnelRound({ rounds }, [older])?.code).toBe('2025-H1');
    expect(findFunnelRound({ rounds }, [returned])?.code).toBe('2025-H2');
  });
});
