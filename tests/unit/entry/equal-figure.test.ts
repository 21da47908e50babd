import { expect, test } from 'vitest';
import { describeEqualFigure } from '#app/features/entry/item-words.ts';

test('what is asked for twice is shown beside the field, with a warning where the two differ', () => {
  const other = 'I-B3 for “Forced criminality”';
  expect(describeEqualFigure(other, null, '12')).toBe(
    'I-B3 for “Forced criminality” counts the same. It has no figure in this report yet.',
  );
  const same = describeEqualFigure(other, '120', '120.0');
  expect(same).toBe('I-B3 for “Forced criminality” counts the same, and is 120 in this report.');
  expect(describeEqualFigure(other, '120', null)).toBe(same);
  expect(describeEqualFigure(other, '120', '12')).toBe(
    `${same} The two differ: correct one of them, or say in the note why they differ.`,
  );
});
