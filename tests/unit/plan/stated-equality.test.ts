import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listStatedEqualities } from '#server/domain/plan/stated-equality.rules.ts';
import { readPlanFiles } from './seed-files.ts';

const codes = ['I-B1', 'I-B3', 'I-B30', 'I-C2', '7', 'total'];
const find = (text: string) => listStatedEqualities(text, codes).map(({ code }) => code);

describe('words that say that a figure is asked twice', () => {
  test.each([
    ['The total must equal the forced criminality in online scams line of I-B3.', 'I-B3'],
    ['A person who refused stays in the number identified, which must be the same as in I-B3.', 'I-B3'],
    ['The number found must be the same as in I-B1. Count once.', 'I-B1'],
    ['It shall be identical to I-B30.', 'I-B30'],
    ['The denominator equals I-C2.', 'I-C2'],
    ['The denominator is equal to the total of (I-C2).', 'I-C2'],
    ['Report the same number as in I-B3.', 'I-B3'],
    ['The same figure is asked in I-B3.', 'I-B3'],
    ['This is the forced labour line of I-C2.', 'I-C2'],
    ['The total is the form row in I-B3, counted on the same day.', 'I-B3'],
    ['The total must match I-B3.', 'I-B3'],
    ['Under the same rules, the total must equal I-B3.', 'I-B3'],
    ['I-B3 and this total must be identical.', 'I-B3'],
    ['The total must equal that of indicator 7.', '7'],
    ['Count once.\nTHE TOTAL MUST EQUAL I-B3', 'I-B3'],
  ])('%s', (text, code) => {
    expect(find(text)).toEqual([code]);
  });

  test('name each indicator once, with the sentence', () => {
    const text = 'Count once. The number must be the same as in I-B1 and I-C2. It equals I-B1.';
    expect(listStatedEqualities(text, codes)).toEqual([
      { code: 'I-B1', words: 'The number must be the same as in I-B1 and I-C2.' },
      { code: 'I-C2', words: 'The number must be the same as in I-B1 and I-C2.' },
    ]);
  });
});

describe('words that do not', () => {
  test.each([
    'Of the persons found (I-B1), the part who were screened with a written tool.',
    'Use the same period as in I-B3.',
    'The counting rule is the same as in I-B3.',
    'The definition must be the same as in I-B3.',
    'Same as I-B3.',
    'Count the same person once, as in I-B3.',
    'The total need not equal I-B3.',
    'The total is not the same as in I-B3.',
    'The total must be less than or equal to I-B3.',
    'The total must be equal to or less than I-B3.',
    'The total must be at most equal to I-B3.',
    'The total must equal the sum of I-B3 and I-C2.',
    'The total must equal I-B3 minus I-C2.',
    'The total must equal half of I-B3.',
    'The total must equal I-B4.',
    'The total must equal I-B3x.',
    'The total must equal the total of the register.',
    'Equal pay is looked at in I-B3.',
    'Courts give equal weight to both. See I-B3.',
    'The baseline is the value of I-B3.',
    'Of the persons found (I-B1), the number screened must equal that in the register.',
    'The total must equal 7 or more.',
  ])('%s', (text) => {
    expect(find(text)).toEqual([]);
  });

  test('are all words without a code of the plan', () => {
    const word = fc.constantFrom('total', 'must', 'equal', 'same', 'as', 'in', 'number', 'I-Z9', 'the', '.');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        expect(listStatedEqualities(words.join(' '), ['I-B3'])).toEqual([]);
      }),
    );
  });
});

test('the plan that comes with the tracker states four equalities', () => {
  const { indicators } = readPlanFiles();
  const all = indicators.map((row) => row['code'] ?? '');
  const stated = indicators.flatMap((row) =>
    ['definition', 'counting_rule'].flatMap((column) =>
      listStatedEqualities(row[column] ?? '', all).map(({ code }) => `${row['code']} ${code}`),
    ),
  );
  expect(stated).toEqual(['I-B2 I-B1', 'I-B4 I-B3', 'I-B5 I-B3', 'I-C5 I-C2']);
});
