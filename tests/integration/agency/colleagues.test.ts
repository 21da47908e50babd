import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectAs, passOf, refusalOf, tryWith } from '#tests/support/raw-roles.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import type { Person } from '#tests/support/world.ts';
import { type AgencyStage, key, setAgencyStage } from './agency-stage.ts';

const place = { ...key, subject: 'activity', code: 'C1.1' } as const;
let stage: AgencyStage;
let holder: Person;
let other: Person;
let clearing: Person;
let secretariat: Person;
let administrator: Person;
let neighbour: Person;

beforeAll(async () => {
  stage = await setAgencyStage();
  ({ police: holder, welfare: other, clearing, secretariat } = stage);
  const { world } = stage;
  administrator = await world.createPerson([{ role: 'administrator' }]);
  neighbour = await world.createPerson([{ role: 'focal_point', reporter: 'KH' }]);
  await stage.focal.caller.agency.assign({ ...key, agency: 'RTP', parts: [{ activity: 'C1.1' }] });
});
afterAll(() => stage?.world.close());

test('an agency, the focal point and the clearing officer talk about an item before anything is sent', async () => {
  const say = (person: Person, text: string) => person.caller.conversation.comment({ ...place, text });
  const { told } = await say(holder, `Is this final, @${stage.focal.viewer.name}?`);
  expect(told).toEqual([stage.focal.viewer.name]);
  await say(stage.focal, `It is. @${clearing.viewer.name} and @${other.viewer.name}, please read.`);
  await say(clearing, 'I have read it.');
  for (const person of [holder, stage.focal, clearing]) {
    const talk = await person.caller.conversation.colleaguesOn(place);
    expect(talk.comments.map(({ by }) => by)).toEqual(
      [holder, stage.focal, clearing].map(({ viewer }) => viewer.name),
    );
    expect(talk.colleagues).not.toContain(person.viewer.name);
    expect(await person.caller.conversation.colleagues(key)).toMatchObject([{ code: 'C1.1', count: 3 }]);
  }
  const page = await stage.focal.caller.submission.activityPage({ ...key, activity: 'C1.1' });
  expect(page.colleagueComments).toBe(3);
});

test('whoever else saved an answer a moment ago may still be editing it, and the page says so for a while', async () => {
  const who = async (person: Person) =>
    (await person.caller.submission.activityPage({ ...key, activity: 'C1.1' })).alsoEditing;
  expect(await who(stage.focal)).toEqual([]);
  await holder.caller.submission.saveActivityReport({
    ...key,
    activity: 'C1.1',
    status: 'on_track',
    achievements: 'The agency writes.',
    version: 0,
  });
  expect(await who(stage.focal)).toMatchObject([{ name: holder.viewer.name }]);
  expect(await who(holder)).toEqual([]);
  const now = stage.world.base.now();
  stage.world.setTime(new Date(now.getTime() + 16 * 60_000).toISOString());
  expect(await who(stage.focal)).toEqual([]);
  stage.world.setTime(now.toISOString());
});

test('whom a comment mentions is told by list and mail, without a word of it and only if they see the item', async () => {
  const mentionsOf = async (person: Person) =>
    (await person.caller.notification.list({})).notifications.filter(({ kind }) => kind === 'mentioned');
  expect(await mentionsOf(stage.focal)).toHaveLength(1);
  const [mention] = await mentionsOf(clearing);
  if (!mention) throw new Error('The clearing officer was not told.');
  expect(await clearing.caller.notification.markRead({ notification: mention.id })).toEqual({
    path: `/workspace/${key.round}/colleagues/activity/C1.1?reporter=${key.reporter}`,
  });
  // This agency does not hold the item, so its name is words and no mention.
  expect(await mentionsOf(other)).toEqual([]);
  const mails = await stage.world.owner<{ subject: string; to: string }[]>`
    select subject, to_address as to from tracker.mail where kind = 'mentioned' order by id`;
  expect(mails.map(({ to }) => to)).toEqual([stage.focal.viewer.email, clearing.viewer.email]);
  for (const { subject } of mails) expect(subject).not.toMatch(/C1\.1|final|read it/);
});

test('another agency, another state, the secretariat and administrators are refused', async () => {
  const read = (person: Person) => refusalOfCall(person.caller.conversation.colleaguesOn(place));
  const say = (person: Person) =>
    refusalOfCall(person.caller.conversation.comment({ ...place, text: 'Let me in.' }));
  for (const person of [neighbour, secretariat, administrator]) {
    expect((await read(person)).code).toBe('FORBIDDEN');
    expect((await say(person)).code).toBe('FORBIDDEN');
  }
  expect((await read(other)).code).toBe('NOT_FOUND');
  expect((await say(other)).code).toBe('NOT_FOUND');
  expect(await other.caller.conversation.colleagues(key)).toEqual([]);
});

test('the database itself shows the talk to those who see the item, and keeps it', async () => {
  const app = connectAs(stage.world, 'bohol_app');
  try {
    const countSeen = (pass: string | null) =>
      tryWith(app, pass, async (tx) => {
        const rows = await tx`select from tracker.colleague_comment`;
        return rows.length;
      });
    for (const person of [holder, stage.focal, clearing]) expect(await countSeen(passOf(person.id))).toBe(3);
    for (const person of [other, neighbour, secretariat, administrator]) {
      expect(await countSeen(passOf(person.id))).toBe(0);
    }
    expect(await countSeen(null)).toBe(0);

    const listColleagues = (person: Person) =>
      tryWith(app, passOf(person.id), async (tx) => {
        const rows = await tx`
          select c.name from tracker.submission s, tracker.activity a,
            tracker.list_item_colleagues(s.id, a.id, null) c
          where a.code = 'C1.1'`;
        return rows.length;
      });
    expect(await listColleagues(secretariat)).toBe(0);
    expect(await listColleagues(other)).toBe(0);
    expect(await listColleagues(holder)).toBe(3);

    const insert = (person: Person, writer = person) =>
      refusalOf(
        tryWith(
          app,
          passOf(person.id),
          (tx) => tx`
          insert into tracker.colleague_comment (submission_id, activity_id, text, written_by, written_at)
          select submission_id, activity_id, 'Forged.', ${writer.id}, now() from (
            select r.submission_id, r.activity_id from tracker.activity_report r
            join tracker.activity a on a.id = r.activity_id and a.code = 'C1.1') known`,
        ),
      );
    expect(await insert(holder)).toBe('allowed');
    expect(await insert(holder, clearing)).toBe('42501');
    const [known] = await stage.world.owner<{ submission: number; activity: number }[]>`
      select submission_id as submission, activity_id as activity from tracker.colleague_comment limit 1`;
    const force = (person: Person) =>
      refusalOf(
        tryWith(
          app,
          passOf(person.id),
          (tx) => tx`
          insert into tracker.colleague_comment (submission_id, activity_id, text, written_by, written_at)
          values (${known?.submission ?? 0}, ${known?.activity ?? 0}, 'Forged.', ${person.id}, now())`,
        ),
      );
    for (const person of [other, neighbour, secretariat, administrator]) {
      expect(await force(person)).toBe('42501');
    }
    expect(await force(clearing)).toBe('allowed');
  } finally {
    await app.end();
  }
  await expect(stage.world.owner`delete from tracker.colleague_comment`).rejects.toThrow('history');
});

test('a comment is words, and for an item of the report', async () => {
  const { comment } = stage.focal.caller.conversation;
  expect(await refusalOfCall(comment({ ...place, text: ' \n ' }))).toMatchObject({
    code: 'BAD_INPUT',
    fields: [{ path: 'text' }],
  });
  expect((await refusalOfCall(comment({ ...place, text: 'x'.repeat(2001) }))).code).toBe('BAD_INPUT');
  expect((await refusalOfCall(comment({ ...place, code: 'Z9.9', text: 'Where?' }))).code).toBe('NOT_FOUND');
});
