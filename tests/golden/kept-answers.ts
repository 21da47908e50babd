import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { describeKept, type Kept, type Line, readLine, sortLines, writeLine } from './store.ts';

const folder = join(import.meta.dirname, 'kept');
const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
/** StatusRows between texts, and between an address and its text; in neither. */
const [between, after] = ['\u001e', '\u001f'];

/**
 * The answers that the repository keeps: a manifest, and all texts in one file. The texts of one publication repeat those
 * of another, far away: Zstandard with a long window finds that, where gzip would need ten times the room.
 */
export const keptPaths = (name: string) => ({
  manifest: join(folder, `${name}.txt`),
  texts: join(folder, `${name}.texts.zst`),
});

export async function readKeptManifest(name: string): Promise<Map<string, Line>> {
  const text = await readFile(keptPaths(name).manifest, 'utf8');
  return new Map(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => [readLine(line).address, readLine(line)]),
  );
}

/** The text of every address. */
export async function readKeptTexts(name: string): Promise<Map<string, string>> {
  const all = (await decompress(await readFile(keptPaths(name).texts))).toString('utf8');
  return new Map(all.split(between).map((entry) => entry.split(after) as [string, string]));
}

export async function writeKept(name: string, answers: readonly Kept[]): Promise<void> {
  const lines = sortLines(answers.map(describeKept));
  const texts = new Map(answers.map(({ address, text }) => [address, text]));
  // Versions of answers change with every word on a page: they are no part of what is kept.
  const manifest = lines.map((line) => `${writeLine({ ...line, etag: '-' })}\n`).join('');
  const all = lines.map(({ address }) => `${address}${after}${texts.get(address) ?? ''}`).join(between);
  const packed = await compress(Buffer.from(all), {
    params: {
      [constants.ZSTD_c_compressionLevel]: 17,
      [constants.ZSTD_c_windowLog]: 27,
      [constants.ZSTD_c_enableLongDistanceMatching]: 1,
    },
  });
  await writeFile(keptPaths(name).manifest, manifest);
  await writeFile(keptPaths(name).texts, packed);
}
