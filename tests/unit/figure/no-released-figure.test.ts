import { expect, test } from 'vitest';
import { buildUnreleasedCell } from '#server/domain/figure/figure-cells.ts';
import { describeReason } from '#server/domain/receipt/reason-words.ts';
import { absenceSentences } from '#server/domain/standards/value-words.ts';
import { noNumberWords } from '#app/features/status/status-symbol.tsx';

/**
 * Beside a report that is in, a figure may be missing for three reasons: it was not given, none was available, or it is
 * not released. The public cannot tell them apart, so the words must be true of each.
 */
const claims = /withh|has not released it|there is a number|reported, but|did not|refus/i;

test('words for a figure that is not public claim nothing about the report', () => {
  const cell = buildUnreleasedCell('reported');
  const said = [
    noNumberWords.withheld.word,
    noNumberWords.withheld.meaning,
    cell.kind === 'none' ? (cell.reason ?? '') : '',
    absenceSentences.withheld,
    ...describeReason({ state: 'withheld', value: null, denominator: null, note: null, scope: 'reporter' }),
  ];
  expect(noNumberWords.withheld.word).toBe('No released figure');
  for (const sentence of said) expect(sentence).not.toMatch(claims);
});

test('the same words stand whatever note goes with the figure', () => {
  const describe = (note: string | null) =>
    describeReason({ state: 'withheld', value: null, denominator: null, note, scope: 'region' });
  expect(describe('Not released for publication.')).toEqual(describe(null));
});
