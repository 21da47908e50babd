import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseScanCommand } from '#server/config/config.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { FileRefusal } from '#server/files/check/file-refusal.ts';
import { sanitiseInThread } from '#server/files/check/sanitise-in-thread.ts';
import { createIntake } from '#server/files/intake.ts';
import { makePdf, makePhoto } from '#tests/support/sample-files.ts';

/** The word that this scanner takes for a virus, as the real test virus has one. */
const harmful = 'STANDARD-TEST-OF-SCANNERS';
let folder: string;
let scanner: string;
const logged: unknown[] = [];
const log = { error: (entry: unknown) => void logged.push(entry) };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bohol scan-'));
  scanner = join(folder, 'scanner');
  // A scanner as they are: reads everything, greps, and keeps a copy to show what it was given.
  writeFileSync(
    scanner,
    `#!/bin/sh\ncat > "$1"\nenv > "$1.env"\nif grep -q ${harmful} "$1"; then exit 1; fi\nexit 0\n`,
  );
  chmodSync(scanner, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const take = async (content: Uint8Array, scanCommand: readonly string[] | null, longestScanMs = 20_000) => {
  try {
    const { kind, scan } = await createIntake({ scanCommand, log, longestScanMs }).take(content);
    return { kind, scan };
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, sentence: error.message };
    throw error;
  }
};

describe('the scanner', () => {
  test('sees every byte that was sent, and lets through what is clean', async () => {
    const copy = join(folder, 'copy');
    const photo = await makePhoto();
    expect(await take(photo, [scanner, copy])).toEqual({ kind: 'jpeg', scan: 'clean' });
    expect((await readFile(copy)).equals(photo)).toBe(true);
    // None of our settings: they hold passwords.
    expect(await readFile(`${copy}.env`, 'utf8')).not.toMatch(/SECRET|DATABASE_URL|HOME|npm_/);
  });

  test('refuses what it takes for harmful', async () => {
    const content = Buffer.concat([await makePhoto(), Buffer.from(harmful)]);
    expect(await take(content, [scanner, join(folder, 'copy')])).toEqual({
      code: 'BAD_INPUT',
      sentence: 'The scanner found something harmful in this file.',
    });
  });

  test('without one, files are taken and said to be not scanned', async () => {
    expect(await take(await makePhoto(), null)).toEqual({ kind: 'jpeg', scan: 'not_scanned' });
  });

  test.each<[string, string[], number]>([
    ['is not there', ['/nowhere/scanner'], 20_000],
    ['fails', ['/bin/sh', '-c', 'echo no signatures >&2; exit 2'], 20_000],
    ['is killed', ['/bin/sh', '-c', 'kill -9 $$'], 20_000],
    ['never answers', ['/bin/sh', '-c', 'exec sleep 60'], 300],
  ])('nothing is stored when it %s', async (_, command, wait) => {
    logged.length = 0;
    expect(await take(await makePhoto(), command, wait)).toEqual({
      code: 'NOT_ALLOWED_NOW',
      sentence: 'Files cannot be checked for viruses just now. Nothing was stored; try again later.',
    });
    expect(logged).toEqual([{ why: expect.stringMatching(/.+/) }]);
  });

  test('one that stops reading early still answers', async () => {
    const large = Buffer.concat([await makePhoto(), Buffer.alloc(5_000_000)]);
    expect(await take(large, ['/bin/sh', '-c', 'exit 1'])).toMatchObject({ code: 'BAD_INPUT' });
  });

  test('there is no shell', async () => {
    const mark = join(folder, 'mark');
    expect(parseScanCommand('/bin/true ; touch $HOME')).toEqual(['/bin/true', ';', 'touch', '$HOME']);
    await take(await makePhoto(), ['/bin/true', `; touch ${mark}`, `$(touch ${mark})`]);
    expect(existsSync(mark)).toBe(false);
  });
});

describe('SCAN_COMMAND', () => {
  test.each([
    ['/usr/bin/clamdscan --no-summary -', ['/usr/bin/clamdscan', '--no-summary', '-']],
    ['"/opt/my scanner/scan"  -q ', ['/opt/my scanner/scan', '-q']],
    ['scan ""', ['scan', '']],
    ['"scan', null],
    ['scan"x"', null],
    ['""', null],
  ])('%j is %j', (text, words) => {
    expect(parseScanCommand(text)).toEqual(words);
  });
});

describe('the thread', () => {
  test('is ended when it takes too long, and says so', async () => {
    await expect(sanitiseInThread(await makePdf(), { ms: 1, growth: 1e12 })).rejects.toThrow(/too intricate/);
  });

  test('is ended when it takes too much memory', async () => {
    await expect(sanitiseInThread(await makePdf(), { ms: 20_000, growth: -1e12 })).rejects.toThrow(
      /too intricate/,
    );
  });

  test('a PDF whose inner parts unpack without end costs nobody else anything', async () => {
    const packed = deflateSync(Buffer.alloc(400_000_000, 32), { level: 1 });
    const head = `%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 10/Filter/FlateDecode/Length ${packed.length}>>\nstream\n`;
    const tail = '\nendstream\nendobj\ntrailer\n<</Root 2 0 R>>\n%%EOF';
    const content = Buffer.concat([Buffer.from(head), packed, Buffer.from(tail)]);
    let late = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      late = Math.max(late, performance.now() - last - 20);
      last = performance.now();
    }, 20);
    await expect(sanitiseInThread(content, { ms: 5_000, growth: 200_000_000 })).rejects.toThrow(FileRefusal);
    clearInterval(watch);
    // Five seconds of work elsewhere; here somebody else's request would have waited for less than one.
    expect(late).toBeLessThan(1000);
  }, 60_000);

  test('many at once are done in turn, and too many are told to come again', async () => {
    const intake = createIntake({ scanCommand: null, log });
    const photo = await makePhoto();
    const outcomes = await Promise.all(
      Array.from({ length: 25 }, () =>
        intake.take(photo).then(
          () => 'taken',
          (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'taken').length).toBe(22);
    expect(outcomes.filter((outcome) => outcome === 'TOO_MANY_ATTEMPTS').length).toBe(3);
  }, 60_000);
});
