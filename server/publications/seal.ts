import { hashText } from './serialise-document.ts';

/** Something of a publication that is sealed: a document or a file, by the checksum of its bytes. */
export type SealedPart = {
  /** Its path in the bundle of the publication: "documents/plan.json". */
  path: string;
  sha256: string;
};

/** The path of a document in the bundle, and behind /publications/N/. */
export const buildDocumentPath = (address: string): string => `documents/${address}.json`;

const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

/**
 * The list of all parts with their checksums, in the order of their paths, as BagIt wants it (RFC 8493, section 2.1.3)
 * and `sha256sum -c` reads it.
 */
export const serialiseManifest = (parts: readonly SealedPart[]): string =>
  parts
    .toSorted(byPath)
    .map(({ path, sha256 }) => `${sha256}  data/${path.replaceAll('%', '%25')}\n`)
    .join('');

/** Reads a manifest that `serialiseManifest` wrote. Lines that are none of its are given as they stand. */
export function parseManifest(text: string): { parts: SealedPart[]; strange: string[] } {
  const parts: SealedPart[] = [];
  const strange: string[] = [];
  for (const line of text.split('\n')) {
    const found = /^([0-9a-f]{64}) {2}data\/(.+)$/.exec(line);
    if (found?.[1] && found[2]) parts.push({ sha256: found[1], path: found[2].replaceAll('%25', '%') });
    else if (line !== '') strange.push(line);
  }
  return { parts, strange };
}

/** The root of a publication: the checksum of its manifest, and so of everything in it. */
export const calculateRoot = (manifest: string): string => hashText(manifest);

/** What is signed. */
export const serialiseStatement = (publication: number, root: string): string =>
  `Bohol tracker, publication ${publication}\nsha256 of manifest-sha256.txt: ${root}\n`;

/** Whether a document says something of its own: drawings show what figures say, and the header differs in each. */
export const isContent = (address: string): boolean =>
  address !== 'publication' && !address.startsWith('drawing/');

/**
 * The checksum of what a publication shows, whatever its number, day and title: by it an approved report finds the
 * publication that shows the same. Files are not in it: the report itself is one.
 */
export const calculateContentRoot = (documents: readonly { address: string; sha256: string }[]): string =>
  calculateRoot(
    serialiseManifest(
      documents
        .filter(({ address }) => isContent(address))
        .map(({ address, sha256 }) => ({ path: buildDocumentPath(address), sha256 })),
    ),
  );
