import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { captureBounded, isCaptured } from '#tests/golden/capture-bounded.ts';
import { diffLines } from '#tests/golden/diff-lines.ts';
import type { GoldenWorld } from '#tests/golden/golden-world.ts';
import { readKeptManifest, readKeptTexts, writeKept } from '#tests/golden/kept-answers.ts';
import { openDemo } from '#tests/golden/open-demo.ts';
import { describeKept, type Kept } from '#tests/golden/store.ts';
import { readWanted } from '#tests/golden/wanted.ts';
import { rounds } from '#tests/support/rounds.ts';

/**
 * What publications of the demo say, held against what they said when tests/golden/kept was written. A difference that is
 * wanted is listed in tests/golden/wanted.md, or everything is written anew: GOLDEN_WRITE=1 vitest run tests/integration/golden.
 */
const isWriting = process.env['GOLDEN_WRITE'] === '1';
/** Of so many addresses the lines that differ are shown. */
const mostShown = 12;

let golden: GoldenWorld;
const answers: Kept[] = [];
beforeAll(async () => {
  golden = await openDemo({ adminUrl: inject('adminUrl'), template: inject('template') });
  await captureBounded(golden, (kept) => {
    answers.push(kept);
  });
  if (isWriting) await writeKept(golden.name, answers);
});
afterAll(() => golden?.close());

test('every publication says what it said', async () => {
  const [before, isWanted] = await Promise.all([readKeptManifest(golden.name), readWanted()]);
  const now = new Map(answers.map((kept) => [kept.address, kept]));
  expect(now.size).toBe(answers.length);
  expect(now.size).toBeGreaterThan(rounds(1500, 3000));
  const differences: string[] = [];
  let texts: Map<string, string> | null = null;
  for (const address of new Set([...[...before.keys()].filter(isCaptured), ...now.keys()])) {
    const [line, kept] = [before.get(address), now.get(address)];
    if (isWanted(address) || (line && kept && describeKept(kept).sha256 === line.sha256)) continue;
    if (!line || !kept) {
      differences.push(`${line ? 'Missing' : 'New'}: ${address}`);
      continue;
    }
    if (differences.length >= mostShown) {
      differences.push(`Different: ${address}`);
      continue;
    }
    texts ??= await readKeptTexts(golden.name);
    const turned = line.status === kept.status ? '' : `\n${line.status} before, ${kept.status} now`;
    differences.push(`Different: ${address}${turned}\n${diffLines(texts.get(address) ?? '', kept.text, 16)}`);
  }
  if (differences.length === 0) return;
  const shown = differences.slice(0, 60).join('\n');
  expect.fail(`${differences.length} of ${before.size} answers differ from those that are kept.\n${shown}`);
});

test('nothing failed, and a text is kept for every address', async () => {
  expect(
    answers.filter(({ status }) => /^5|failed|INTERNAL/.test(status)).map(({ address }) => address),
  ).toEqual([]);
  const [manifest, texts] = await Promise.all([readKeptManifest(golden.name), readKeptTexts(golden.name)]);
  expect([...texts.keys()].sort()).toEqual([...manifest.keys()].sort());
  for (const { address, sha256, status, type, kind, etag } of manifest.values()) {
    const kept = {
      address,
      kind,
      status,
      type: type === '-' ? '' : type,
      etag,
      text: texts.get(address) ?? '',
    };
    expect([address, describeKept(kept).sha256]).toEqual([address, sha256]);
  }
});
