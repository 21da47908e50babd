import type { FigureDefinition, MissingValueMarker } from '../figure/figure.types.ts';

/**
 * A report as data, the source of Word, PDF, workbook and web page: each format prints these words and
 * numbers and adds none. Nothing in it is markup.
 */
export type ReportDocument = {
  /**
   * The key of the edition, and the code of the state, body, partner or lens that it is about; empty for the
   * whole plan.
   */
  edition: string;
  scope: string;
  title: string;
  /** "Second half of 2025". */
  subtitle: string;
  plan: string;
  meeting: string;
  /** When the meeting is, as on the cover: "12 May 2026"; empty if it is not known. */
  meetingDate: string;
  /** The audience, on every page: "Restricted: for ASEAN member states and sectoral bodies". */
  marking: string;
  /** Across every page, behind the text; empty for none. */
  watermark: string;
  /** A few pages, without a list of contents. */
  isShort?: true;
  /** The plan's own notice, such as that it is fictional; empty for none. */
  notice: string;
  /** What the document is and where it is from; on paper on the last page. */
  facts: { term: string; text: string }[];
  sections: DocumentSection[];
};

/** Consecutive pages of one orientation. */
export type DocumentSection = { orientation: 'portrait' | 'landscape'; blocks: DocumentBlock[] };

export type DocumentBlock =
  | DocumentHeading
  | DocumentParagraph
  | DocumentList
  | DocumentTable
  | DocumentFigure;

/**
 * `number` is written before the text: "2.1". Chapters follow each other on the page; `newPage` starts one.
 * `changed`: highlighted on paper, as in a cell.
 */
export type DocumentHeading = {
  kind: 'heading';
  id: string;
  level: 1 | 2 | 3;
  number: string;
  text: string;
  newPage?: true;
  changed?: boolean;
};

export type DocumentParagraph = {
  kind: 'paragraph';
  /** `finding`: a sentence derived from the numbers; `words`: what a reporter or the secretariat wrote. */
  style: 'body' | 'finding' | 'note' | 'words';
  /** Stays on the page of the next block. */
  keepNext?: true;
  runs: DocumentRun[];
};

export type DocumentList = { kind: 'list'; items: DocumentRun[][] };

/**
 * A piece of a line. A reference is the label of a table, figure or heading and links to it: "Table 3". A
 * page is a page of the tracker by its title; on screens it is a link.
 */
export type DocumentRun =
  | { kind: 'text'; text: string; strong?: boolean }
  | { kind: 'reference'; to: string; label: string }
  | { kind: 'page'; text: string; path: string };

export type DocumentColumn = {
  key: string;
  label: string;
  /** Share of the width, relative to the other columns. */
  width: number;
  align: 'left' | 'right';
};

export type DocumentCell =
  /** `symbol` is the status symbol whose colour the text, or the lead if there is one, is printed on. */
  | {
      kind: 'text';
      text: string;
      strong?: boolean;
      lead?: string;
      muted?: boolean;
      changed?: boolean;
      symbol?: string;
    }
  /** What reporters wrote, each passage under its label: "Achievements", "Cambodia, next steps". */
  | { kind: 'words'; lead?: string; symbol?: string; items: LabelledWords[] }
  /** Decimal text, and its printed format: "62.5" and "62.5%". */
  | { kind: 'number'; value: string; shown: string; format: 'whole' | 'decimal' | 'percent' }
  /** The reason why there is no number, in words, or the range of a suppressed figure: "11–49". */
  | { kind: 'mark'; mark: MissingValueMarker; shown: string };

/** A passage after its label; without a label it is the text alone. */
export type LabelledWords = { label: string; text: string };

/** Returns the words of a cell as printed, each passage on a line of its own. */
export function describeCell(cell: DocumentCell): string {
  if (cell.kind === 'text') return [cell.lead, cell.text].filter(Boolean).join('\n');
  if (cell.kind === 'words') return [cell.lead, ...cell.items.map(describeWords)].filter(Boolean).join('\n');
  return cell.shown;
}

const describeWords = ({ label, text }: LabelledWords): string => (label === '' ? text : `${label}: ${text}`);

/** `group` spans all columns and is the heading of the rows after it. */
export type DocumentRow = { group: string } | { cells: DocumentCell[] };

export type DocumentTable = {
  kind: 'table';
  id: string;
  /** Numbered through the whole document. */
  number: number;
  /** Empty on a printed draft, where a table is below its heading and has no caption. */
  title: string;
  columns: DocumentColumn[];
  rows: DocumentRow[];
  notes: string[];
  /** A short name for the sheet of a workbook: "Indicators A". */
  sheet: string;
};

export type DocumentFigure = {
  kind: 'figure';
  id: string;
  number: number;
  title: string;
  /** The text alternative: the finding and what is drawn. */
  alternative: string;
  /** The drawing's source, as on the public pages. */
  definition: FigureDefinition;
  /** Half the width of the page, beside the next one that is so too. */
  half?: true;
  /** The table with the same numbers; null if the drawing alone has them. */
  table: { id: string; label: string } | null;
};

/** The stamp of a document when it becomes a file; not covered by the checksum. */
export type DocumentStamp = {
  draft: number;
  round: string;
  /** SHA-256 of the document. */
  sha256: string;
  madeAt: string;
  madeBy: string;
  approvals: { part: string; by: string; at: string }[];
  /** The emblem on the cover as a PNG in base64; null for a cover of words alone. */
  emblem: string | null;
};

export type PrintedDocument = { document: ReportDocument; stamp: DocumentStamp };

export const reportFormats = ['docx', 'pdf', 'xlsx'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Whether a table is so short that paper keeps it on one page: no row of it is alone on the next. */
export const isShortTable = ({ rows }: Pick<DocumentTable, 'rows'>): boolean =>
  rows.length <= 8 &&
  rows.reduce(
    (sum, row) => sum + ('group' in row ? row.group : row.cells.map(describeCell).join(' ')).length,
    0,
  ) <= 900;

/** Whether terms are so short that paper keeps them on one page: no last line of them is alone on the next. */
export const hasShortTerms = ({ rows }: Pick<PaperTerms, 'rows'>): boolean =>
  rows.reduce(
    (sum, { runs }) =>
      sum +
      runs.reduce((letters, run) => letters + (run.kind === 'reference' ? run.label : run.text).length, 0),
    0,
  ) <= 900;

/** Lists all tables of a document, in order. */
export const listTables = ({ sections }: ReportDocument): DocumentTable[] =>
  sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'table' ? [block] : [])));

/** Returns a run as printed on paper. */
export function describeRun(run: DocumentRun): string {
  return run.kind === 'reference' ? run.label : run.text;
}

/** The media type of each format. */
export const reportTypes: Record<ReportFormat, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export const formatLabels: Record<ReportFormat, string> = { docx: 'Word', pdf: 'PDF', xlsx: 'Workbook' };

/**
 * A document as drawn on paper: an edition of the report with its stamp, or a printed draft. Word and PDF are
 * both drawn from it and add no words except "Page 1 of 9", "Table", "Figure" and "Changed". Nothing in it is
 * markup.
 */
export type PaperDocument = {
  /** Properties of the file. `madeAt` is an ISO time. */
  file: { title: string; subject: string; author: string; description: string; madeAt: string };
  /** Across every page, behind the text; empty for none. */
  watermark: string;
  /** The page header. */
  head: { left: string; right: string };
  /** The page footer, before the page number. */
  foot: string;
  title: string;
  subtitle: string;
  facts: { term: string; text: string }[];
  /**
   * With a cover, the title has its own page, followed by the contents, and the facts are on the last page;
   * without, the text continues below the facts.
   */
  cover: PaperCover | null;
  sections: PaperSection[];
};

export type PaperCover = {
  /** Whether a list of contents follows. */
  hasContents: boolean;
  plan: string;
  marking: string;
  notice: string;
  /** The meeting and its date, a line each; the date of the document if there is no other. */
  occasion: string[];
  /** A PNG in base64; null for none. */
  emblem: string | null;
  /** The heading of the last page, and what follows its facts. */
  closing: { title: string; howToCheck: string };
};

export type PaperSection = Pick<DocumentSection, 'orientation'> & {
  blocks: PaperBlock[];
  /** How many of its last blocks stay together, so that its last page is not nearly empty; none if missing. */
  closing?: number;
};

export type PaperBlock = DocumentBlock | PaperTerms | PaperContents | PaperSignature;

/** A run, compared with an earlier text: added, or removed. */
export type PaperRun = DocumentRun | { kind: 'added' | 'removed'; text: string };

/** Terms on the left, descriptions on the right. */
export type PaperTerms = { kind: 'terms'; rows: { term: string; changed?: boolean; runs: PaperRun[] }[] };

/** Headings by id, with page numbers if the format knows them. */
export type PaperContents = { kind: 'contents'; items: { to: string; label: string }[] };

/** Signature lines; a tall one has room for a stamp. */
export type PaperSignature = {
  kind: 'signature';
  lines: { name: string; height: 'line' | 'signature' | 'stamp' }[];
};
