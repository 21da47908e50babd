import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectAs, passOf, refusalOf, tryWith } from '#tests/support/raw-roles.ts';
import { bringReportTo, createTeam, type Team } from '#tests/support/reports.ts';
import type { Person } from '#tests/support/world.ts';
import { countMail, type MailStage, setMailStage } from './mail-stage.ts';

const key = { round: '2024-H2', reporter: 'TH' };
let stage: MailStage;
let thai: Team;
let khmer: Team;
let colleague: Person;
let administrator: Person;

beforeAll(async () => {
  stage = await setMailStage();
  stage.world.setTime('2025-01-20T08:00:00Z');
  thai = await createTeam(stage.world, 'TH');
  khmer = await createTeam(stage.world, 'KH');
  colleague = await stage.world.createPerson([{ role: 'secretariat_officer' }]);
  administrator = await stage.world.createPerson([{ role: 'administrator' }]);
  await stage.runCalendar();
});
afterAll(() => stage?.[Symbol.asyncDispose]());

const kindsOf = async (person: Person) =>
  (await person.caller.notification.list({})).notifications.map(({ kind }) => kind);

test('what happens to a report is listed for its people and for the secretariat, and for nobody else', async () => {
  expect(await kindsOf(thai.focal)).toEqual(['round_opened']);
  await bringReportTo(stage.secretariat, thai, key, 'returned');
  expect(await kindsOf(thai.focal)).toEqual(['returned', 'submitted', 'cleared', 'round_opened']);
  expect(await kindsOf(thai.clearing)).toEqual(['submitted']);
  expect(await kindsOf(stage.secretariat)).toEqual(['arrived']);
  expect(await kindsOf(colleague)).toEqual(['arrived']);
  expect(await kindsOf(khmer.focal)).toEqual(['round_opened']);
  expect(await kindsOf(administrator)).toEqual([]);
  // The same as mail.
  expect(await countMail(stage.world, 'arrived')).toEqual({ waiting: 2 });
  expect(await countMail(stage.world, 'returned')).toEqual({ waiting: 1 });
});

test('a report that comes again says how many questions it answers', async () => {
  const { threads } = await thai.focal.caller.conversation.threads(key);
  for (const { id, version } of threads.flatMap(({ entries }) => entries)) {
    await thai.focal.caller.submission.answerQuery({ ...key, query: id, answer: 'It is.', version });
  }
  const { version } = (await thai.focal.caller.submission.get(key)).header;
  const cleared = await thai.clearing.caller.submission.clear({ ...key, version });
  await thai.focal.caller.submission.submit({ ...key, version: cleared.version });
  const [newest] = (await colleague.caller.notification.list({})).notifications;
  expect(newest).toMatchObject({
    kind: 'arrived',
    title: 'Report of Thailand for 2024-H2: submitted for review, with 2 answers',
    isRead: false,
  });
});

test('each is read by its person alone, and leads to its page', async () => {
  const { notifications } = await colleague.caller.notification.list({});
  const [newest, oldest] = [notifications[0], notifications.at(-1)];
  if (!newest || !oldest) throw new Error('Nothing was told.');
  expect(await colleague.caller.notification.count()).toBe(2);
  await expect(stage.secretariat.caller.notification.markRead({ notification: newest.id })).rejects.toThrow(
    'no such notification',
  );
  expect(await colleague.caller.notification.markRead({ notification: newest.id })).toEqual({
    path: '/secretariat/review/2024-H2/TH',
  });
  expect(await colleague.caller.notification.count()).toBe(1);
  // What came since they looked stays new.
  expect(await colleague.caller.notification.markAllRead({ upTo: oldest.id - 1 })).toEqual({ marked: 0 });
  expect(await colleague.caller.notification.markAllRead({ upTo: newest.id })).toEqual({ marked: 1 });
  expect(await colleague.caller.notification.count()).toBe(0);
  expect(await stage.secretariat.caller.notification.count()).toBe(2);
});

test('the database shows nobody what somebody else was told, and takes nothing from strangers', async () => {
  const app = connectAs(stage.world, 'bohol_app');
  try {
    const countSeen = (person: Person | null) =>
      tryWith(app, person ? passOf(person.id) : null, async (tx) => {
        const rows = await tx<{ person: string }[]>`select person_id as person from tracker.notification`;
        return new Set(rows.map((row) => row.person));
      });
    for (const person of [thai.focal, khmer.focal, stage.secretariat, colleague]) {
      expect(await countSeen(person)).toEqual(new Set([person.id]));
    }
    expect(await countSeen(administrator)).toEqual(new Set());
    expect(await countSeen(null)).toEqual(new Set());
    const insert = (pass: string | null) =>
      refusalOf(
        tryWith(
          app,
          pass,
          (tx) => tx`
          insert into tracker.notification (person_id, kind, title, path, memory, created_at)
          values (${thai.focal.id}, 'returned', 'A title', '/workspace', 'a memory', now())`,
        ),
      );
    expect(await insert(null)).toBe('42501');
    const change = (person: Person) =>
      tryWith(
        app,
        passOf(person.id),
        async (tx) =>
          (
            await tx`update tracker.notification set read_at = now() where person_id = ${thai.focal.id} returning id`
          ).length,
      );
    expect(await change(administrator)).toBe(0);
    expect(await change(stage.secretariat)).toBe(0);
    expect(await change(thai.focal)).toBeGreaterThan(0);
  } finally {
    await app.end();
  }
});

test('a mail that is not wanted, or that falls into a pause, is not sent; the list has it', async () => {
  await stage.deliver();
  const { version } = (await stage.secretariat.caller.submission.get(key)).header;
  await thai.focal.caller.notification.saveMailChoice({ wanted: ['reminders'], pausedUntil: '' });
  await thai.clearing.caller.notification.saveMailChoice({
    wanted: ['reports'],
    pausedUntil: '2025-01-20',
  });
  await stage.secretariat.caller.review.accept({ ...key, version });
  await stage.deliver();
  expect(await countMail(stage.world, 'accepted')).toEqual({ dropped: 2 });
  expect((await kindsOf(thai.focal))[0]).toBe('accepted');
  expect((await kindsOf(thai.clearing))[0]).toBe('accepted');

  stage.world.setTime('2025-01-21T08:00:00Z');
  const accepted = (await stage.secretariat.caller.submission.get(key)).header;
  await stage.secretariat.caller.review.reopen({
    ...key,
    version: accepted.version,
    reason: 'A figure is wrong.',
  });
  await stage.deliver();
  expect(await countMail(stage.world, 'reopened')).toEqual({ dropped: 1 });
  await expect(
    thai.focal.caller.notification.saveMailChoice({ wanted: [], pausedUntil: '2025-01-20' }),
  ).rejects.toThrow();
  expect(await thai.focal.caller.notification.mailChoice()).toMatchObject({ pausedUntil: null });
});

test('an officer whom a comment on the report mentions is told, once and alone', async () => {
  const third = await stage.world.createPerson([{ role: 'secretariat_officer' }]);
  const [section] = (await stage.secretariat.caller.report.desk({ round: key.round })).sections;
  if (!section) throw new Error('The report has no section.');
  const comment = {
    round: key.round,
    key: section.key,
    answers: null,
    text: `Please check this, @${colleague.viewer.name}. @${stage.secretariat.viewer.name} has not.`,
    requestId: '6f9619ff-8b86-4011-b42d-00c04fc964aa',
  };
  await stage.secretariat.caller.report.addComment(comment);
  await stage.secretariat.caller.report.addComment(comment);
  const told = async (person: Person) => (await kindsOf(person)).filter((kind) => kind === 'mentioned');
  expect(await told(colleague)).toHaveLength(1);
  expect(await told(stage.secretariat)).toHaveLength(0);
  expect(await told(third)).toHaveLength(0);
  expect(await countMail(stage.world, 'mentioned')).toEqual({ waiting: 1 });
});
