import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppCaller } from '#server/trpc/root.ts';
import { fingerprintReports } from '#tests/support/fingerprint.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { bringReportTo, createTeam } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

let world: World;
let caller: AppCaller;
let secretariat: Person;
let submitted: { version: number; activity: string };
let returned: { version: number; activity: string };
let query: { id: number; version: number };
const key = { round: '2024-H2', reporter: 'TH' };
const inReview = { round: '2024-H2', reporter: 'PH' };
const inReturn = { round: '2024-H2', reporter: 'LA' };

beforeAll(async () => {
  world = await createWorld();
  secretariat = await world.openRound();
  submitted = await bringReportTo(secretariat, await createTeam(world, 'PH'), inReview, 'submitted');
  returned = await bringReportTo(secretariat, await createTeam(world, 'LA'), inReturn, 'returned');
  ({ caller } = await world.createPerson([
    { role: 'focal_point', reporter: 'TH' },
    { role: 'focal_point', reporter: 'LA' },
    { role: 'clearing_officer', reporter: 'TH' },
  ]));
  const entry = await caller.submission.activity({ ...inReturn, activity: returned.activity });
  query = entry.queries[0]!;
});
afterAll(() => world?.close());

/** Every way in for words, with the path of the field. Versions stay as they are: each call is refused. */
const waysIn: [string, string, (text: string) => Promise<unknown>][] = [
  ...(['achievements', 'challenges', 'nextSteps'] as const).map((field): (typeof waysIn)[number] => [
    `activity report, ${field}`,
    field,
    (text) =>
      caller.submission.saveActivityReport({
        ...key,
        activity: 'A1.4',
        status: 'on_track',
        [field]: text,
        version: 0,
      }),
  ]),
  [
    'indicator, note',
    'note',
    (note) =>
      caller.submission.saveIndicatorValues({ ...key, indicator: 'I-C2', cells: [], note, version: 0 }),
  ],
  [
    'indicator, account',
    'cells.0.text',
    (text) =>
      caller.submission.saveIndicatorValues({
        ...key,
        indicator: 'I-D8',
        cells: [{ by: {}, state: 'reported', text }],
        version: 0,
      }),
  ],
  [
    'answer to a question',
    'answer',
    (answer) =>
      caller.submission.answerQuery({ ...inReturn, query: query.id, answer, version: query.version }),
  ],
  [
    'question',
    'question',
    (question) =>
      secretariat.caller.review.raiseQuery({
        ...inReview,
        subject: 'activity',
        code: submitted.activity,
        field: 'status',
        question,
      }),
  ],
  [
    'field of a question',
    'field',
    (field) =>
      secretariat.caller.review.raiseQuery({
        ...inReview,
        subject: 'activity',
        code: submitted.activity,
        field,
        question: 'Why?',
      }),
  ],
  [
    'question in a return',
    'queries.1.question',
    (question) => {
      const one = { subject: 'activity' as const, code: submitted.activity, field: 'status' };
      return secretariat.caller.review.return({
        ...inReview,
        version: submitted.version,
        queries: [
          { ...one, question: 'Why?' },
          { ...one, question },
        ],
      });
    },
  ],
  [
    'reason of a return',
    'reason',
    (reason) =>
      secretariat.caller.review.return({ ...inReview, version: submitted.version, scope: 'all', reason }),
  ],
  [
    'reason of an acceptance',
    'reason',
    (reason) => secretariat.caller.review.accept({ ...inReview, version: submitted.version, reason }),
  ],
];

const bad: [string, string][] = [
  ['a null character', 'one\u0000two'],
  ['a bell', 'one\u0007two'],
  ['an escape', 'one\u001b[31mtwo'],
  ['half an emoji', 'one \ud83d two'],
  ['the other half', 'one \ude00 two'],
  ['halves the wrong way round', '\ude00\ud83d'],
  ['a mark that turns the text around', 'one \u202e owt'],
  ['a delete', 'one\u007ftwo'],
];

describe.each(waysIn)('%s', (_, path, send) => {
  test.each(bad)('with %s', async (_name, text) => {
    const before = await fingerprintReports(world.owner);
    const refusal = await refusalOfCall(send(text));
    expect(refusal.code).toBe('BAD_INPUT');
    expect(refusal.fields.map((field) => field.path)).toEqual([path]);
    expect(await fingerprintReports(world.owner)).toBe(before);
  });

  test('that is far too long', async () => {
    const before = await fingerprintReports(world.owner);
    const refusal = await refusalOfCall(send('x'.repeat(1_000_000)));
    expect([refusal.code, refusal.fields.map((field) => field.path)]).toEqual(['BAD_INPUT', [path]]);
    expect(await fingerprintReports(world.owner)).toBe(before);
  });
});

describe('words that come back exactly', () => {
  test.each<[string, string]>([
    ['emoji, joined and coloured', 'Family 👩‍👩‍👧‍👦 and wave 👋🏽, flag 🇹🇱'],
    ['right to left', 'مرحبا بالعالم'],
    ['both directions in one line', 'The law (قانون مكافحة الاتجار) of 2018 \u200f!'],
    ['Burmese', 'လူကုန်ကူးမှု တိုက်ဖျက်ရေး'],
    ['Khmer', 'ការជួញដូរមនុស្ស'],
    ['Lao', 'ການຄ້າມະນຸດ'],
    ['Thai', 'การค้ามนุษย์'],
    ['Vietnamese', 'Phòng, chống mua bán người'],
    ['Tamil', 'மனித கடத்தல்'],
    ['Chinese beyond the first plane', '𠮷野家 人口販運'],
    ['letters and marks apart', 'e\u0301 stays two characters, é stays one'],
    ['what looks like SQL', `'); drop table tracker.submission; --`],
    ['what looks like markup', '<script>alert(1)</script> & <b>bold</b>'],
    ['quotes and slashes', `"it's" \\ \\\\ \\u0000 \\n %s $1 {{x}}`],
    ['tabs and empty lines', 'one\ttwo\n\n\nthree'],
    ['spaces at the beginning', '   three spaces'],
    ['spaces that do not break', 'a\u00a0b\u2009c\u202fd\u200be'],
    ['10,000 characters', 'x'.repeat(10_000)],
    ['5,000 emoji', '🌏'.repeat(5000)],
  ])('%s', async (_, text) => {
    const entry = await caller.submission.activity({ ...key, activity: 'A1.4' });
    await caller.submission.saveActivityReport({
      ...key,
      activity: 'A1.4',
      status: 'on_track',
      achievements: text,
      challenges: text,
      version: entry.answer.version,
      requestId: randomUUID(),
    });
    const { answer } = await caller.submission.activity({ ...key, activity: 'A1.4' });
    expect(answer).toMatchObject({ achievements: text, challenges: text, nextSteps: '' });
    const { revisions } = await caller.submission.history({ ...key, code: 'A1.4', limit: 1 });
    expect(revisions[0]?.after).toMatchObject({ achievements: text });

    const indicator = await caller.submission.indicator({ ...key, indicator: 'I-D8' });
    await caller.submission.saveIndicatorValues({
      ...key,
      indicator: 'I-D8',
      cells: [{ by: {}, state: 'reported', text }],
      note: text,
      version: indicator.answer.version,
    });
    const saved = await caller.submission.indicator({ ...key, indicator: 'I-D8' });
    expect(saved.answer).toMatchObject({ note: text, cells: [{ text: text.trim() }] });
  });

  test('line ends become one kind, and blanks at the end go', async () => {
    const { answer } = await caller.submission.activity({ ...key, activity: 'A1.4' });
    await caller.submission.saveActivityReport({
      ...key,
      activity: 'A1.4',
      status: 'on_track',
      achievements: 'one\r\ntwo\rthree  \r\n\r\n',
      version: answer.version,
    });
    const again = await caller.submission.activity({ ...key, activity: 'A1.4' });
    expect(again.answer.achievements).toBe('one\ntwo\nthree');
  });
});
