import type { DocumentBlock, DocumentRun, DocumentSection } from './document.types.ts';

/**
 * A document as it is drawn on paper: an edition of the report with its stamp, or a printed draft. Word and PDF are both
 * drawn from this and add no words but "Page 1 of 9", "Table", "Figure" and "Changed". Nothing in it is markup.
 */
export type PaperDocument = {
  /** Properties of the file. `madeAt` is an ISO moment. */
  file: { title: string; subject: string; author: string; description: string; madeAt: string };
  /** Across every page, behind the text; empty for none. */
  watermark: string;
  /** At the top of every page. */
  head: { left: string; right: string };
  /** At the foot of every page, before its number. */
  foot: string;
  title: string;
  subtitle: string;
  facts: { term: string; text: string }[];
  /** With it the title has a page of its own and contents after it; without it the text goes on below the facts. */
  cover: { plan: string; marking: string; howToCheck: string; notice: string } | null;
  sections: PaperSection[];
};

export type PaperSection = Pick<DocumentSection, 'orientation'> & { blocks: PaperBlock[] };

export type PaperBlock = DocumentBlock | PaperTerms | PaperContents | PaperSignature;

/** A run that is compared with an earlier text: put in, or taken out. */
export type PaperRun = DocumentRun | { kind: 'added' | 'removed'; text: string };

/** Terms at the left, what is to be said of each at the right. */
export type PaperTerms = { kind: 'terms'; rows: { term: string; changed?: boolean; runs: PaperRun[] }[] };

/** Headings by their ids, with the page of each where the form knows it. */
export type PaperContents = { kind: 'contents'; items: { to: string; label: string }[] };

/** Lines to sign on, with room for a stamp on a tall one. */
export type PaperSignature = {
  kind: 'signature';
  lines: { name: string; height: 'line' | 'signature' | 'stamp' }[];
};
