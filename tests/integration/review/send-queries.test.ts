import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectAs, passOf, tryWith } from '#tests/support/raw-roles.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { bringReportTo, createTeam, type Team } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const key = { round: '2024-H2', reporter: 'KH' };
let world: World;
let office: Person;
let team: Team;
let version: number;
let activity: string;

beforeAll(async () => {
  world = await createWorld();
  office = await world.openRound(key.round);
  team = await createTeam(world, 'KH');
  ({ version, activity } = await bringReportTo(office, team, key, 'submitted'));
  world.setTime('2025-01-27T08:00:00Z');
});
afterAll(() => world?.close());

const threads = async (person: Person) => (await person.caller.conversation.threads(key)).threads;
const asked = async () => (await office.caller.review.get({ ...key, item: activity })).current?.line.asked;
const openEntry = async () => {
  const entry = (await threads(team.focal))[0]?.entries.at(-1);
  if (!entry) throw new Error('Nothing was asked.');
  return entry;
};

test('a question that was raised is nobody else’s until it is sent', async () => {
  expect(await threads(team.focal)).toEqual([]);
  expect(await asked()).toBe('unsent');
  expect((await office.caller.review.decision(key)).open[0]).toMatchObject({
    kind: 'unsent',
    items: [{ name: activity }],
  });
});

test('it is sent while the report stays submitted: its writers are told, and can no longer withdraw it', async () => {
  const request = { ...key, requestId: '00000000-0000-4000-8000-0000000000c1' };
  expect(await office.caller.review.sendQueries(request)).toEqual({ sent: 1 });
  expect(await office.caller.review.sendQueries(request)).toEqual({ sent: 1 });
  expect((await refusalOfCall(office.caller.review.sendQueries(key))).message).toBe(
    'There is no question to send.',
  );
  const mails = await world.owner<
    { subject: string }[]
  >`select subject from tracker.mail where kind = 'asked'`;
  expect(mails.map(({ subject }) => subject)).toEqual([
    expect.stringContaining('1 question from the secretariat'),
  ]);
  expect(await asked()).toBe('waiting');
  expect(await team.focal.caller.submission.nextStep(key)).toMatchObject({
    step: { label: 'Answer 1 question', target: { page: 'questions' } },
    actor: 'you',
  });
  expect((await refusalOfCall(team.focal.caller.submission.withdraw({ ...key, version }))).code).toBe(
    'NOT_ALLOWED_NOW',
  );
});

test('the answer is the secretariat’s to read at once, and nothing of the report opens', async () => {
  const entry = await openEntry();
  const answer = { ...key, query: entry.id, answer: 'The second one.', version: entry.version };
  await team.focal.caller.submission.answerQuery(answer);
  expect(await asked()).toBe('answered');
  expect((await threads(office))[0]).toMatchObject({ state: 'answered' });
  const entryNow = await team.focal.caller.submission.activity({ ...key, activity });
  expect(entryNow).toMatchObject({ writable: false, submissionStatus: 'submitted' });
  const write = { ...key, activity, status: 'completed', version: entryNow.answer.version };
  expect((await refusalOfCall(team.focal.caller.submission.saveActivityReport(write))).code).toBe('NOT_OPEN');
});

test('what was answered before a return stays to be read after it; what is changed then is a draft', async () => {
  world.setTime('2025-01-28T08:00:00Z');
  await office.caller.review.return({ ...key, version });
  expect((await threads(office))[0]?.entries[0]?.answer).toBe('The second one.');
  world.setTime('2025-01-29T08:00:00Z');
  const entry = await openEntry();
  await team.focal.caller.submission.answerQuery({
    ...key,
    query: entry.id,
    answer: 'Both.',
    version: entry.version,
  });
  expect((await threads(office))[0]?.entries[0]?.answer).toBeNull();
  expect(
    (await office.caller.review.get({ ...key, item: activity })).current?.item.queries[0]?.answer,
  ).toBeNull();
});

test('the database lets nobody else answer, and no reporter a question that is settled or not sent', async () => {
  const other = { ...key, reporter: 'LA' };
  const lao = await createTeam(world, 'LA');
  await bringReportTo(office, lao, other, 'submitted');
  await office.caller.review.sendQueries(other);
  await office.caller.review.raiseQuery({
    ...other,
    subject: 'activity',
    code: activity,
    field: 'status',
    question: 'Not sent.',
  });
  const app = connectAs(world, 'bohol_app');
  const answerAll = (person: Person) =>
    tryWith(app, passOf(person.id), async (tx) =>
      (
        await tx`update tracker.query set answer = 'Ours.', answered_by = ${person.id}, answered_at = now()
          where question in ('Which one?', 'Not sent.') and submission_id in (select s.id
            from tracker.submission s join tracker.reporter p on p.id = s.reporter_id and p.code = 'LA')
          returning question`
      ).map(({ question }) => String(question)),
    );
  try {
    expect(await answerAll(await world.createPerson([{ role: 'focal_point', reporter: 'VN' }]))).toEqual([]);
    expect(await answerAll(lao.focal)).toEqual(['Which one?']);
  } finally {
    await app.end();
  }
});
