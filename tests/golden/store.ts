import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What one address gave, as text that is the same whenever the same is said. */
export type Kept = {
  address: string;
  /** "page", "dashboard", "open data" and so on: to count by. */
  kind: string;
  status: string;
  type: string;
  etag: string;
  text: string;
};

export type Line = {
  sha256: string;
  etag: string;
  status: string;
  type: string;
  kind: string;
  address: string;
};

/** A line of the manifest. Parts are parted by tabs; the address comes last. */
export const writeLine = ({ sha256, etag, status, type, kind, address }: Line): string =>
  [sha256, etag, status, type, kind, address].join('\t');

export function readLine(line: string): Line {
  const [sha256 = '', etag = '', status = '', type = '', kind = '', address = ''] = line.split('\t');
  return { sha256, etag, status, type, kind, address };
}

export const describeKept = ({ text, address, kind, status, type, etag }: Kept): Line => ({
  sha256: createHash('sha256').update(`${status} ${type}\n${text}`).digest('hex'),
  etag: etag || '-',
  status,
  type: type || '-',
  kind,
  address,
});

export const sortLines = (lines: readonly Line[]): Line[] =>
  [...lines].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));

/** Where the text of an address lies: by world and kind, named so that people find it. */
export function placeOf(address: string, kind: string): string {
  const [world = '', ...rest] = address.split(' ');
  const name = rest
    .join(' ')
    .replaceAll(/[^A-Za-z0-9.=&?-]+/g, '_')
    .slice(0, 110);
  const mark = createHash('sha256').update(address).digest('hex').slice(0, 8);
  return join(world, kind.replaceAll(' ', '-'), `${name}~${mark}.txt`);
}

/** Writes texts as they come, and the manifest at the end. */
export function createStore(directory: string) {
  const lines: Line[] = [];
  const seen = new Set<string>();
  const folders = new Map<string, Promise<unknown>>();
  return {
    keep: async (kept: Kept): Promise<void> => {
      if (seen.has(kept.address)) throw new Error(`${kept.address} was kept already.`);
      seen.add(kept.address);
      lines.push(describeKept(kept));
      const path = join(directory, placeOf(kept.address, kept.kind));
      const folder = join(path, '..');
      const made = folders.get(folder) ?? mkdir(folder, { recursive: true });
      folders.set(folder, made);
      await made;
      await writeFile(path, kept.text);
    },
    finish: async (): Promise<Line[]> => {
      const sorted = sortLines(lines);
      await writeFile(join(directory, 'manifest.txt'), `${sorted.map(writeLine).join('\n')}\n`);
      return sorted;
    },
  };
}
