import { expect, test } from 'vitest';
import type { FactActivity, FactWords } from '#server/domain/report/edition-facts.types.ts';
import {
  type EditorialWording,
  listLabelledWords,
  setEditorialWords,
  wordsFields,
} from '#server/domain/report/editorial-words.calculations.ts';

const words = (reporter: string): FactWords => ({
  reporter,
  name: reporter,
  isLead: reporter === 'SOMTC',
  achievements: `What ${reporter} did.`,
  challenges: '',
  nextSteps: `What ${reporter} will do.`,
  obstacles: [],
  helpWanted: [],
  edited: [],
});
const activity = (carriedFrom: string | null, reporters: string[]): FactActivity => ({
  code: 'A1.1',
  title: 'An activity',
  description: '',
  area: 'A',
  objective: 'A1',
  lead: 'SOMTC',
  cooperating: [],
  states: [],
  partners: [],
  years: [2025],
  lenses: [],
  articles: [],
  stand: { status: 'late', carriedFrom, due: true },
  words: reporters.map(words),
});
const wording = (round: string, reporter: string): EditorialWording => ({
  round,
  reporter,
  activity: 'A1.1',
  field: 'achievements',
  words: `Reworded for ${round}.`,
});
const wordings = ['2025-H1', '2025-H2'].flatMap((round) =>
  ['SOMTC', 'KH'].map((reporter) => wording(round, reporter)),
);
const read = (carriedFrom: string | null, reporters: string[]) =>
  setEditorialWords([activity(carriedFrom, reporters)], '2025-H2', wordings)[0]?.words ?? [];

test('a wording stands in the place of the words that it edits, of the round that they are from', () => {
  expect(read(null, ['SOMTC'])[0]).toMatchObject({
    achievements: 'Reworded for 2025-H2.',
    nextSteps: 'What SOMTC will do.',
    edited: ['achievements'],
  });
  expect(read('2025-H1', ['SOMTC'])[0]?.achievements).toBe('Reworded for 2025-H1.');
  expect(read('2024-H2', ['SOMTC'])[0]).toEqual(words('SOMTC'));
});

test('where a reporter says nothing here, its wording is not told either', () => {
  expect(read(null, ['SOMTC']).map(({ reporter }) => reporter)).toEqual(['SOMTC']);
  expect(read(null, [])).toEqual([]);
});

test('what is edited says so, and what is not does not', () => {
  const [edited] = read(null, ['SOMTC']);
  if (!edited) throw new Error('There are words.');
  expect(listLabelledWords(edited, wordsFields)).toEqual([
    { label: 'Achievements', text: 'Edited by the secretariat: Reworded for 2025-H2.' },
    { label: 'Next steps', text: 'What SOMTC will do.' },
  ]);
  expect(listLabelledWords(edited, ['achievements'], 'Cambodia')).toEqual([
    { label: 'Cambodia, achievements', text: 'Edited by the secretariat: Reworded for 2025-H2.' },
  ]);
});
