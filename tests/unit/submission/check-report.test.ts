import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CheckedActivity,
  type CheckedIndicator,
  checkReport,
  type Finding,
} from '#server/domain/submission/check-report.rules.ts';
import type { Cell } from '#server/domain/value/indicator-value.schema.ts';

const statuses = {
  going: { label: 'On track', isLate: false, isDone: false },
  late: { label: 'Delayed', isLate: true, isDone: false },
  done: { label: 'Completed', isLate: false, isDone: true },
};
const activity = (more: Partial<CheckedActivity> = {}): CheckedActivity => ({
  code: 'A1',
  status: null,
  achievements: '',
  challenges: '',
  openQueries: [],
  ...more,
});
const cell = (more: Partial<Cell> = {}): Cell => ({
  dimension: null,
  category: null,
  state: 'reported',
  value: null,
  numerator: null,
  denominator: null,
  choice: null,
  text: null,
  ...more,
});
const indicator = (more: Partial<CheckedIndicator> = {}): CheckedIndicator => ({
  definition: {
    id: 1,
    code: 'I-1',
    title: 'Persons',
    measure: 'count',
    unit: 'persons',
    numeratorLabel: null,
    denominatorLabel: null,
    choiceList: null,
    choices: [],
    dimensions: [
      {
        code: 'sex',
        name: 'Sex',
        categories: [
          { code: 'female', name: 'Female' },
          { code: 'male', name: 'Male' },
        ],
      },
    ],
  },
  cells: [],
  lastCells: [],
  note: '',
  openQueries: [],
  ...more,
});
const check = (activities: CheckedActivity[], indicators: CheckedIndicator[] = [], returned = false) =>
  checkReport({ activities, indicators, returned });
const say = ({ kind, subject, code, field }: Finding) =>
  [kind, subject, code, field].filter(Boolean).join(' ');
const has = (findings: Finding[]) => findings.map(say);

describe('an activity', () => {
  test.each<[string, Partial<CheckedActivity>, string[]]>([
    ['without a word is a gap', {}, ['error report', 'gap activity A1 status']],
    [
      'with text and no status is an error',
      { achievements: 'Done.' },
      ['error report', 'error activity A1 status'],
    ],
    [
      'with challenges and no status too',
      { challenges: 'Late.' },
      ['error report', 'error activity A1 status'],
    ],
    ['on track needs no words', { status: statuses.going }, []],
    ['done says what was achieved', { status: statuses.done }, ['error activity A1 achievements']],
    [
      'done with blanks has not said it',
      { status: statuses.done, achievements: ' \n' },
      ['error activity A1 achievements'],
    ],
    ['late should say why', { status: statuses.late }, ['warning activity A1 challenges']],
    ['late with a reason is fine', { status: statuses.late, challenges: 'No funds.' }, []],
  ])('%s', (_, more, expected) => {
    expect(has(check([activity(more)]))).toEqual(expected);
  });

  test.each([
    ['an unanswered question of a return blocks', true, false, ['error activity A1 status']],
    ['an answered one does not', true, true, []],
    ['in a first draft there are none', false, false, []],
  ] as const)('%s', (_, returned, answered, expected) => {
    const asked = activity({ status: statuses.going, openQueries: [{ field: 'status', answered }] });
    expect(has(check([asked], [], returned))).toEqual(expected);
  });
});

describe('an indicator', () => {
  const parts = (female: string, male: string) => [
    cell({ dimension: 'sex', category: 'female', value: female }),
    cell({ dimension: 'sex', category: 'male', value: male }),
  ];
  test.each<[string, Partial<CheckedIndicator>, string[]]>([
    ['without a figure is a gap', {}, ['gap indicator I-1 total']],
    ['with parts and no total is an error', { cells: parts('1', '2') }, ['error indicator I-1 total']],
    [
      'with a total only should be broken down',
      { cells: [cell({ value: '3' })] },
      ['warning indicator I-1 sex'],
    ],
    ['with parts that fill it is fine', { cells: [cell({ value: '3' }), ...parts('1', '2')] }, []],
    [
      'with parts below it should say where the rest is',
      { cells: [cell({ value: '9' }), ...parts('1', '2')] },
      ['warning indicator I-1 sex'],
    ],
    ['of zero and zeros is fine', { cells: [cell({ value: '0' }), ...parts('0', '0')] }, []],
    [
      'that is not available should say why',
      { cells: [cell({ state: 'not_available' })] },
      ['warning indicator I-1 note'],
    ],
    ['that says why is fine', { cells: [cell({ state: 'not_applicable' })], note: 'No such law.' }, []],
    [
      'of zero after a figure deserves a second look',
      { cells: [cell({ value: '0' }), ...parts('0', '0')], lastCells: [cell({ value: '40' })] },
      ['warning indicator I-1 total'],
    ],
    [
      'ten times and one more does too',
      { cells: [cell({ value: '101' }), ...parts('100', '1')], lastCells: [cell({ value: '10' })] },
      ['warning indicator I-1 total'],
    ],
    [
      'ten times does not',
      { cells: [cell({ value: '100' }), ...parts('99', '1')], lastCells: [cell({ value: '10' })] },
      [],
    ],
    [
      'after "not available" nothing is compared',
      { cells: [cell({ value: '9' }), ...parts('9', '0')], lastCells: [cell({ state: 'not_available' })] },
      [],
    ],
  ])('%s', (_, more, expected) => {
    expect(has(check([activity({ status: statuses.going })], [indicator(more)]))).toEqual(expected);
  });
});

test('a report with gaps may leave, an empty one may not', () => {
  const blocking = (findings: Finding[]) => findings.filter(({ kind }) => kind === 'error').length;
  expect(blocking(check([activity(), activity({ code: 'A2' })], [indicator()]))).toBe(1);
  expect(
    blocking(check([activity({ status: statuses.going }), activity({ code: 'A2' })], [indicator()])),
  ).toBe(0);
  expect(blocking(check([activity()], [indicator({ cells: [cell({ state: 'not_available' })] })]))).toBe(0);
});

test('whatever a report holds, each finding names its item and speaks in a sentence', () => {
  const anyCell = fc.record({
    dimension: fc.constantFrom(null, 'sex'),
    state: fc.constantFrom('reported', 'not_available', 'not_applicable'),
    value: fc.nat(50).map(String),
  });
  const anyActivity = fc.record({
    status: fc.constantFrom(null, ...Object.values(statuses)),
    achievements: fc.constantFrom('', ' ', 'Something.'),
    challenges: fc.constantFrom('', 'Something.'),
    openQueries: fc.array(
      fc.record({ field: fc.constantFrom('status', 'achievements'), answered: fc.boolean() }),
      { maxLength: 2 },
    ),
  });
  fc.assert(
    fc.property(
      fc.array(anyActivity, { maxLength: 4 }),
      fc.array(fc.array(anyCell, { maxLength: 3 }), { maxLength: 3 }),
      fc.boolean(),
      (activities, cells, returned) => {
        const findings = checkReport({
          activities: activities.map((one, index) => activity({ ...one, code: `A${index}` })),
          indicators: cells.map((some) =>
            indicator({
              cells: some.map(({ dimension, state, value }) =>
                cell({
                  dimension,
                  category: dimension && 'female',
                  state,
                  value: state === 'reported' ? value : null,
                }),
              ),
            }),
          ),
          returned,
        });
        for (const { kind, subject, code, sentence } of findings) {
          expect(['error', 'warning', 'gap']).toContain(kind);
          expect(sentence).toMatch(/^[A-Z].*\.$/);
          if (subject !== 'report') expect(sentence).toContain(code);
        }
        const started = activities.some(({ status }) => status) || cells.some((some) => some.length > 0);
        expect(findings.some(({ subject }) => subject === 'report')).toBe(!started);
      },
    ),
  );
});
