import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { english, getMessages } from '#server/domain/language/catalogue.ts';
import { languageCodes } from '#server/domain/language/languages.ts';
import { drawPng } from '#server/pictures/draw-png.ts';
import { listFontFiles } from '#server/pictures/font-files.ts';

const text = (words: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40" viewBox="0 0 300 40" font-family="'Noto Sans Variable','Noto Sans',sans-serif" font-size="20"><text x="10" y="28" ${attributes}>${words}</text></svg>`;

/** What is not white, cut out: its size in px and its grey values. */
async function readInk(words: string, attributes = '') {
  const { data, info } = await sharp(await drawPng(text(words, attributes), 1))
    .trim({ background: '#ffffff', threshold: 20 })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    at: (x: number, y: number) => data[(y * info.width + x) * info.channels] ?? 255,
  };
}

/** Whether a letter came out as the frame that is drawn for one that no font has: ink all around, some white within. */
async function isBox(letter: string): Promise<boolean> {
  const { width, height, at } = await readInk(letter);
  if (width < 7 || height < 9) return false;
  const across = Array.from({ length: width }, (_, x) => [at(x, 0), at(x, height - 1)]).flat();
  const down = Array.from({ length: height }, (_, y) => [at(0, y), at(width - 1, y)]).flat();
  const middle = Array.from({ length: width }, (_, x) => at(x, Math.floor(height / 2)));
  return [...across, ...down].every((grey) => grey < 235) && middle.some((grey) => grey > 250);
}

describe('a drawing as PNG', () => {
  test('decodes at the size asked for, and is not blank', async () => {
    const png = await drawPng(text('Seven of eleven'), 2);
    const { width, height, format } = await sharp(png).metadata();
    expect({ width, height, format }).toEqual({ width: 600, height: 80, format: 'png' });
    const { channels } = await sharp(png).stats();
    expect(channels[0]?.min).toBeLessThan(40);
    expect(channels[0]?.max).toBe(255);
  });

  test('keeps the paper one colour, whatever is drawn on it', async () => {
    const marks = Array.from(
      { length: 60 },
      (_, at) =>
        `<circle cx="${at * 5}" cy="20" r="${at % 9}" fill="#${(at * 4).toString(16).padStart(2, '0')}4f6a"/>`,
    );
    const svg = text('').replace(
      '<text',
      `<rect width="300" height="40" fill="#fcfaf5"/>${marks.join('')}<text`,
    );
    const { data, info } = await sharp(await drawPng(svg, 2))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const corner = (x: number, y: number) => [
      ...data.subarray((y * info.width + x) * info.channels).subarray(0, 3),
    ];
    expect(corner(599, 1)).toEqual([252, 250, 245]);
    expect(corner(300, 79)).toEqual([252, 250, 245]);
  });

  test('the same drawing gives the same bytes; another one others', async () => {
    const [one, same, other] = await Promise.all([
      drawPng(text('A'), 1),
      drawPng(text('A'), 1),
      drawPng(text('B'), 1),
    ]);
    expect(Buffer.compare(one, same)).toBe(0);
    expect(Buffer.compare(one, other)).not.toBe(0);
  });

  test('what is no drawing is refused, and the next one is drawn', async () => {
    await expect(drawPng('<svg', 1)).rejects.toThrow();
    expect((await drawPng(text('after'), 1)).length).toBeGreaterThan(100);
  });
});

describe('letters', () => {
  test('what no font has is known by its box', async () => {
    // For private use, of a script that is not at hand, and a picture.
    for (const letter of ['\u{10fff0}', '\u4e2d', '\u{1f642}'])
      expect(await isBox(letter), letter).toBe(true);
    for (const letter of ['A', 'D', 'O', '0', '-', '|']) expect(await isBox(letter), letter).toBe(false);
  });

  test('of every language that the tracker speaks are there', async () => {
    const letters = new Set(
      languageCodes.flatMap((code) =>
        (Object.keys(english) as (keyof typeof english)[]).flatMap((part) =>
          Object.values(getMessages(code, part).messages).flatMap((words) => [...words]),
        ),
      ),
    );
    const printed = [...letters].filter((letter) => letter > '~' && !/[\s\p{Mn}\p{Cf}]/u.test(letter));
    expect(printed.length).toBeGreaterThan(60);
    const missing: string[] = [];
    for (const letter of printed) if (await isBox(letter)) missing.push(letter);
    expect(missing).toEqual([]);
  });

  test.each(['เสร็จสิ้น', 'បានបញ្ចប់', 'Đã hoàn thành', 'ສໍາເລັດ', 'ပြီးစီး'])(
    '%s is set without a box',
    async (word) => {
      for (const letter of word.replace(/\p{M}/gu, '')) expect(await isBox(letter)).toBe(false);
      expect((await readInk(word)).width).toBeGreaterThan(20);
    },
  );

  test('vowels that stand before their letter take the room that they need', async () => {
    const [khmer, longer] = await Promise.all([readInk('ខ្មែ'), readInk('ខ្មែរ')]);
    const { width } = await readInk('រ');
    expect(longer.width).toBeGreaterThanOrEqual(khmer.width + width - 2);
  });

  test('headings are heavier, in each script', async () => {
    const darkness = async (words: string, attributes: string) =>
      255 - ((await sharp(await drawPng(text(words, attributes), 1)).stats()).channels[0]?.mean ?? 255);
    for (const words of ['Finding', 'เสร็จสิ้น', 'បានបញ្ចប់']) {
      expect(await darkness(words, 'font-weight="600"')).toBeGreaterThan((await darkness(words, '')) * 1.1);
    }
    expect(listFontFiles('600SemiBold')).toHaveLength(10);
  });
});

/** A font that has a drawing for one letter that no other font has: the last of its own letters, given another code. */
function makeHostFont(letter: string): Buffer {
  const [path = ''] = listFontFiles('600SemiBold');
  const font = readFileSync(path);
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, at) => 12 + 16 * at);
  const cmap = font.readUInt32BE(
    (tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap') ?? 0) + 8,
  );
  const ranges = Array.from(
    { length: font.readUInt16BE(cmap + 2) },
    (_, at) => cmap + font.readUInt32BE(cmap + 8 + 8 * at),
  ).filter((at) => font.readUInt16BE(at) === 12);
  expect(ranges.length).toBeGreaterThan(0);
  for (const range of ranges) {
    const last = range + 16 + 12 * (font.readUInt32BE(range + 12) - 1);
    font.writeUInt32BE(letter.codePointAt(0) ?? 0, last);
    font.writeUInt32BE(letter.codePointAt(0) ?? 0, last + 4);
  }
  return font;
}

/**
 * The library looks for the fonts of the host once, when the first letter is set: a font that is installed later is
 * seen by the next process only, and by that one from its start.
 */
test('a font that the host has been given changes no picture', { timeout: 60_000 }, async () => {
  const letter = '\u{10fff0}';
  const folder = await mkdtemp(join(tmpdir(), 'host-fonts-'));
  try {
    const word = text(`Seven เสร็จสิ้น ${letter}`, 'font-weight="600"');
    /** Draws in a process of a host with these fonts. */
    const draw = async (host: string, fonts: Buffer[], how: string) => {
      const place = join(folder, host);
      await mkdir(place);
      for (const [at, font] of fonts.entries()) await writeFile(join(place, `${at}.ttf`), font);
      const settings = join(folder, `${host}.conf`);
      await writeFile(
        settings,
        `<?xml version="1.0"?><fontconfig><dir>${place}</dir><cachedir>${place}-cache</cachedir></fontconfig>`,
      );
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '--eval', `${how}\nprocess.stdout.write(png.toString('base64'));`],
        { env: { ...process.env, FONTCONFIG_FILE: settings }, maxBuffer: 1e7 },
      );
      return stdout;
    };
    const font = makeHostFont(letter);
    const ours = `const { drawPng } = await import('#server/pictures/draw-png.ts');
      const png = await drawPng(${JSON.stringify(word)}, 1);`;
    // The library alone does draw with the host’s font, or this test would say nothing.
    const plain = `const { default: sharp } = await import('sharp');
      const png = await sharp(Buffer.from(${JSON.stringify(word)})).png().toBuffer();`;
    expect(await draw('plain-with', [font], plain)).not.toBe(await draw('plain-without', [], plain));
    const without = await draw('without', [], ours);
    expect(without.length).toBeGreaterThan(500);
    expect(await draw('with', [font], ours)).toBe(without);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
