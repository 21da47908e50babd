import type { FigureDefinition, NoNumberMark } from '../figure/figure.types.ts';

/**
 * A report as data, before it is Word, PDF, a workbook or a page: every form prints these words and numbers and none
 * of its own. Nothing in it is markup.
 */
export type ReportDocument = {
  /** The edition by its key, and the state, body, partner or lens that it is about; empty where it is about the whole. */
  edition: string;
  scope: string;
  title: string;
  /** "Second half of 2025". */
  subtitle: string;
  plan: string;
  meeting: string;
  /** Who it is for, on every page: "Restricted: for ASEAN member states and sectoral bodies". */
  marking: string;
  /** Across every page, behind the text; empty for none. */
  watermark: string;
  /** What the plan says of itself, such as that it is made up; empty for none. */
  notice: string;
  /** Terms of the title page. */
  facts: { term: string; text: string }[];
  sections: DocumentSection[];
};

/** Pages of one orientation. */
export type DocumentSection = { orientation: 'portrait' | 'landscape'; blocks: DocumentBlock[] };

export type DocumentBlock =
  | DocumentHeading
  | DocumentParagraph
  | DocumentList
  | DocumentTable
  | DocumentFigure;

/**
 * `number` is written before the text: "2.1". A chapter begins a page unless it goes on where the one before it ends.
 * `changed`: marked on paper, as in a cell.
 */
export type DocumentHeading = {
  kind: 'heading';
  id: string;
  level: 1 | 2 | 3;
  number: string;
  text: string;
  onward?: true;
  changed?: boolean;
};

export type DocumentParagraph = {
  kind: 'paragraph';
  /** `finding`: a sentence drawn from the numbers; `words`: what a reporter or the secretariat wrote. */
  style: 'body' | 'finding' | 'note' | 'words';
  /** Stays on the page of what follows. */
  keepNext?: true;
  runs: DocumentRun[];
};

export type DocumentList = { kind: 'list'; items: DocumentRun[][] };

/**
 * A piece of a line. A reference is the label of a table, a figure or a heading, and leads there: "Table 3". A page is one
 * of the tracker's, with its address within it: on paper the address is printed behind the words.
 */
export type DocumentRun =
  | { kind: 'text'; text: string; strong?: boolean }
  | { kind: 'reference'; to: string; label: string }
  | { kind: 'page'; text: string; path: string };

export type DocumentColumn = {
  key: string;
  label: string;
  /** Share of the width, beside the other columns. */
  width: number;
  align: 'left' | 'right';
};

export type DocumentCell =
  | { kind: 'text'; text: string; strong?: boolean; lead?: string; muted?: boolean; changed?: boolean }
  /** Decimal text, and how it is printed: "62.5" and "62.5%". */
  | { kind: 'number'; value: string; shown: string; format: 'whole' | 'decimal' | 'percent' }
  /** Why there is no number, in words. */
  | { kind: 'mark'; mark: NoNumberMark; shown: string };

/** `group` spans all columns and heads the rows after it. */
export type DocumentRow = { group: string } | { cells: DocumentCell[] };

export type DocumentTable = {
  kind: 'table';
  id: string;
  /** Counted through the whole document. */
  number: number;
  /** Empty on a printed draft, where a table stands under its heading and has no caption. */
  title: string;
  columns: DocumentColumn[];
  rows: DocumentRow[];
  notes: string[];
  /** Short, for the sheet of a workbook: "Indicators A". */
  sheet: string;
};

export type DocumentFigure = {
  kind: 'figure';
  id: string;
  number: number;
  title: string;
  /** For whoever does not see it: the finding and what is drawn. */
  alternative: string;
  /** Drawn from this, as on the public pages. */
  definition: FigureDefinition;
  /** The table with the same numbers. */
  table: { id: string; label: string };
};

/** What is stamped on a document when it becomes a file, and is not part of what the checksum stands for. */
export type DocumentStamp = {
  draft: number;
  round: string;
  /** SHA-256 of the document. */
  sha256: string;
  madeAt: string;
  madeBy: string;
  approvals: { part: string; by: string; at: string }[];
};

/** A document as it is printed. */
export type PrintedDocument = { document: ReportDocument; stamp: DocumentStamp };

export const reportFormats = ['docx', 'pdf', 'xlsx'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** All tables of a document, in order. */
export const listTables = ({ sections }: ReportDocument): DocumentTable[] =>
  sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'table' ? [block] : [])));

/** A run as it reads on paper. */
export function sayRun(run: DocumentRun): string {
  if (run.kind === 'reference') return run.label;
  return run.kind === 'page' ? `${run.text} (${run.path})` : run.text;
}
