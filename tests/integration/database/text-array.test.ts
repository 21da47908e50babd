import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeTextArray } from '#db/text-array.ts';
import { createWorld, type World } from '#tests/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

const read = async (texts: (string | Uint8Array | null)[]) => {
  const rows = await world.owner<{ text: string | null }[]>`
    select text from unnest(${encodeTextArray(texts)}::text[]) with ordinality as t (text, at) order by at`;
  return rows.map(({ text }) => text);
};

test('texts arrive as they are, whatever is in them', async () => {
  const texts = [
    '',
    'NULL',
    '{"a":"b\\n"}',
    `it's, "so"; \\ {}`,
    'ไทย ខ្មែរ 𝒳 1,204',
    'line\nline\ttab',
    'x'.repeat(100_000),
  ];
  expect(await read(texts)).toEqual(texts);
  expect(await read(texts.map((text) => Buffer.from(text)))).toEqual(texts);
});

test('so do places without a text, and a list of none', async () => {
  expect(await read(['one', null, 'three'])).toEqual(['one', null, 'three']);
  expect(await read([])).toEqual([]);
});

test('what is no text of Postgres is refused, not cut short', async () => {
  await expect(read(['before\u0000after'])).rejects.toThrow();
});
