import type { ItemChange } from '#server/domain/clearance/clearance-changes.calculations.ts';
import type { SnapshotContent } from '#server/domain/submission/snapshot-content.ts';
import type { SubmissionStatus } from '#server/domain/submission/submission.workflow.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';

/** Who wrote an item last, and the agency that holds it, if known. */
export type Writing = {
  by: string | null;
  /** The agency of the person who wrote last. */
  agency: string | null;
  at: string | null;
  /** The agency to which the item is assigned. */
  heldBy: string | null;
};

export type PackFinding = {
  kind: 'error' | 'warning' | 'gap';
  code: string;
  sentence: string;
  reason: string | null;
};

/**
 * Everything on a printed draft, stored with it: the same reference prints the same words after the plan, the
 * people or the report have changed. The checksum of a pack is that of `report`.
 */
export type PackContent = {
  report: SnapshotContent;
  about: {
    round: { code: string; title: string; dueOn: string };
    reporter: { code: string; kind: 'state' | 'body'; name: string };
    status: SubmissionStatus;
    timeZone: string;
    areas: { code: string; title: string }[];
    activities: { code: string; title: string; area: string; writing: Writing }[];
    indicators: {
      code: string;
      title: string;
      area: string;
      definition: IndicatorDefinition;
      isInternal: boolean;
      writing: Writing;
    }[];
    statuses: { code: string; label: string }[];
    findings: PackFinding[];
  };
  /** The previous clearance and the changes since; null for the first. */
  since: { number: number; at: string; by: string; changes: ItemChange[] } | null;
};

/** A pack as it is stored. */
export type StoredPack = {
  reference: string;
  number: number;
  madeBy: string;
  madeAt: string;
  sha256: string;
  content: PackContent;
};

/** The reference of a printed draft: reporter, round and a running number, "TH-2026-H1-01". */
export const packReferencePattern = /^[A-Z0-9-]{2,12}-[A-Za-z0-9][A-Za-z0-9._-]{0,29}-[0-9]{2,5}$/;

export function buildPackReference(key: { reporter: string; round: string }, number: number): string {
  return `${key.reporter}-${key.round}-${String(number).padStart(2, '0')}`;
}

export const packFormats = ['pdf', 'docx'] as const;
export type PackFormat = (typeof packFormats)[number];

/** Parses a file name such as "TH-2026-H1-01.pdf"; returns null if it names no pack. */
export function parsePackFileName(name: string): { reference: string; format: PackFormat } | null {
  const at = name.lastIndexOf('.');
  const reference = name.slice(0, at);
  const format = packFormats.find((known) => known === name.slice(at + 1));
  return format && packReferencePattern.test(reference) ? { reference, format } : null;
}

/** Formats a checksum in groups of eight, for printing and reading aloud. */
export const groupChecksum = (sha256: string): string => (sha256.match(/.{1,8}/g) ?? []).join(' ');
