import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTeam, type Team } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const round = '2024-H2';
const key = { round, reporter: 'TH' };
const item = { ...key, subject: 'activity' as const };

let world: World;
let secretariat: Person;
let team: Team;
let code: string;

beforeAll(async () => {
  world = await createWorld();
  secretariat = await world.openRound(round);
  team = await createTeam(world, 'TH');
  code = (await team.focal.caller.submission.get(key)).activities[0]?.code ?? '';
});
afterAll(() => world.close());

/** Delayed without a word on what holds it up: one warning. */
const write = (version: number, challenges = '', status = 'delayed') =>
  team.focal.caller.submission.saveActivityReport({ ...key, activity: code, status, challenges, version });
const read = async (person: Person = team.focal) =>
  (await person.caller.validation.item({ ...item, code })).filter(({ kind }) => kind === 'warning');

describe('the reason for a warning', () => {
  test('belongs to the warning as it reads, and says who gave it', async () => {
    await write(0);
    const [warning] = await read();
    expect(warning).toMatchObject({ rule: 'late_without_reason', field: 'challenges', reason: null });
    const about = {
      ...item,
      code,
      rule: warning?.rule ?? '',
      field: warning?.field ?? '',
      warning: warning?.sentence ?? '',
    };
    const give = (reason: string, more = {}) =>
      team.focal.caller.validation.giveReason({ ...about, reason, ...more });

    await expect(give('  ')).rejects.toThrow('Write the reason.');
    await expect(give('x'.repeat(4001))).rejects.toThrow('4,000 characters');
    await expect(give('a\u0007b')).rejects.toThrow('cannot be printed');
    await expect(give('So.', { warning: 'Something else.' })).rejects.toThrow('have changed since');
    await expect(give('So.', { rule: 'ended_but_open' })).rejects.toThrow('have changed since');
    await expect(give('So.', { code: 'Z9.9' })).rejects.toThrow('is not asked of TH');

    const requestId = crypto.randomUUID();
    await give('The budget comes\r\nin July.  ', { requestId });
    await give('The budget comes\r\nin July.  ', { requestId });
    expect((await read())[0]?.reason).toMatchObject({ reason: 'The budget comes\nin July.' });
    await give('The budget comes in August.');
    const [answered] = await read(team.clearing);
    expect(answered?.reason).toMatchObject({ reason: 'The budget comes in August.', by: expect.any(String) });
    const rows = await world.owner`select from tracker.warning_reason`;
    expect(rows.length).toBe(1);
  });

  test('does not count when the warning is another, and counts again when it is back', async () => {
    const { version } = await team.focal.caller.submission
      .activity({ ...key, activity: code })
      .then(({ answer }) => answer);
    await write(version, '', 'on_hold');
    const other = await read();
    expect(other.every(({ reason }) => reason === null)).toBe(true);
    await write(version + 1);
    expect((await read())[0]?.reason?.reason).toBe('The budget comes in August.');
    // Another sentence of the same rule keeps the words, but asks again.
    await world.owner`update tracker.warning_reason set warning = 'Say what held it up before.'`;
    expect((await read())[0]).toMatchObject({
      reason: null,
      earlierReason: { reason: 'The budget comes in August.' },
    });
    const checked = await team.focal.caller.submission.check(key);
    expect(checked.content.reasons).toBeUndefined();
    await world.owner`update tracker.warning_reason set warning = ${(await read())[0]?.sentence ?? ''}`;
  });

  test('is not for others to give, and not in a report that is out of its writers’ hands', async () => {
    const [warning] = await read();
    const about = {
      ...item,
      code,
      rule: warning?.rule ?? '',
      field: warning?.field ?? '',
      warning: warning?.sentence ?? '',
      reason: 'Not mine to say.',
    };
    const stranger = await world.createPerson([{ role: 'focal_point', reporter: 'LA' }]);
    await expect(stranger.caller.validation.giveReason(about)).rejects.toThrow();
    await expect(team.clearing.caller.validation.giveReason(about)).rejects.toThrow();
    await team.clearing.caller.submission.clear({ ...key, version: 1 });
    await expect(team.focal.caller.validation.giveReason(about)).rejects.toThrow('cannot be changed now');
  });

  test('leaves the country with the report and stands beside the value for its reviewer', async () => {
    await expect(secretariat.caller.validation.item({ ...item, code })).rejects.toThrow();
    await team.focal.caller.submission.submit({ ...key, version: 2 });
    const [stored] = await world.owner<{ content: { reasons?: unknown[] } }[]>`
      select content from tracker.submission_snapshot`;
    expect(stored?.content.reasons).toEqual([
      {
        subject: 'activity',
        code,
        rule: 'late_without_reason',
        field: 'challenges',
        warning: expect.stringContaining(code),
        reason: 'The budget comes in August.',
      },
    ]);
    const review = await secretariat.caller.review.get({ ...key, item: code });
    expect(review.current?.line).toMatchObject({ warnings: expect.any(Number) as number, unexplained: 0 });
    expect(review.current?.item.findings[0]).toMatchObject({
      rule: 'late_without_reason',
      reason: { reason: 'The budget comes in August.' },
    });
    // A rule that is turned off later takes no reason away that came with the report.
    await world.owner`insert into tracker.validation_rule (plan_id, rule, severity)
      select id, 'late_without_reason', 'off' from tracker.plan`;
    const later = await secretariat.caller.review.get({ ...key, item: code });
    expect(later.current?.item.findings).toMatchObject([
      { sentence: expect.stringContaining(code), reason: { reason: 'The budget comes in August.' } },
    ]);
    await world.owner`delete from tracker.validation_rule where rule = 'late_without_reason'`;
  });
});

describe('a contributor of an agency', () => {
  test('gives reasons for the items of the agency and for no others', async () => {
    const other = { round, reporter: 'MY' };
    const focal = await world.createPerson([{ role: 'focal_point', reporter: 'MY' }]);
    const [first = '', second = ''] = (await focal.caller.submission.get(other)).activities.map(
      (activity) => activity.code,
    );
    for (const activity of [first, second]) {
      await focal.caller.submission.saveActivityReport({ ...other, activity, status: 'delayed', version: 0 });
    }
    const writer = await world.createPerson([{ role: 'contributor', reporter: 'MY' }]);
    await world.owner`update tracker.assignment set agency_id = (select g.id from tracker.agency g
      join tracker.member_state m on m.id = g.state_id and m.iso2 = 'MY' order by g.id limit 1)
      where person_id = ${writer.id}`;
    await world.owner`insert into tracker.responsibility (reporter_id, agency_id, activity_id, assigned_by, assigned_at)
      select r.id, a.agency_id, ac.id, ${focal.id}, now() from tracker.assignment a
      join tracker.reporter r on r.id = a.reporter_id
      join tracker.activity ac on ac.code = ${first}
      where a.person_id = ${writer.id}`;
    const about = (activity: string) => ({
      ...other,
      subject: 'activity' as const,
      code: activity,
      rule: 'late_without_reason',
      field: 'challenges',
      warning: `Say what is holding ${activity} up: its status is “Delayed”.`,
      reason: 'The tender runs until June.',
    });
    await writer.caller.validation.giveReason(about(first));
    await expect(writer.caller.validation.giveReason(about(second))).rejects.toThrow();
    const seen = await writer.caller.validation.item({ ...other, subject: 'activity', code: first });
    expect(seen.map(({ reason }) => reason?.reason)).toEqual(['The tender runs until June.']);
    expect(await writer.caller.validation.item({ ...other, subject: 'activity', code: second })).toEqual([]);
  });
});

test('what was copied from an earlier round blocks clearing until it is confirmed', async () => {
  const copied = { round, reporter: 'VN' };
  const viet = await createTeam(world, 'VN');
  const activity = (await viet.focal.caller.submission.get(copied)).activities[0]?.code ?? '';
  await viet.focal.caller.submission.saveActivityReport({
    ...copied,
    activity,
    status: 'on_track',
    achievements: 'As before.',
    version: 0,
  });
  await world.owner`update tracker.activity_report ar set copied_from = (select min(id) from tracker.round)
    from tracker.activity a, tracker.submission s join tracker.reporter p on p.id = s.reporter_id
    where a.id = ar.activity_id and a.code = ${activity} and s.id = ar.submission_id and p.code = 'VN'`;
  const errors = (await viet.focal.caller.submission.check(copied)).findings.filter(
    ({ kind }) => kind === 'error',
  );
  expect(errors).toMatchObject([
    {
      rule: 'copied_not_confirmed',
      sentence: expect.stringMatching(/was copied from .* has not been confirmed\.$/),
    },
  ]);
  await expect(viet.clearing.caller.submission.clear({ ...copied, version: 1 })).rejects.toThrow();
});
