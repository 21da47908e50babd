import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectAs, passOf, refusalOf, tryWith } from '#tests/support/raw-roles.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createTeam, type Team } from '#tests/support/reports.ts';
import { createWorld, type World } from '#tests/support/world.ts';

/** B1.1 is led by SOMTC; ACWC cooperates in it, AICHR does not. */
const round = '2024-H2';
const activity = 'B1.1';
let world: World;
let lead: Team;
let cooperating: Team;
let stranger: Team;
beforeAll(async () => {
  world = await createWorld();
  await world.openRound(round);
  lead = await createTeam(world, 'SOMTC');
  cooperating = await createTeam(world, 'ACWC');
  stranger = await createTeam(world, 'AICHR');
});
afterAll(() => world?.close());

const key = { round, reporter: 'ACWC' };
const write = (comment: string) => cooperating.focal.caller.cooperation.write({ ...key, activity, comment });
const commentsOn = async (code: string) =>
  (await lead.focal.caller.submission.activityPage({ round, reporter: 'SOMTC', activity: code })).comments;
const seenByLead = () => commentsOn(activity);

test('a body reads what the lead body writes now, comments on it, and takes a comment back', async () => {
  await lead.focal.caller.submission.saveActivityReport({
    round,
    reporter: 'SOMTC',
    activity,
    status: 'on_track',
    achievements: 'The questions were agreed.',
    version: 0,
  });
  const before = await cooperating.focal.caller.cooperation.list(key);
  expect(before.every((item) => item.lead.acronym !== 'ACWC')).toBe(true);
  expect(before.find((item) => item.activity.code === activity)).toMatchObject({
    lead: { acronym: 'SOMTC' },
    achievements: 'The questions were agreed.',
    status: { label: expect.any(String) },
    open: true,
    comments: [],
  });
  const first = await write('We took part in two of three meetings.');
  await write('Please name the officers trained.');
  expect((await seenByLead()).map(({ comment, body, own }) => [comment, body.acronym, own])).toEqual([
    ['We took part in two of three meetings.', 'ACWC', false],
    ['Please name the officers trained.', 'ACWC', false],
  ]);
  // They stand at their activity and at no other, here and there.
  const after = await cooperating.focal.caller.cooperation.list(key);
  expect(after.filter(({ comments }) => comments.length > 0).map((item) => item.activity.code)).toEqual([
    activity,
  ]);
  const { activities } = await lead.focal.caller.submission.get({ round, reporter: 'SOMTC' });
  const elsewhere = activities.map(({ code }) => code).find((code) => code !== activity) ?? '';
  expect(await commentsOn(elsewhere)).toEqual([]);
  const withdraw = () =>
    cooperating.focal.caller.cooperation.withdraw({ reporter: 'ACWC', comment: first.id });
  expect(await withdraw()).toEqual({ withdrawn: true });
  expect((await seenByLead()).map(({ comment }) => comment)).toEqual(['Please name the officers trained.']);
  const [kept] = await world.owner`select comment from tracker.cooperation_comment where id = ${first.id}`;
  expect(kept?.['comment']).toBe('We took part in two of three meetings.');
});

test('whoever does not cooperate neither reads nor comments', async () => {
  const own = { round, reporter: 'AICHR' };
  const listed = await stranger.focal.caller.cooperation.list(own);
  expect(listed.map((item) => item.activity.code)).not.toContain(activity);
  expect(
    await refusalOfCall(stranger.focal.caller.cooperation.write({ ...own, activity, comment: 'Hello.' })),
  ).toMatchObject({ code: 'NOT_FOUND' });
  expect(
    await refusalOfCall(stranger.focal.caller.cooperation.write({ ...key, activity, comment: 'As ACWC.' })),
  ).toMatchObject({ code: 'FORBIDDEN' });
  const page = stranger.focal.caller.submission.activityPage({ round, reporter: 'SOMTC', activity });
  expect(await refusalOfCall(page)).toMatchObject({ code: 'FORBIDDEN' });
  const { id } = await write('For SOMTC only.');
  expect(
    await refusalOfCall(stranger.focal.caller.cooperation.withdraw({ reporter: 'AICHR', comment: id })),
  ).toMatchObject({ code: 'NOT_FOUND' });
  const app = connectAs(world, 'bohol_app');
  const [ids] = await world.owner<{ submission: number; activity: number; body: number }[]>`
    select s.id as submission, a.id as activity, own.id as body
    from tracker.submission s join tracker.reporter p on p.id = s.reporter_id and p.code = 'SOMTC'
    cross join tracker.activity a cross join tracker.reporter own
    where a.code = ${activity} and own.code = 'AICHR'`;
  const seen = await tryWith(
    app,
    passOf(stranger.focal.id),
    (tx) => tx`select from tracker.cooperation_comment where submission_id = ${ids!.submission}`,
  );
  expect(seen).toHaveLength(0);
  const forged = tryWith(
    app,
    passOf(stranger.focal.id),
    (tx) => tx`
      insert into tracker.cooperation_comment (submission_id, activity_id, body_reporter_id, comment, written_by,
        written_at)
      values (${ids!.submission}, ${ids!.activity}, ${ids!.body}, 'Forged.', ${stranger.focal.id}, now())`,
  );
  expect(await refusalOf(forged)).toBe('42501');
  const read = await tryWith(
    app,
    passOf(stranger.focal.id),
    (tx) => tx`select 1 from tracker.cooperation_comment`,
  );
  expect(read).toHaveLength(0);
  await app.end();
});

test('an empty comment and one that is too long are refused at the field', async () => {
  for (const comment of ['  \n', 'x'.repeat(4001)]) {
    expect(await refusalOfCall(write(comment))).toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ path: 'comment' }],
    });
  }
});

test('once the lead body has cleared its report, comments are closed', async () => {
  await lead.clearing.caller.submission.clear({ round, reporter: 'SOMTC', version: 1 });
  expect(await refusalOfCall(write('Too late.'))).toMatchObject({ code: 'NOT_OPEN' });
  const listed = await cooperating.focal.caller.cooperation.list(key);
  expect(listed.find((item) => item.activity.code === activity)).toMatchObject({ open: false });
});
