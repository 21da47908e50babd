import { hashText } from './serialise-document.ts';

/** An address in a publication and the checksum of what stands there. */
export type SealedPart = { address: string; sha256: string };

/** One line a part, in the order of the addresses, in the form that `sha256sum` writes and reads. */
export const writeChecksums = (parts: readonly SealedPart[]): string =>
  parts
    .toSorted((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0))
    .map(({ address, sha256 }) => `${sha256}  ${address}\n`)
    .join('');

/** The checksum of a whole publication: of the list of the checksums of its parts. */
export const calculateRoot = (parts: readonly SealedPart[]): string => hashText(writeChecksums(parts));

/**
 * The checksum of what a publication shows, whatever its number, day and title: by it an approved report finds the
 * publication that shows the same.
 */
export const calculateContentRoot = (parts: readonly SealedPart[]): string =>
  calculateRoot(parts.filter(({ address }) => address !== 'publication'));
