export const aggregations = ['sum', 'sum_of_reports', 'count_of_states', 'percentage', 'none'] as const;
export type Aggregation = (typeof aggregations)[number];

/**
 * What one cell of an indicator holds: one number; a ratio (a numerator that is part of a denominator); one answer of a
 * list of choices; or an account in words. The database has a column for each part.
 */
export type AnswerKind = 'number' | 'ratio' | 'choice' | 'text';

/** What entry, checks, totals, disclosure, files and pages need to know about one way of measuring. */
type MeasureRules = {
  answer: AnswerKind;
  /** Whether a number as entered may have up to four decimals, and the largest that is accepted. */
  entry: { decimals: boolean; largest: bigint };
  /** Width of the field for a number, in characters. */
  fieldWidth: number;
  /** Printed in place of the indicator's own unit. */
  printedUnit: string | null;
  /** Of an amount of money, its currency: the only unit that the plan may give, and in tables too. */
  currency: string | null;
  /** The heading of a time series and the word over a column, where the unit does not say it. */
  name: string | null;
  columnName: string | null;
  /** Printed after a difference of two figures. */
  changeUnit: string | null;
  /** A ratio is the numerator divided by the denominator, times this. */
  factor: number;
  /** The largest figure that is possible; the axis of a chart ends there. */
  limit: number | null;
  /** Whether figures and targets of the region are whole numbers. */
  isWhole: boolean;
  /** Whether an indicator may count persons, so that small counts are suppressed. */
  countsPersons: boolean;
  /** The aggregations that make sense; the first is the default. */
  aggregations: readonly Aggregation[];
  /** Code of IATI's IndicatorMeasure. A choice is published as the number of states that count: units. */
  iati: '1' | '2' | '3' | '4' | '5';
};

/** Larger than any count of persons or cases; anything above is a typing error. */
const largestCount = 1_000_000_000_000n;
export const largestMoney = 1_000_000_000_000_000n;

const number = {
  answer: 'number',
  entry: { decimals: false, largest: largestCount },
  fieldWidth: 9,
  printedUnit: null,
  currency: null,
  name: null,
  columnName: null,
  changeUnit: null,
  factor: 1,
  limit: null,
  isWhole: true,
  countsPersons: false,
  aggregations: ['sum', 'sum_of_reports', 'none'],
  iati: '1',
} satisfies MeasureRules;

/** Every way of measuring an indicator, by its word in the plan's file and in open data. */
const rules = {
  count: { ...number, countsPersons: true },
  percentage: {
    ...number,
    answer: 'ratio',
    printedUnit: '%',
    name: 'Percentage',
    columnName: 'Per cent',
    changeUnit: 'percentage points',
    factor: 100,
    limit: 100,
    isWhole: false,
    countsPersons: true,
    aggregations: ['percentage'],
    iati: '2',
  },
  money: {
    ...number,
    entry: { decimals: true, largest: largestMoney },
    fieldWidth: 14,
    currency: 'USD',
    changeUnit: 'USD',
    isWhole: false,
  },
  choice: { ...number, answer: 'choice', aggregations: ['count_of_states', 'none'] },
  text: { ...number, answer: 'text', isWhole: false, aggregations: ['none'], iati: '5' },
} as const satisfies Record<string, MeasureRules>;

export type Measure = keyof typeof rules;
export const measures = Object.keys(rules) as [Measure, ...Measure[]];
export const measureRules: Readonly<Record<Measure, MeasureRules>> = rules;

/** The measures in a sentence: "count, percentage, money, choice or text". */
export const measuresInWords = `${measures.slice(0, -1).join(', ')} or ${measures.at(-1)}`;

/** The measures with a property, in a sentence that starts "Only a …": "count or a percentage". */
export const listMeasures = (hasProperty: (rules: MeasureRules) => boolean): string =>
  measures.filter((measure) => hasProperty(measureRules[measure])).join(' or a ');

/** What one cell of an indicator of this measure holds. */
export const getAnswerKind = (measure: Measure): AnswerKind => measureRules[measure].answer;

export const figureFields = ['value', 'numerator', 'denominator'] as const;
export type FigureField = (typeof figureFields)[number];

/** The figures of a cell: its value, or numerator and denominator; none where it holds no number. */
export function listFigureFields(measure: Measure): readonly FigureField[] {
  if (getAnswerKind(measure) === 'number') return ['value'];
  return getAnswerKind(measure) === 'ratio' ? ['numerator', 'denominator'] : [];
}

/** Whether a cell holds an answer to read and not a number: a choice or an account. */
export const isAnsweredInWords = (measure: Measure): boolean =>
  getAnswerKind(measure) === 'choice' || getAnswerKind(measure) === 'text';

/** Whether figures of this measure are amounts of money. */
export const isMoney = (measure: Measure): boolean => measureRules[measure].currency !== null;

/** The unit as printed with a figure: "%" for a percentage, otherwise the indicator's own. */
export const formatUnit = ({ measure, unit }: { measure: Measure; unit: string }): string =>
  measureRules[measure].printedUnit ?? unit;
