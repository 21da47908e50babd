/**
 * One figure, defined once: the page, the embed, the picture, the social media card, the report and the data
 * files all use its title, numbers and words. Anything that draws a figure reads its numbers from the rows
 * and nowhere else.
 */
export type FigureDefinition = {
  /**
   * Unique within a publication and part of URLs: "activities-by-area", "I-B3.course". Letters, digits, "."
   * and "-".
   */
  id: string;
  /** The finding, as a heading: "Two in three activities are under way or done". */
  title: string;
  /** A description in one sentence, for people who do not see the figure. */
  summary: string;
  /** The public page that contains the figure: "/indicators/I-B3". */
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
  /** The term of a code list, if the label is one, so that it can be translated: status "completed". */
  list?: { name: string; code: string };
  /** The status symbol; see app/features/status. */
  mark?: string;
  /** Numbers are right-aligned, words left-aligned. */
  numeric: boolean;
};

export type FigureRow = { key: string; cells: Record<string, FigureCell> };

/** The five missing-value markers. */
export type MissingValueMarker =
  | 'suppressed'
  | 'withheld'
  | 'not_available'
  | 'not_applicable'
  | 'not_yet_reported';

/**
 * A cell of the table. Numbers are decimal text as published, never rounded; `receipt` is the path of the
 * page that explains where the number comes from.
 */
export type FigureCell =
  | {
      kind: 'number';
      value: string;
      /** The unit, if rows of a figure have different ones. */
      unit?: string;
      numerator?: string;
      denominator?: string;
      /** The publication from which it is kept, if it is of an earlier one. */
      keptFrom?: number;
      receipt?: string;
    }
  | {
      kind: 'none';
      mark: MissingValueMarker;
      /** The limits of a suppressed figure, both included; absent otherwise. Never added up. */
      least?: number;
      most?: number;
      reason?: string;
      receipt?: string;
    }
  | { kind: 'text'; text: string; path?: string; list?: { name: string; code: string }; mark?: string };

/** How the rows are drawn. Column names are keys; so is `label`, the column that names a row. */
export type FigureChart =
  | StackedChart
  | StatusBarsChart
  | TimeSeriesChart
  | MultiplesChart
  | BarsChart
  | StepsChart
  | TilesChart
  | GlanceChart
  | GridChart
  | TimelineChart
  | TrackChart
  | MatrixChart;

/** A bar for each row, made of segments. */
export type StackedChart = {
  kind: 'stacked';
  label: string;
  series: string[];
  /** `count`: one scale for all rows; `share`: each row fills the width. */
  scale: 'count' | 'share';
};

/** A bar of activities by status for each row: behind to the left of an axis, or all with a line at what is due. */
export type StatusBarsChart = {
  kind: 'statuses';
  label: string;
  /** Columns in the order in which they are drawn, from the axis outwards. */
  series: string[];
  /** Those of the series that are to the left of the axis; empty for bars without an axis. */
  behind: string[];
  /** Those of the series that are completed or on track, which are added up over the right side. */
  onTrack: string[];
  /** The column of activities that were not due, after which the line at what is due is drawn; null for none. */
  due: string | null;
  /** The days (ISO dates) that each row covers, if rows are rounds. */
  places: Record<string, { start: string; end: string }> | null;
};

/** A time series over the rounds, with targets and baseline, and the coverage below the time axis. */
export type TimeSeriesChart = {
  kind: 'course';
  label: string;
  /** `flow`: what happened in each round, as bars; `level`: the situation at its end, as a line. */
  shape: 'flow' | 'level';
  /** The column of the figures of rounds, and of the baseline. */
  value: string;
  /** The column of the targets: for the year as a whole (flow) or for its end (level). */
  target: string;
  /** The column of the coverage as text: "9 of 11". */
  coverage: string | null;
  /** What each row is and which days it covers (ISO dates); `short` is the label below the axis: "H2". */
  places: Record<string, { is: 'round' | 'target' | 'baseline'; start: string; end: string; short: string }>;
  /** The end of the axis, if there is a maximum: 100 for percentages. */
  limit: number | null;
  /** Whether the steps of the axis are whole numbers. */
  whole: boolean;
  /** Rounds (row keys) before which a definition or a law changed, and what changed. */
  breaks: { row: string; text: string }[];
  /**
   * Rounds (row keys) whose bar stands on no other, because the definition changed before it. Figures of
   * earlier publications have none.
   */
  startsAnew?: string[];
  /** Targets (row keys) of years that are over and fully reported. Figures of earlier publications have none. */
  outcomes?: Record<string, 'met' | 'missed'>;
};

/**
 * Small multiples: a picture for each row, with a point for each column of `series`, oldest first. Answers
 * are text cells with a symbol.
 */
export type MultiplesChart = {
  kind: 'multiples';
  label: string;
  series: string[];
  shape: 'flow' | 'level';
  /** `own`: each row is compared with its own past only, because rows are different things. */
  scale: 'shared' | 'own';
  limit: number | null;
  /** The column with the unit of each row, if units differ. */
  unit: string | null;
};

/** A bar for each row from zero, with a thin bar for the previous round. */
export type BarsChart = {
  kind: 'bars';
  label: string;
  value: string;
  before: string | null;
  limit: number | null;
};

/** Counts in the order of a process, each with a base of its own: no step is a share of another. */
export type StepsChart = {
  kind: 'steps';
  label: string;
  /** What is counted, below the label, as text. */
  detail: string;
  value: string;
  /** The column of the number that the count is a part of. Figures of earlier publications have none. */
  base?: string;
  /** What the count is a part of ("53.2% of 1 221 …") and how many reports contain it, as text. */
  share: string;
  coverage: string;
};

/**
 * Equal squares in roughly the states' geographic position; rows without a position are on a line below.
 * Nothing is ranked.
 */
export type TilesChart = {
  kind: 'tiles';
  label: string;
  /** The number in the square; null for none. */
  value: string | null;
  /** Columns of texts with a symbol, oldest first: whether the state has reported. */
  series?: string[];
  /** The only such column, in figures of earlier publications. */
  state?: string;
  /** By row key, which is also written in the square; from 1, downwards and to the right. */
  places: Record<string, { row: number; column: number }>;
};

/** A status symbol for each row, in lines: everything at a glance. */
export type GlanceChart = {
  kind: 'glance';
  label: string;
  /** The line of a row, and the part of the line: parts are separated by a gap. Both are texts. */
  group: string;
  part: string;
  /** A text with a symbol. */
  mark: string;
};

/** A symbol for each row and column, rows in groups: who has reported for which round. */
export type GridChart = {
  kind: 'grid';
  label: string;
  group: string;
  /** Columns of texts with symbols. */
  series: string[];
};

/** The years in which something runs, as bars along the years of the plan, rows in groups. */
export type TimelineChart = {
  kind: 'timeline';
  label: string;
  group: string;
  /** A text with a symbol: the status. */
  mark: string;
  /** Columns of texts, one for each year, in order; empty if the row does not run in that year. */
  years: { column: string; year: number }[];
  /** The last day (ISO date) of the newest round. */
  seen: { on: string };
};

/** A status symbol for each row along the years of the plan, above the years in which the activity runs. */
export type TrackChart = {
  kind: 'track';
  label: string;
  /** A text with a symbol. */
  mark: string;
  /** A text: the round that the status is from, if that is an earlier one. */
  from: string;
  /** First and last year of the plan. */
  years: { first: number; last: number };
  /** Years in which the activity runs. */
  runs: number[];
  /** The days (ISO dates) that each row covers. */
  places: Record<string, { start: string; end: string }>;
};

/**
 * A square matrix with the same things on both sides; each row is a pair, drawn in both halves. Nothing is
 * ranked.
 */
export type MatrixChart = {
  kind: 'matrix';
  /** A text that names the pair. */
  label: string;
  /** The number in the square. */
  value: string;
  /** A text: what the number is made of. */
  detail: string;
  /** Both sides in order; `name` can be translated as a term of `list`. */
  axis: { code: string; name: string }[];
  list: string;
  /** By row key, the codes of its two sides. */
  places: Record<string, { one: string; other: string }>;
};

/** A figure and its two pictures, as stored with a publication. */
export type DrawnFigure = { definition: FigureDefinition; wide: string; narrow: string };

/**
 * Terms of code lists in a language, by list and code ("activity_status/completed"); English if one is
 * missing.
 */
export type FigureLabels = Readonly<Record<string, string>>;

/** Fixed texts of a drawing in the reader's language; see the part "figure" of the message catalogue. */
export type FigureWords = Readonly<Record<string, string>>;

export type DrawOptions = {
  width: number;
  words: FigureWords;
  labels: FigureLabels;
  /**
   * For a page of a report, which has no legend beside the drawing: its key names the markers of missing numbers, and it
   * is lower, so that more of it stands on one page.
   */
  onPaper?: boolean;
};

/** Widths at which figures are drawn, in px: for wide pages at 1:1, and for a phone of 320 px. */
export const figureWidths = { wide: 720, narrow: 304 } as const;
