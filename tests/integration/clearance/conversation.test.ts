import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { bringReportTo, createTeam, type Team } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const round = '2024-H2';
const key = { round, reporter: 'KH' };
let world: World;
let office: Person;
let team: Team;
let activity: string;

beforeAll(async () => {
  world = await createWorld();
  office = await world.openRound(round);
  team = await createTeam(world, 'KH');
  ({ activity } = await bringReportTo(office, team, key, 'returned'));
  world.setTime('2025-01-27T08:00:00Z');
});
afterAll(() => world?.close());

const threads = async (person: Person) => (await person.caller.conversation.threads(key)).threads;
const version = async () => (await team.focal.caller.submission.get(key)).header.version;
const answer = async (words: string, requestId?: string) => {
  const [thread] = await threads(team.focal);
  const entry = thread?.entries.at(-1);
  if (!entry) throw new Error('Nothing was asked.');
  return team.focal.caller.submission.answerQuery({
    ...key,
    query: entry.id,
    answer: words,
    version: entry.version,
    requestId,
  });
};
async function answerAll() {
  for (const { entries } of await threads(team.focal)) {
    for (const entry of entries.filter((one) => one.answer === null && one.resolvedAt === null)) {
      await team.focal.caller.submission.answerQuery({
        ...key,
        query: entry.id,
        answer: 'It is.',
        version: entry.version,
      });
    }
  }
}
async function sendAgain() {
  await team.clearing.caller.submission.clear({ ...key, version: await version() });
  await team.focal.caller.submission.submit({ ...key, version: await version() });
}

describe('a conversation on one field', () => {
  test('starts with the question; every answer that stood there is kept', async () => {
    expect(await threads(team.focal)).toMatchObject([
      { subject: 'activity', code: activity, field: 'achievements', state: 'open' },
      { subject: 'indicator', field: 'total', state: 'open' },
    ]);
    const requestId = '00000000-0000-4000-8000-00000000000a';
    const first = await answer('The first one.', requestId);
    // The line dropped, and the form is sent once more as it was.
    const [thread] = await threads(team.focal);
    expect(
      await team.focal.caller.submission.answerQuery({
        ...key,
        query: thread?.entries[0]?.id ?? 0,
        answer: 'The first one.',
        version: first.version - 1,
        requestId,
      }),
    ).toEqual(first);
    await answer('No: the second one.');
    const [changed] = await threads(team.focal);
    expect(changed?.entries[0]).toMatchObject({
      answer: 'No: the second one.',
      earlierAnswers: [{ answer: 'The first one.', by: team.focal.viewer.name }],
    });
    const revisions = await world.owner`
      select before, after from tracker.revision where subject = 'query' order by id`;
    expect(revisions).toEqual([
      { before: null, after: { answer: 'The first one.' } },
      { before: { answer: 'The first one.' }, after: { answer: 'No: the second one.' } },
    ]);
  });

  test('the same answer again changes nothing; another one on an old version is a conflict', async () => {
    const [before] = await threads(team.focal);
    await answer('No: the second one.');
    expect((await threads(team.focal))[0]).toEqual(before);
    const entry = before?.entries[0];
    const refused = await refusalOfCall(
      team.focal.caller.submission.answerQuery({
        ...key,
        query: entry?.id ?? 0,
        answer: 'Neither.',
        version: (entry?.version ?? 0) - 1,
      }),
    );
    expect(refused).toMatchObject({ code: 'CONFLICT', current: { answer: 'No: the second one.' } });
  });

  test('an answer is read by the secretariat once the report is sent again, not before', async () => {
    for (const read of [
      async () => (await threads(office))[0]?.entries[0]?.answer,
      async () =>
        (await office.caller.review.get({ ...key, item: activity })).current?.item.queries[0]?.answer,
    ]) {
      expect(await read()).toBeNull();
    }
    await answerAll();
    await sendAgain();
    expect((await threads(office))[0]).toMatchObject({
      state: 'answered',
      entries: [{ answer: 'No: the second one.', answeredBy: team.focal.viewer.name }],
    });
    // What was written before it was sent stays in the country.
    expect((await threads(office))[0]?.entries[0]?.earlierAnswers).toEqual([]);
  });

  test('a further question settles the one above it when it is sent, and both stay', async () => {
    const raise = {
      ...key,
      subject: 'activity' as const,
      code: activity,
      field: 'achievements',
      question: 'In which month?',
      requestId: '00000000-0000-4000-8000-00000000000b',
    };
    const raised = await office.caller.review.raiseQuery(raise);
    expect(await office.caller.review.raiseQuery(raise)).toEqual(raised);
    // The reporter does not see it yet.
    expect((await threads(team.focal))[0]?.entries).toHaveLength(1);
    const refused = await refusalOfCall(office.caller.review.accept({ ...key, version: await version() }));
    expect(refused.message).toBe('One question has not been sent. Return the report with it, or remove it.');
    await office.caller.review.return({ ...key, version: await version() });
    const [thread] = await threads(team.focal);
    expect(thread).toMatchObject({
      state: 'open',
      entries: [
        { question: 'Which one?', answer: 'No: the second one.', resolvedAt: expect.any(String) as string },
        { question: 'In which month?', answer: null, resolvedAt: null },
      ],
    });
    const settled = await refusalOfCall(
      team.focal.caller.submission.answerQuery({
        ...key,
        query: thread?.entries[0]?.id ?? 0,
        answer: 'Late.',
        version: thread?.entries[0]?.version ?? 0,
      }),
    );
    expect(settled.code).toBe('NOT_ALLOWED_NOW');
  });

  test('is settled by accepting, with nothing of it lost', async () => {
    await answerAll();
    await sendAgain();
    await office.caller.review.accept({ ...key, version: await version() });
    const all = await threads(team.focal);
    expect(all.map(({ state, entries }) => [state, entries.length])).toEqual([
      ['resolved', 2],
      ['resolved', 1],
    ]);
    expect(await threads(office)).toMatchObject(all.map(({ code, field }) => ({ code, field })));
  });
});
