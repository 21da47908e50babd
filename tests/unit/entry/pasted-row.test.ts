import { describe, expect, test } from 'vitest';
import { readPastedRow } from '#app/features/entry/pasted-row.ts';

const statuses = [
  { code: 'on_track', label: 'On track' },
  { code: 'delayed', label: 'Delayed' },
];
const read = (text: string, from: Parameters<typeof readPastedRow>[1] = 'achievements') =>
  readPastedRow(text, from, statuses);

describe('a row of a spreadsheet', () => {
  test('fills the questions from where it is pasted', () => {
    expect(read('Two courses.\tThe budget came late.\tA third course.\n')).toEqual({
      status: null,
      texts: [
        { field: 'achievements', text: 'Two courses.' },
        { field: 'challenges', text: 'The budget came late.' },
        { field: 'nextSteps', text: 'A third course.' },
      ],
    });
    expect(read('The budget came late.\tA third course.', 'challenges')?.texts).toEqual([
      { field: 'challenges', text: 'The budget came late.' },
      { field: 'nextSteps', text: 'A third course.' },
    ]);
  });

  test.each(['Delayed', 'delayed', ' DELAYED '])('may begin with the status: %s', (status) => {
    expect(read(`${status}\tTwo courses.`)).toEqual({
      status: 'delayed',
      texts: [{ field: 'achievements', text: 'Two courses.' }],
    });
  });

  test('has no status elsewhere: it is a text there', () => {
    expect(read('Delayed\tA third course.', 'challenges')).toEqual({
      status: null,
      texts: [
        { field: 'challenges', text: 'Delayed' },
        { field: 'nextSteps', text: 'A third course.' },
      ],
    });
  });

  test('keeps the lines of a cell, and an empty cell changes nothing', () => {
    expect(read('"Two courses.\nThen a third."\t\tMore.')?.texts).toEqual([
      { field: 'achievements', text: 'Two courses.\nThen a third.' },
      { field: 'nextSteps', text: 'More.' },
    ]);
  });

  test.each([
    ['a sentence', 'Two courses were held.'],
    ['several lines', 'Two courses.\nThe budget came late.'],
    ['a block of rows', 'a\tb\nc\td'],
    ['more cells than questions', 'a\tb\tc\td'],
    ['nothing', ''],
  ])('is not taken for one: %s', (_, text) => {
    expect(read(text)).toBeNull();
  });
});
