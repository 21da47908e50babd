import type { DocumentBlock, DocumentRun, DocumentSection } from './document.types.ts';

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
   * With a cover, the title has its own page, followed by the contents; without, the text continues below the
   * facts.
   */
  cover: { plan: string; marking: string; howToCheck: string; notice: string } | null;
  sections: PaperSection[];
};

export type PaperSection = Pick<DocumentSection, 'orientation'> & { blocks: PaperBlock[] };

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
