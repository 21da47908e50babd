import { describe, expect, test } from 'vitest';
import type { CheckedActivity } from '#server/domain/validation/checked-report.ts';
import { activity, check, has, setting, statuses } from './checked.ts';

const find = (more: Partial<CheckedActivity>, settings: Parameters<typeof setting>[] = []) =>
  has(check({ activities: [activity(more)], settings: settings.map((one) => setting(...one)) }));

test.each<[string, Partial<CheckedActivity>, string[]]>([
  ['without a word is a gap', {}, ['gap not_reported A1 status']],
  ['with text and no status is an error', { achievements: 'Done.' }, ['error text_without_status A1 status']],
  ['with next steps and no status too', { nextSteps: 'Later.' }, ['error text_without_status A1 status']],
  ['on track needs no words', { status: statuses.going }, []],
  [
    'done says what was achieved',
    { status: statuses.done },
    ['error done_without_achievements A1 achievements'],
  ],
  [
    'done with blanks has not said it',
    { status: statuses.done, achievements: ' \n' },
    ['error done_without_achievements A1 achievements'],
  ],
  ['late should say why', { status: statuses.late }, ['warning late_without_reason A1 challenges']],
  ['late with a reason is fine', { status: statuses.late, challenges: 'No funds.' }, []],
  [
    'copied and not confirmed blocks',
    { status: statuses.going, copiedFrom: '2025-H2' },
    ['error copied_not_confirmed A1'],
  ],
  [
    'whose years are over is still open',
    { status: statuses.going, activeYears: [2024, 2025] },
    ['warning ended_but_open A1 status'],
  ],
  [
    'whose years are over is done',
    { status: statuses.done, achievements: 'All delivered.', activeYears: [2024] },
    [],
  ],
  ['whose years are over was cancelled', { status: statuses.cancelled, activeYears: [2024] }, []],
  ['in its last year may be open', { status: statuses.going, activeYears: [2025, 2026] }, []],
])('an activity %s', (_, more, expected) => {
  expect(find(more)).toEqual(expected);
});

test('a copied activity says from where', () => {
  const [finding] = check({
    activities: [activity({ code: 'A1.1', status: statuses.going, copiedFrom: '2025-H2' })],
  });
  expect(finding?.sentence).toBe('A1.1 was copied from 2025-H2 and has not been confirmed.');
});

describe('a question of a return', () => {
  const asked = (answered: boolean) =>
    activity({ status: statuses.going, openQueries: [{ field: 'status', answered }] });
  test.each([
    ['unanswered blocks', true, false, ['error question_unanswered A1 status']],
    ['answered does not', true, true, []],
    ['does not exist in a first draft', false, false, []],
  ] as const)('%s', (_, returned, answered, expected) => {
    expect(has(check({ activities: [asked(answered)], returned }))).toEqual(expected);
  });
});

describe('words that contradict the status', () => {
  test.each([
    ['The workshop was postponed.', 'postponed'],
    ['The training could not take place for lack of funds.', 'could not take place'],
    ['Most is ready. The second phase has Not Started!', 'Not Started'],
    ['The survey is not yet completed', 'not yet completed'],
    ['The second phase has\nnot   begun', 'not begun'],
    ['The workshop was postponed, but held in May.', null],
    ['The meeting was not postponed.', null],
    ["It wasn't postponed.", null],
    ['No session was postponed in the half year.', null],
    ['A handbook on postponedness.', null],
    ['The first session was postponed to March and later held.', null],
    ['All regional offices now use the handbook.', null],
  ])('done: %s', (achievements, phrase) => {
    const findings = check({ activities: [activity({ status: statuses.done, achievements })] });
    expect(has(findings)).toEqual(phrase === null ? [] : ['warning status_contradicted A1 achievements']);
    if (phrase !== null) expect(findings[0]?.sentence).toContain(`“${phrase}”`);
  });

  test.each([
    ['The guideline was completed and sent to all offices.', true],
    ['The portal has been launched.', true],
    ['The survey will be completed in June.', false],
    ['Work starts once the survey is completed.', false],
    ['Nothing was finished.', false],
    ['A first meeting brought the main agencies to one table.', false],
  ])('not begun: %s', (achievements, odd) => {
    expect(find({ status: statuses.idle, achievements })).toEqual(
      odd ? ['warning status_contradicted A1 achievements'] : [],
    );
  });

  test('under a status that the plan calls idle there are no achievements', () => {
    const idle: Parameters<typeof setting>[] = [
      ['status_contradicted', 'warning', { idle: ['not_started'] }],
    ];
    const odd = ['warning status_contradicted A1 achievements'];
    expect(find({ status: statuses.idle, achievements: 'We trained 40 officers.' }, idle)).toEqual(odd);
    for (const achievements of ['None', 'n/a', ' - ', 'The work has not yet started.', '']) {
      expect(find({ status: statuses.idle, achievements }, idle)).toEqual([]);
    }
    expect(find({ status: statuses.idle, achievements: 'We trained 40 officers.' })).toEqual([]);
  });

  test('a plan brings its own words', () => {
    const own: Parameters<typeof setting>[] = [['status_contradicted', 'warning', { undone: ['ditunda'] }]];
    const odd = ['warning status_contradicted A1 challenges'];
    const text = { status: statuses.done, achievements: 'Selesai.', challenges: 'Pelatihan ditunda.' };
    expect(find(text, own)).toEqual(odd);
    expect(find(text)).toEqual([]);
  });
});

test('a rule can be made stricter, softer or turned off, unless it is part of how reports work', () => {
  const late = { status: statuses.late };
  expect(find(late, [['late_without_reason', 'error']])).toEqual(['error late_without_reason A1 challenges']);
  expect(find(late, [['late_without_reason', 'off']])).toEqual([]);
  const copied = { status: statuses.going, copiedFrom: '2025-H2' };
  expect(find(copied, [['copied_not_confirmed', 'off']])).toEqual(['error copied_not_confirmed A1']);
});

test('parameters that do not fit count as not set', () => {
  const odd = { status: statuses.going, activeYears: [2025] };
  const found = ['warning ended_but_open A1 status'];
  expect(find(odd, [['ended_but_open', 'warning', { grace: 'long' }]])).toEqual(found);
  expect(find(odd, [['ended_but_open', 'warning', { grace: 1 }]])).toEqual([]);
});
