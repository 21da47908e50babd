/** The reference of a printed draft: reporter, round and a number that counts up, "TH-2026-H1-01". */
export const packReferencePattern = /^[A-Z0-9-]{2,12}-[A-Za-z0-9][A-Za-z0-9._-]{0,29}-[0-9]{2,5}$/;

export function buildPackReference(key: { reporter: string; round: string }, number: number): string {
  return `${key.reporter}-${key.round}-${String(number).padStart(2, '0')}`;
}

/** The kinds of file that a pack is printed to. */
export const packFormats = ['pdf', 'docx'] as const;
export type PackFormat = (typeof packFormats)[number];

/** Reads "TH-2026-H1-01.pdf"; null where it names no pack. */
export function readPackFileName(name: string): { reference: string; format: PackFormat } | null {
  const at = name.lastIndexOf('.');
  const reference = name.slice(0, at);
  const format = packFormats.find((known) => known === name.slice(at + 1));
  return format && packReferencePattern.test(reference) ? { reference, format } : null;
}

/** A checksum in groups of eight, as it is printed and read aloud. */
export const groupChecksum = (sha256: string): string => (sha256.match(/.{1,8}/g) ?? []).join(' ');
