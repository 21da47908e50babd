import type { FindingSubject } from '#server/domain/finding/indicator-finding.ts';
import type { PublicRound, RoundFigure } from '#server/domain/finding/public-figure.types.ts';

export const rounds: PublicRound[] = [
  { code: '2024-H2', title: 'Second half of 2024', periodStart: '2024-07-01', periodEnd: '2024-12-31' },
  { code: '2025-H1', title: 'First half of 2025', periodStart: '2025-01-01', periodEnd: '2025-06-30' },
  { code: '2025-H2', title: 'Second half of 2025', periodStart: '2025-07-01', periodEnd: '2025-12-31' },
];

/** A regional figure; 9 of 11 reports are in it unless told otherwise. */
export function figureOf(round: string, value: string | null, rest: Partial<RoundFigure> = {}): RoundFigure {
  return {
    round,
    state: value === null ? 'suppressed' : 'reported',
    value,
    numerator: null,
    denominator: null,
    distribution: null,
    choice: null,
    contributing: 9,
    expected: 11,
    note: null,
    ...rest,
  };
}

export const counted: FindingSubject = {
  measure: 'count',
  unit: 'inspections',
  direction: 'up',
  aggregation: 'sum',
  reportedBy: 'states',
  personCount: false,
  choices: [],
  targets: [{ year: 2025, value: '150' }],
};

export const share: FindingSubject = {
  measure: 'percentage',
  unit: '%',
  direction: 'up',
  aggregation: 'percentage',
  reportedBy: 'states',
  personCount: false,
  choices: [],
  targets: [
    { year: 2025, value: '65' },
    { year: 2026, value: '70' },
  ],
};

export const identified: FindingSubject = {
  measure: 'count',
  unit: 'persons',
  direction: 'none',
  aggregation: 'sum_of_reports',
  reportedBy: 'states',
  personCount: true,
  choices: [],
  targets: [],
};

export const answered: FindingSubject = {
  measure: 'choice',
  unit: 'states',
  direction: 'up',
  aggregation: 'count_of_states',
  reportedBy: 'states',
  personCount: false,
  choices: [
    { code: 'yes', label: 'Yes', counts: true },
    { code: 'no', label: 'No', counts: false },
  ],
  targets: [{ year: 2025, value: '5' }],
};
