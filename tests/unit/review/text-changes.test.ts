import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listTextChanges, type TextStretch } from '#server/domain/submission/text-changes.calculations.ts';

const readOld = (stretches: TextStretch[]) =>
  stretches
    .map((one) => (one.kind === 'same' ? one.before : one.kind === 'removed' ? one.text : ''))
    .join('');
const readNew = (stretches: TextStretch[]) =>
  stretches.map((one) => (one.kind === 'removed' ? '' : one.text)).join('');

describe('the words that differ between two texts', () => {
  test.each<[string, string, string, TextStretch[]]>([
    ['nothing', '', '', []],
    [
      'the same',
      'Two workshops.',
      'Two workshops.',
      [{ kind: 'same', text: 'Two workshops.', before: 'Two workshops.' }],
    ],
    [
      'a sentence more',
      'As planned.',
      'As planned. A second workshop.',
      [
        { kind: 'same', text: 'As planned.', before: 'As planned.' },
        { kind: 'added', text: ' A second workshop.' },
      ],
    ],
    [
      'one word for another',
      'We held two workshops in May.',
      'We held three workshops in May.',
      [
        { kind: 'same', text: 'We held', before: 'We held' },
        { kind: 'removed', text: ' two' },
        { kind: 'added', text: ' three' },
        { kind: 'same', text: ' workshops in May.', before: ' workshops in May.' },
      ],
    ],
    ['all of it gone', 'Two workshops.', '', [{ kind: 'removed', text: 'Two workshops.' }]],
    [
      'a new line',
      'One. Two.',
      'One.\nTwo.',
      [
        { kind: 'same', text: 'One.', before: 'One.' },
        { kind: 'removed', text: ' Two.' },
        { kind: 'added', text: '\nTwo.' },
      ],
    ],
    [
      'only another number of spaces',
      'One  two',
      'One two',
      [{ kind: 'same', text: 'One two', before: 'One  two' }],
    ],
  ])('%s', (_, before, now, stretches) => {
    expect(listTextChanges(before, now)).toEqual(stretches);
  });

  const text = fc
    .array(fc.constantFrom('one', 'two', 'three', ' ', '  ', '\n', 'ສາມ', '🙂'), { maxLength: 30 })
    .map((parts) => parts.join(''));

  test('both texts can be read from it, letter for letter', () => {
    fc.assert(
      fc.property(text, text, (before, now) => {
        const stretches = listTextChanges(before, now);
        expect(readNew(stretches)).toBe(now);
        expect(readOld(stretches)).toBe(before);
      }),
    );
  });

  test('neighbours are never of one kind, and equal texts have no change', () => {
    fc.assert(
      fc.property(text, text, (before, now) => {
        const kinds = listTextChanges(before, now).map(({ kind }) => kind);
        expect(kinds.every((kind, index) => kind !== kinds[index + 1])).toBe(true);
        expect(listTextChanges(now, now).every(({ kind }) => kind === 'same')).toBe(true);
      }),
    );
  });

  test('two long texts without a word in common are set side by side at once', () => {
    const before = Array.from({ length: 5000 }, (_, n) => `a${n}`).join(' ');
    const now = Array.from({ length: 5000 }, (_, n) => `b${n}`).join(' ');
    expect(listTextChanges(before, now)).toEqual([
      { kind: 'removed', text: before },
      { kind: 'added', text: now },
    ]);
  });
});
