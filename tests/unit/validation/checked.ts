import { checkReport, type Finding } from '#server/domain/submission/check-report.rules.ts';
import type {
  CheckedActivity,
  CheckedIndicator,
  CheckedReport,
  RuleSetting,
} from '#server/domain/validation/checked-report.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import type { Cell } from '#server/domain/value/indicator-value.schema.ts';

export const statuses = {
  idle: { code: 'not_started', label: 'Not started', isLate: false, isDone: false, iatiCode: '1' },
  going: { code: 'on_track', label: 'On track', isLate: false, isDone: false, iatiCode: '2' },
  late: { code: 'delayed', label: 'Delayed', isLate: true, isDone: false, iatiCode: '2' },
  done: { code: 'completed', label: 'Completed', isLate: false, isDone: true, iatiCode: '4' },
  cancelled: { code: 'cancelled', label: 'Cancelled', isLate: false, isDone: false, iatiCode: '5' },
};

export const activity = (more: Partial<CheckedActivity> = {}): CheckedActivity => ({
  code: 'A1',
  status: null,
  achievements: '',
  challenges: '',
  nextSteps: '',
  activeYears: [2025, 2026],
  copiedFrom: null,
  openQueries: [],
  ...more,
});

export const cell = (more: Partial<Cell> = {}): Cell => ({
  dimension: null,
  category: null,
  state: 'reported',
  value: null,
  numerator: null,
  denominator: null,
  choice: null,
  text: null,
  ...more,
});

/** A total, and parts by "dimension=category". */
export const counts = (total: string, parts: Record<string, string> = {}): Cell[] => [
  cell({ value: total }),
  ...Object.entries(parts).map(([key, value]) => {
    const [dimension = '', category = ''] = key.split('=');
    return cell({ dimension, category, value });
  }),
];
export const rate = (numerator: string, denominator: string): Cell[] => [cell({ numerator, denominator })];

export const define = (more: Partial<IndicatorDefinition> = {}): IndicatorDefinition => ({
  id: 1,
  code: 'I-1',
  title: 'Persons',
  measure: 'count',
  unit: 'persons',
  numeratorLabel: null,
  denominatorLabel: null,
  choiceList: null,
  choices: [],
  dimensions: [
    {
      code: 'sex',
      name: 'Sex',
      categories: [
        { code: 'female', name: 'Female' },
        { code: 'male', name: 'Male' },
      ],
    },
  ],
  ...more,
});

export const indicator = (more: Partial<CheckedIndicator> = {}): CheckedIndicator => ({
  definition: define(),
  cells: [],
  history: [],
  note: '',
  copiedFrom: null,
  openQueries: [],
  ...more,
});

/** Totals of earlier rounds, newest first, from "2025-H2" back. */
export const history = (...totals: (string | Cell)[]): CheckedIndicator['history'] =>
  totals.map((total, index) => ({
    round: `${2025 - (index >> 1)}-H${2 - (index % 2)}`,
    cells: [typeof total === 'string' ? cell({ value: total }) : total],
  }));

export const setting = (
  rule: string,
  severity: RuleSetting['severity'],
  parameters: Record<string, unknown> = {},
  of: string | null = null,
): RuleSetting => ({ indicator: of, rule, severity, parameters });

export const check = (report: Partial<CheckedReport>): Finding[] =>
  checkReport({
    activities: [],
    indicators: [],
    returned: false,
    year: 2026,
    whole: true,
    settings: [],
    ...report,
  });

/** Findings as "warning unlikely_jump I-1 total". */
export const has = (findings: readonly Finding[]): string[] =>
  findings
    .filter(({ subject }) => subject !== 'report')
    .map(({ kind, rule, code, field }) => [kind, rule, code, field].filter(Boolean).join(' '));
