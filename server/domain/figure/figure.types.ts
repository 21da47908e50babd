/**
 * One figure, defined once: the page, the embed, the picture, the social card, the report and the data files all take
 * title, numbers and words from here. Whatever draws a figure reads its numbers from the rows and nowhere else.
 */
export type FigureDefinition = {
  /** Stands in addresses, within a publication: "activities-by-area", "I-B3.course". Letters, digits, "." and "-". */
  id: string;
  /** The finding, as a heading: "Two in three activities are under way or done". */
  title: string;
  /** What is seen, in one sentence, for whoever does not see it. */
  summary: string;
  /** The public page where the figure stands: "/indicators/I-B3". */
  path: string;
  /** What is counted: "activities", "persons", "%". */
  unit: string;
  source: string;
  /** "9 of 11 states reporting". */
  coverage: string;
  /** What a reader must know before comparing. */
  notes: string[];
  publication: { number: number; title: string; publishedAt: string; round: string; roundTitle: string };
  columns: FigureColumn[];
  rows: FigureRow[];
  chart: FigureChart;
};

export type FigureColumn = {
  key: string;
  label: string;
  /** Where the label is a word of a list, so that it can be said in another language: status "completed". */
  list?: { name: string; code: string };
  /** The filling of a status; see app/features/status. */
  mark?: string;
  /** Numbers stand right, words left. */
  numeric: boolean;
};

export type FigureRow = { key: string; cells: Record<string, FigureCell> };

/** The five marks for "no number". */
export type NoNumberMark =
  | 'suppressed'
  | 'withheld'
  | 'not_available'
  | 'not_applicable'
  | 'not_yet_reported';

/**
 * A cell of the table. Numbers are decimal text as published, never rounded; `receipt` is the path of the page that
 * tells where the number comes from.
 */
export type FigureCell =
  | {
      kind: 'number';
      value: string;
      /** Where rows of a figure have different units. */
      unit?: string;
      numerator?: string;
      denominator?: string;
      receipt?: string;
    }
  | { kind: 'none'; mark: NoNumberMark; reason?: string; receipt?: string }
  | { kind: 'text'; text: string; path?: string; list?: { name: string; code: string }; mark?: string };

/** How the rows are drawn. Names of columns are keys; so is `label`, the column that names a row. */
export type FigureChart =
  | StackedChart
  | CourseChart
  | MultiplesChart
  | BarsChart
  | StepsChart
  | TilesChart
  | GlanceChart
  | GridChart
  | TimelineChart
  | TrackChart
  | MatrixChart;

/** One bar a row, made of segments. */
export type StackedChart = {
  kind: 'stacked';
  label: string;
  series: string[];
  /** `count`: one scale for all rows; `share`: each row fills the width. */
  scale: 'count' | 'share';
};

/** A figure over the rounds, against targets and baseline, with who is in it under the axis of time. */
export type CourseChart = {
  kind: 'course';
  label: string;
  /** `flow`: what happened in each round, as bars; `level`: how things stand, as a line. */
  shape: 'flow' | 'level';
  /** The figures of rounds, and the baseline. */
  value: string;
  /** The targets: of a flow for the year as a whole, of a level for its end. */
  target: string;
  /** "9 of 11", as text. */
  coverage: string | null;
  /** What each row is and which days it spans (ISO dates); `short` stands under the axis: "H2". */
  places: Record<string, { is: 'round' | 'target' | 'baseline'; start: string; end: string; short: string }>;
  /** The end of the axis where there is a highest possible figure: 100 for percentages. */
  limit: number | null;
  /** Whether steps of the axis are whole numbers. */
  whole: boolean;
  /** Rounds (keys of rows) before which a definition or a law changed, and what. */
  breaks: { row: string; text: string }[];
};

/** One small picture a row; a point for each column of `series`, oldest first. Answers are text cells with a mark. */
export type MultiplesChart = {
  kind: 'multiples';
  label: string;
  series: string[];
  shape: 'flow' | 'level';
  /** `own`: each row beside its own past only, where rows are different things. */
  scale: 'shared' | 'own';
  limit: number | null;
  /** The column with each row's unit, where they differ. */
  unit: string | null;
};

/** One bar a row from zero, with a thin one for the round before. */
export type BarsChart = {
  kind: 'bars';
  label: string;
  value: string;
  before: string | null;
  limit: number | null;
};

/** Counts in the order of a way to go. Each stands alone: no step is a share of another. */
export type StepsChart = {
  kind: 'steps';
  label: string;
  /** What is counted, under the label, as text. */
  detail: string;
  value: string;
  /** What the count is a part of ("53.2% of 1 221 …") and how many reports hold it, as text. */
  share: string;
  coverage: string;
};

/** Equal squares roughly as states lie; a row without a place stands in a line beneath. Nothing is ranked. */
export type TilesChart = {
  kind: 'tiles';
  label: string;
  /** The number in the square. */
  value: string;
  /** A text with a mark: whether the state has reported. */
  state: string;
  /** By key of the row, which is also written in its square; from 1, downwards and to the right. */
  places: Record<string, { row: number; column: number }>;
};

/** A mark a row, in lines: everything at a glance. */
export type GlanceChart = {
  kind: 'glance';
  label: string;
  /** The line that a row stands in, and the part of the line: a gap is left between parts. Both texts. */
  group: string;
  part: string;
  /** A text with a mark. */
  mark: string;
};

/** A mark for each row and column, rows in groups: who has reported for which round. */
export type GridChart = {
  kind: 'grid';
  label: string;
  group: string;
  /** Columns of texts with marks. */
  series: string[];
};

/** Years in which something runs, as bars along the years of the plan, rows in groups. */
export type TimelineChart = {
  kind: 'timeline';
  label: string;
  group: string;
  /** A text with a mark: how it stands. */
  mark: string;
  /** Columns of texts, one for each year, in their order; empty where the row does not run. */
  years: { column: string; year: number }[];
  /** The day (ISO) up to which the plan is seen, and the name of the round that ends then. */
  seen: { on: string; label: string };
};

/** One mark a row, placed along the years of the plan, over the years in which the thing runs. */
export type TrackChart = {
  kind: 'track';
  label: string;
  /** A text with a mark. */
  mark: string;
  /** A text: the round that the mark is from where that is an earlier one. */
  from: string;
  /** First and last year of the plan. */
  years: { first: number; last: number };
  /** Years in which the thing runs. */
  runs: number[];
  /** Which days (ISO) each row spans. */
  places: Record<string, { start: string; end: string }>;
};

/** A square of the same things on both sides; each row is a pair, drawn in both halves. Nothing is ranked. */
export type MatrixChart = {
  kind: 'matrix';
  /** A text that names the pair. */
  label: string;
  /** The number in the square. */
  value: string;
  /** A text: what the number is made of. */
  detail: string;
  /** Both sides in their order; `name` may be said in another language as a word of `list`. */
  axis: { code: string; name: string }[];
  list: string;
  /** By key of the row, the codes of its two sides. */
  places: Record<string, { one: string; other: string }>;
};

/** A figure and its two pictures, as kept with a publication. */
export type DrawnFigure = { definition: FigureDefinition; wide: string; narrow: string };

/** Words of lists in a language, by list and code ("activity_status/completed"); English where there is none. */
export type FigureLabels = Readonly<Record<string, string>>;

/** Furniture of a drawing in the language of its reader; see the catalogue's part "figure". */
export type FigureWords = Readonly<Record<string, string>>;

export type DrawOptions = { width: number; words: FigureWords; labels: FigureLabels };

/** Widths at which figures are drawn, in px: at 1:1 for wide pages, and for a phone of 320 px. */
export const figureWidths = { wide: 720, narrow: 304 } as const;
