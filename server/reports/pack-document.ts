import type { TextStretch } from '#server/domain/submission/text-changes.calculations.ts';

/** A text in stretches: as it stands, with what was taken out and put in where it is compared with an earlier one. */
export type MarkedText = { kind: TextStretch['kind']; text: string }[];

/**
 * One answer: what it is called, what it says, and, where it differs from the clearance before, what it said then. The
 * two stand one after the other, so that what is signed can be read without what was taken out.
 */
export type DocumentField = { label: string; text: MarkedText; before: MarkedText | null; changed: boolean };

export type DocumentActivity = {
  code: string;
  title: string;
  writing: string;
  changed: boolean;
  fields: DocumentField[];
};

/** A cell of an indicator: a figure or an answer, or the words that say why there is none. */
export type DocumentCell = {
  label: string;
  value: string;
  isReported: boolean;
  changed: boolean;
  /** What stood there when it was cleared; empty where it is the same. */
  before: string;
};

export type DocumentIndicator = {
  code: string;
  title: string;
  writing: string;
  changed: boolean;
  /** What it is counted in; empty for an answer in words. */
  unit: string;
  cells: DocumentCell[];
  fields: DocumentField[];
};

export type DocumentArea = {
  code: string;
  title: string;
  activities: DocumentActivity[];
  indicators: DocumentIndicator[];
  /** Activities and indicators that say nothing: "A1.3 Title". */
  gaps: string[];
};

/**
 * A clearance pack as it is set on paper, in words only: what is drawn as PDF and as Word is the same. Nothing in it is
 * markup; whoever draws it takes every text as it is.
 */
export type PackDocument = {
  title: string;
  reporter: string;
  round: string;
  status: string;
  reference: string;
  made: string;
  /** For the properties of the file. */
  madeAt: string;
  facts: { term: string; text: string }[];
  checksum: string;
  howToCheck: string[];
  /** What the superior confirms by signing. */
  meaning: string;
  since: { sentence: string; items: string[] } | null;
  errors: string[];
  warnings: { sentence: string; reason: string }[];
  gaps: string;
  areas: DocumentArea[];
  signature: string[];
};
