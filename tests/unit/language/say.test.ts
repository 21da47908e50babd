import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseCsv } from '#seeds/read-csv.ts';
import { formatFigureCell } from '#server/domain/figure/format-cell.ts';
import { formatAmountInWords } from '#server/domain/finding/figure-words.ts';
import {
  singulars,
  type Things,
  formatVerb,
  formatNoun,
  formatCount,
  formatWithUnit,
} from '#server/domain/language/counted-nouns.ts';
import type { Measure } from '#server/domain/value/measures.ts';

/** Signs, currencies and what is no thing that is counted. */
const uncounted = new Set(['', '%', 'USD', 'account']);

const readUnits = async () => {
  const rows = parseCsv(await readFile('seeds/plan/indicators.csv', 'utf8'));
  return [...new Map(rows.map(({ measure = '', unit = '' }) => [unit, measure as Measure])).entries()];
};

test('every unit of the plan that comes with the tracker has a word for one', async () => {
  const units = await readUnits();
  expect(units.length).toBeGreaterThan(5);
  for (const [unit, measure] of units) {
    if (unit === '%' || uncounted.has(unit)) continue;
    const one = singulars[unit as Things];
    expect([unit, one]).toEqual([unit, expect.stringMatching(/^[a-z][a-z ]*$/)]);
    expect(one).not.toBe(unit);
    for (const [count, word] of [
      ['0', unit],
      ['1', one],
      ['2', unit],
    ] as const) {
      const said = `${count} ${word}`;
      expect(formatWithUnit(count, unit)).toBe(said);
      expect(formatFigureCell({ kind: 'number', value: count }, unit)).toBe(said);
      expect(formatAmountInWords({ measure, unit }, count)).toBe(said);
    }
  }
});

test('signs and currencies have one form', () => {
  expect(['0', '1', '2'].map((count) => formatWithUnit(count, '%'))).toEqual(['0.0%', '1.0%', '2.0%']);
  expect(['0', '1', '2.5'].map((count) => formatWithUnit(count, 'USD'))).toEqual([
    'USD\u00a00',
    'USD\u00a01',
    'USD\u00a02.5',
  ]);
  expect(formatWithUnit('1', '')).toBe('1');
});

test('words that a program would cut wrong', () => {
  expect(formatCount(1, 'activities')).toBe('1 activity');
  expect(formatCount(1, 'entries')).toBe('1 entry');
  expect(formatWithUnit('1', 'countries')).toBe('1 country');
  expect(formatWithUnit('1', 'statuses')).toBe('1 status');
  expect(formatFigureCell({ kind: 'number', value: '1' }, 'activities')).toBe('1 activity');
  expect(formatCount(1204, 'reports', 'have')).toBe('1,204 reports have');
  expect(formatCount(1, 'states and bodies', 'are')).toBe('1 state or body is');
  expect([0, 1, 2].map((count) => formatVerb(count, 'are'))).toEqual(['are', 'is', 'are']);
});

test('a unit that nobody has listed stays in the plural, whatever it ends in', () => {
  for (const unit of ['hotlines', 'premises', 'series', 'constructor', 'toString']) {
    expect(formatNoun(unit, 1)).toBe(unit);
    expect(formatWithUnit('1', unit)).toBe(`1 ${unit}`);
  }
  expect(formatWithUnit('0.5', 'persons')).toBe('0.5 persons');
});

test('no word is its own singular', () => {
  for (const [many, one] of Object.entries(singulars)) expect(many).not.toBe(one);
});
