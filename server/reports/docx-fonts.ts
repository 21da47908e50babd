import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Scripts for which an office may have no font, with the font that goes into the Word file: no other reader of
 * the file needs it installed.
 */
const scripts = [
  { font: 'Noto Sans Thai', folder: 'noto-sans-thai', file: 'NotoSansThai', letters: '\u0e00-\u0e7f' },
  { font: 'Noto Sans Lao', folder: 'noto-sans-lao', file: 'NotoSansLao', letters: '\u0e80-\u0eff' },
  {
    font: 'Noto Sans Myanmar',
    folder: 'noto-sans-myanmar',
    file: 'NotoSansMyanmar',
    letters: '\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f',
  },
  {
    font: 'Noto Sans Khmer',
    folder: 'noto-sans-khmer',
    file: 'NotoSansKhmer',
    letters: '\u1780-\u17ff\u19e0-\u19ff',
  },
] as const;

const isOf = ({ letters }: (typeof scripts)[number], text: string) => new RegExp(`[${letters}]`).test(text);

/** Passages in one of the scripts, with the spaces, digits and signs within them. */
const passages = new RegExp(
  `(${scripts.map(({ letters }) => `[${letters}](?:[${letters}\\s\\d.,()\u200b-\u200d]*[${letters}])?`).join('|')})`,
);

/** Splits a text into passages of one script; `font` is null for Latin and everything else. */
export const listPassages = (text: string): { text: string; font: string | null }[] =>
  text
    .split(passages)
    .filter((passage) => passage !== '')
    .map((passage) => ({
      text: passage,
      font: scripts.find((script) => isOf(script, passage))?.font ?? null,
    }));

/** Reads the fonts of the scripts that occur in a text, to be put into a Word file. */
export function readFontsFor(text: string): { name: string; data: Buffer; bold: Buffer }[] {
  const require = createRequire(import.meta.url);
  const read = (folder: string, file: string, weight: string) =>
    readFileSync(require.resolve(`@expo-google-fonts/${folder}/${weight}/${file}_${weight}.ttf`));
  return scripts
    .filter((script) => isOf(script, text))
    .map(({ font, folder, file }) => ({
      name: font,
      data: read(folder, file, '400Regular'),
      bold: read(folder, file, '700Bold'),
    }));
}

const readKey = (guid: string): number[] =>
  (guid.replaceAll(/[^0-9A-Fa-f]/g, '').match(/../g) ?? [])
    .map((pair) => Number.parseInt(pair, 16))
    .reverse();

/** The key of every embedded font: the library takes one at random, and two files of one document would differ. */
export const fontKey = '{B0401000-0000-4000-8000-000000000030}';

/** Changes the key with which the first 32 bytes of an embedded font are mixed (ECMA-376, part 4). */
export function replaceFontKey(font: Uint8Array, from: string): Uint8Array {
  const [before, after] = [readKey(from), readKey(fontKey)];
  return font.map((byte, at) => (at < 32 ? byte ^ (before[at % 16] ?? 0) ^ (after[at % 16] ?? 0) : byte));
}
