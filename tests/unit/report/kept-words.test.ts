import fc from 'fast-check';
import { expect, it } from 'vitest';
import { markShortWords } from '#server/domain/report/kept-words.rules.ts';
import type { DocumentBlock } from '#server/domain/report/document.types.ts';

const heading: DocumentBlock = { kind: 'heading', id: 'one', level: 1, number: '1', text: 'One' };
const say = (letters: number): DocumentBlock => ({
  kind: 'paragraph',
  style: 'finding',
  runs: [{ kind: 'text', text: 'x'.repeat(letters) }],
});
const table: DocumentBlock = {
  kind: 'table',
  id: 'table-one',
  sheet: 'One',
  number: 1,
  title: 'One',
  columns: [],
  rows: [],
  notes: [],
};
const kept = (blocks: DocumentBlock[]) =>
  markShortWords(blocks).map((block) => block.kind === 'paragraph' && block.keepNext === true);

it('keeps a line or two between a heading and its table on the page of the table', () => {
  expect(kept([heading, say(80), table])).toEqual([false, true, false]);
  expect(kept([heading, say(80), say(60), table])).toEqual([false, true, true, false]);
});

it('keeps a line between a chapter and its first section with that, and not with the next chapter', () => {
  const section: DocumentBlock = { kind: 'heading', id: 'two', level: 2, number: '1.1', text: 'Two' };
  expect(kept([heading, say(80), section, say(80), table])).toEqual([false, true, false, true, false]);
  expect(kept([section, say(80), heading])).toEqual([false, false, false]);
});

it('leaves what makes a start of a chapter by itself, and what leads to no table', () => {
  expect(kept([heading, say(400), table])).toEqual([false, false, false]);
  expect(kept([heading, say(120), say(120), table])).toEqual([false, false, false, false]);
  expect(kept([heading, say(80), heading, table])).toEqual([false, false, false, false]);
  expect(kept([say(80), table])).toEqual([false, false]);
});

it('changes nothing else', () => {
  const blocks = fc.array(fc.constantFrom(heading, table, say(10), say(150), say(300)));
  fc.assert(
    fc.property(blocks, (all) => {
      const plain = markShortWords(all).map((block) => {
        if (block.kind !== 'paragraph') return block;
        const { keepNext: _, ...rest } = block;
        return rest;
      });
      expect(plain).toEqual(all);
    }),
  );
});
