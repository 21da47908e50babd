/**
 * Cuts the faces of language-names-*.woff2: of Noto Sans, the few letters in which Thai and Khmer name themselves, for
 * readers whose system has no face for them. Run when a name in languages.ts changes:
 * `node app/styles/fonts/cut-language-names.ts`. Glyphs keep their numbers, so that the rules for joining stay as they are;
 * all others are emptied. Formats: OpenType 1.9 (glyf, loca, hmtx, GSUB), WOFF 2 without transformations.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { getLanguage } from '#server/domain/language/languages.ts';

const require = createRequire(import.meta.url);
const faces = [
  {
    code: 'km',
    file: '@expo-google-fonts/noto-sans-khmer/400Regular/NotoSansKhmer_400Regular.ttf',
    joins: true,
  },
  {
    code: 'th',
    file: '@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf',
    joins: false,
  },
];
/** What a browser needs to set these names: no mark in them is placed by rules, so GPOS and GDEF are left out. */
const kept = ['GSUB', 'OS/2', 'cmap', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'name', 'post'];

type Tables = Map<string, Buffer>;

function readTables(font: Buffer): Tables {
  const tables: Tables = new Map();
  for (let at = 12; at < 12 + font.readUInt16BE(4) * 16; at += 16) {
    const start = font.readUInt32BE(at + 8);
    tables.set(
      font.toString('latin1', at, at + 4),
      Buffer.from(font.subarray(start, start + font.readUInt32BE(at + 12))),
    );
  }
  return tables;
}

function take(tables: Tables, tag: string): Buffer {
  const table = tables.get(tag);
  if (!table) throw new RangeError(`The face has no table ${tag}.`);
  return table;
}

/** The glyph of a character by a cmap subtable of format 4. */
function findGlyph(cmap: Buffer, code: number): number {
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4));
    if (table.readUInt16BE(0) !== 4) continue;
    const twice = table.readUInt16BE(6);
    for (let at = 0; at < twice; at += 2) {
      const start = table.readUInt16BE(16 + twice + at);
      if (code > table.readUInt16BE(14 + at) || code < start) continue;
      const delta = table.readUInt16BE(16 + 2 * twice + at);
      const place = 16 + 3 * twice + at;
      const offset = table.readUInt16BE(place);
      if (offset === 0) return (code + delta) & 0xffff;
      return (table.readUInt16BE(place + offset + 2 * (code - start)) + delta) & 0xffff;
    }
  }
  throw new RangeError(`The face has no glyph for U+${code.toString(16)}.`);
}

function readCoverage(table: Buffer): number[] {
  const count = table.readUInt16BE(2);
  if (table.readUInt16BE(0) === 1)
    return Array.from({ length: count }, (_, i) => table.readUInt16BE(4 + 2 * i));
  return Array.from({ length: count }, (_, i) => {
    const [first, last] = [table.readUInt16BE(4 + 6 * i), table.readUInt16BE(6 + 6 * i)];
    return Array.from({ length: last - first + 1 }, (__, step) => first + step);
  }).flat();
}

/** Every glyph that the rules of a face can make of the given ones: single, multiple and ligature substitution. */
function closeOverRules(gsub: Buffer, glyphs: Set<number>): void {
  const lookups = gsub.subarray(gsub.readUInt16BE(8));
  const offsets = (table: Buffer, at: number) =>
    Array.from({ length: table.readUInt16BE(at) }, (_, i) => table.readUInt16BE(at + 2 + 2 * i));
  let before = -1;
  while (before !== glyphs.size) {
    before = glyphs.size;
    for (const lookupAt of offsets(lookups, 0)) {
      const lookup = lookups.subarray(lookupAt);
      for (const subtableAt of offsets(lookup, 4)) {
        let [type, rule] = [lookup.readUInt16BE(0), lookup.subarray(subtableAt)];
        if (type === 7) [type, rule] = [rule.readUInt16BE(2), rule.subarray(rule.readUInt32BE(4))];
        if (![1, 2, 4].includes(type)) continue;
        readCoverage(rule.subarray(rule.readUInt16BE(2))).forEach((glyph, index) => {
          if (!glyphs.has(glyph)) return;
          if (type === 1) {
            const isDelta = rule.readUInt16BE(0) === 1;
            glyphs.add(isDelta ? (glyph + rule.readInt16BE(4)) & 0xffff : rule.readUInt16BE(6 + 2 * index));
            return;
          }
          const set = rule.subarray(rule.readUInt16BE(6 + 2 * index));
          if (type === 2) for (const made of offsets(set, 0)) glyphs.add(made);
          if (type === 4) {
            for (const ligatureAt of offsets(set, 0)) {
              const ligature = set.subarray(ligatureAt);
              const rest = Array.from({ length: ligature.readUInt16BE(2) - 1 }, (_, i) =>
                ligature.readUInt16BE(4 + 2 * i),
              );
              if (rest.every((part) => glyphs.has(part))) glyphs.add(ligature.readUInt16BE(0));
            }
          }
        });
      }
    }
  }
}

/** Empties every glyph that is not kept; parts of composed ones are kept with them. */
function emptyOthers(tables: Tables, glyphs: Set<number>): void {
  const [glyf, loca, head] = [take(tables, 'glyf'), take(tables, 'loca'), take(tables, 'head')];
  const isLong = head.readUInt16BE(50) === 1;
  const count = take(tables, 'maxp').readUInt16BE(4);
  const at = (index: number) => (isLong ? loca.readUInt32BE(4 * index) : 2 * loca.readUInt16BE(2 * index));
  for (const glyph of glyphs) {
    const outline = glyf.subarray(at(glyph), at(glyph + 1));
    if (outline.length === 0 || outline.readInt16BE(0) >= 0) continue;
    for (let place = 10, flags = 0x20; flags & 0x20; ) {
      flags = outline.readUInt16BE(place);
      glyphs.add(outline.readUInt16BE(place + 2));
      place += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
    }
  }
  const parts: Buffer[] = [];
  const newLoca = Buffer.alloc(4 * (count + 1));
  let length = 0;
  for (let glyph = 0; glyph < count; glyph += 1) {
    newLoca.writeUInt32BE(length, 4 * glyph);
    if (!glyphs.has(glyph)) continue;
    const outline = glyf.subarray(at(glyph), at(glyph + 1));
    const padded = Buffer.concat([outline, Buffer.alloc((4 - (outline.length % 4)) % 4)]);
    parts.push(padded);
    length += padded.length;
  }
  newLoca.writeUInt32BE(length, 4 * count);
  head.writeUInt16BE(1, 50);
  tables.set('glyf', Buffer.concat(parts)).set('loca', newLoca);
  const hmtx = take(tables, 'hmtx');
  const wide = take(tables, 'hhea').readUInt16BE(34);
  for (let glyph = 0; glyph < count; glyph += 1) {
    if (glyphs.has(glyph)) continue;
    if (glyph < wide) hmtx.writeUInt32BE(0, 4 * glyph);
    else hmtx.writeUInt16BE(0, 4 * wide + 2 * (glyph - wide));
  }
  // Asked for by browsers, even when it says nothing: version 0, no names, text behind six bytes.
  tables.set('name', Buffer.from([0, 0, 0, 0, 0, 6]));
  // Names of glyphs are for printers.
  const post = Buffer.from(take(tables, 'post').subarray(0, 32));
  post.writeUInt32BE(0x00030000, 0);
  tables.set('post', post);
}

/** A cmap of the given characters alone, in format 12. */
function buildCmap(characters: readonly { code: number; glyph: number }[]): Buffer {
  const cmap = Buffer.alloc(28 + 12 * characters.length);
  cmap.writeUInt16BE(1, 2);
  cmap.writeUInt16BE(3, 4);
  cmap.writeUInt16BE(10, 6);
  cmap.writeUInt32BE(12, 8);
  cmap.writeUInt16BE(12, 12);
  cmap.writeUInt32BE(16 + 12 * characters.length, 16);
  cmap.writeUInt32BE(characters.length, 24);
  characters.forEach(({ code, glyph }, index) => {
    cmap.writeUInt32BE(code, 28 + 12 * index);
    cmap.writeUInt32BE(code, 32 + 12 * index);
    cmap.writeUInt32BE(glyph, 36 + 12 * index);
  });
  return cmap;
}

/** Numbers of WOFF 2: seven bits to a byte, the highest first. */
function writeBase128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

const knownTags = [
  'cmap',
  'head',
  'hhea',
  'hmtx',
  'maxp',
  'name',
  'OS/2',
  'post',
  'cvt ',
  'fpgm',
  'glyf',
  'loca',
];
const gsubNumber = 28;

function writeWoff2(tables: Tables): Buffer {
  // loca follows glyf, as the format asks.
  const list = kept.flatMap((tag) => {
    const bytes = tables.get(tag);
    return bytes ? [{ tag, bytes }] : [];
  });
  list.sort((a, b) => Number(a.tag === 'loca') - Number(b.tag === 'loca') || (a.tag < b.tag ? -1 : 1));
  const glyfAt = list.findIndex(({ tag }) => tag === 'glyf');
  list.splice(glyfAt + 1, 0, ...list.splice(-1, 1));
  const directory = list.flatMap(({ tag, bytes }) => {
    const number = tag === 'GSUB' ? gsubNumber : knownTags.indexOf(tag);
    // Version 3 is "as it is" for outlines, version 0 for all else.
    const version = tag === 'glyf' || tag === 'loca' ? 3 : 0;
    return [number | (version << 6), ...writeBase128(bytes.length)];
  });
  const data = brotliCompressSync(Buffer.concat(list.map(({ bytes }) => bytes)), {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT,
    },
  });
  const whole =
    12 + 16 * list.length + list.reduce((sum, { bytes }) => sum + 4 * Math.ceil(bytes.length / 4), 0);
  const header = Buffer.alloc(48);
  header.write('wOF2', 0, 'latin1');
  header.writeUInt32BE(0x00010000, 4);
  const length = 48 + directory.length + data.length;
  header.writeUInt32BE(4 * Math.ceil(length / 4), 8);
  header.writeUInt16BE(list.length, 12);
  header.writeUInt32BE(whole, 16);
  header.writeUInt32BE(data.length, 20);
  return Buffer.concat([
    header,
    Buffer.from(directory),
    data,
    Buffer.alloc(4 * Math.ceil(length / 4) - length),
  ]);
}

for (const { code, file, joins } of faces) {
  const tables = readTables(readFileSync(require.resolve(file)));
  const codes = [...new Set(Array.from(getLanguage(code).name, (letter) => letter.codePointAt(0) ?? 0))];
  const characters = codes
    .sort((one, other) => one - other)
    .map((letter) => ({ code: letter, glyph: findGlyph(take(tables, 'cmap'), letter) }));
  const glyphs = new Set([0, ...characters.map(({ glyph }) => glyph)]);
  closeOverRules(take(tables, 'GSUB'), glyphs);
  if (!joins) tables.delete('GSUB');
  tables.set('cmap', buildCmap(characters));
  emptyOthers(tables, glyphs);
  const woff2 = writeWoff2(tables);
  writeFileSync(join(import.meta.dirname, `language-names-${code}.woff2`), woff2);
  process.stdout.write(`${code}: ${glyphs.size} glyphs, ${woff2.length} bytes\n`);
}
