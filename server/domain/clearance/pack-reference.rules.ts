/** The reference of a printed draft: reporter, round and a running number, "TH-2026-H1-01". */
export const packReferencePattern = /^[A-Z0-9-]{2,12}-[A-Za-z0-9][A-Za-z0-9._-]{0,29}-[0-9]{2,5}$/;

export function buildPackReference(key: { reporter: string; round: string }, number: number): string {
  return `${key.reporter}-${key.round}-${String(number).padStart(2, '0')}`;
}

export const packFormats = ['pdf', 'docx'] as const;
export type PackFormat = (typeof packFormats)[number];

/** Parses a file name such as "TH-2026-H1-01.pdf"; returns null if it names no pack. */
export function readPackFileName(name: string): { reference: string; format: PackFormat } | null {
  const at = name.lastIndexOf('.');
  const reference = name.slice(0, at);
  const format = packFormats.find((known) => known === name.slice(at + 1));
  return format && packReferencePattern.test(reference) ? { reference, format } : null;
}

/** Formats a checksum in groups of eight, for printing and reading aloud. */
export const groupChecksum = (sha256: string): string => (sha256.match(/.{1,8}/g) ?? []).join(' ');
