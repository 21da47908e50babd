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
  | { kind: 'number'; value: string; numerator?: string; denominator?: string; receipt?: string }
  | { kind: 'none'; mark: NoNumberMark; reason?: string; receipt?: string }
  | { kind: 'text'; text: string; path?: string; list?: { name: string; code: string }; mark?: string };

/** How the rows are drawn. Names of columns are keys. */
export type FigureChart = {
  /** One bar a row, made of segments. */
  kind: 'stacked';
  label: string;
  series: string[];
  /** `count`: one scale for all rows; `share`: each row fills the width. */
  scale: 'count' | 'share';
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
