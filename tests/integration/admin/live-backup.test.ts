import { expect, test, vi } from 'vitest';
import { createTeam } from '#tests/support/reports.ts';
import { makeDirectory } from './admin-command.ts';
import { connectOwner, copyOf, createEmpty, createStage, restore } from './copies.ts';

// A restore makes every table anew, which takes its time on a busy machine.
test('a copy made while people write shows one moment, in every table', async () => {
  const { world } = await createStage();
  // Work for the copy, so that much is written while it runs: without it all would be over in a moment.
  await world.owner`
    insert into auth.verification (id, identifier, value, expires_at)
    select n::text, repeat(md5(n::text), 20), 'x', now() from generate_series(1, 20000) n`;
  // Two purses between which points go back and forth: together they always hold the same.
  await world.owner`insert into auth.try_counter (key, tries, free_at, expires_at)
    values ('purse a', 500000, now(), now()), ('purse b', 500000, now(), now())`;
  const team = await createTeam(world, 'PH');
  const key = { round: '2024-H2', reporter: 'PH' };
  const sheet = await team.focal.caller.submission.get(key);
  const activity = sheet.activities[0]!.code;

  const done = { version: 0, moves: 0 };
  const stop = new AbortController();
  const saver = (async () => {
    while (!stop.signal.aborted) {
      const saved = await team.focal.caller.submission.saveActivityReport({
        ...key,
        activity,
        status: 'on_track',
        achievements: `What was written as number ${done.version}.`,
        version: done.version,
      });
      done.version = saved?.version ?? done.version;
    }
  })();
  const mover = (async () => {
    while (!stop.signal.aborted) {
      await world.owner.begin(async (tx) => {
        await tx`update auth.try_counter set tries = tries - 7 where key = 'purse a'`;
        await tx`update auth.try_counter set tries = tries + 7 where key = 'purse b'`;
      });
      done.moves += 1;
    }
  })();
  await vi.waitUntil(() => done.version > 2 && done.moves > 2, { interval: 5, timeout: 20_000 });
  const before = { ...done };
  const file = await copyOf(world, makeDirectory());
  const after = { ...done };
  stop.abort();
  await Promise.all([saver, mover]);
  expect(after.version, 'saves during the copy').toBeGreaterThan(before.version + 2);
  expect(after.moves, 'moves during the copy').toBeGreaterThan(before.moves + 2);

  const target = await createEmpty();
  await restore(file, target.url);
  const owner = connectOwner(target.url);
  const [purses] =
    await owner`select sum(tries)::integer as together from auth.try_counter where key like 'purse %'`;
  expect(purses).toEqual({ together: 1_000_000 });
  // The report, its history and the progress of the round are three tables written by one save.
  const [report] = await owner`
    select r.version, r.achievements,
      (select count(*)::integer from tracker.revision v
        where v.submission_id = r.submission_id and v.subject = 'activity') as revisions,
      (select v.after ->> 'achievements' from tracker.revision v
        where v.submission_id = r.submission_id order by v.id desc limit 1) as newest
    from tracker.activity_report r
    join tracker.submission s on s.id = r.submission_id join tracker.reporter p on p.id = s.reporter_id
    join tracker.activity a on a.id = r.activity_id
    where p.code = 'PH' and a.code = ${activity}`;
  expect(report?.['version']).toBeGreaterThanOrEqual(before.version);
  expect(report?.['version']).toBeLessThanOrEqual(after.version + 1);
  expect(report).toMatchObject({
    revisions: report?.['version'],
    newest: report?.['achievements'],
    achievements: `What was written as number ${Number(report?.['version']) - 1}.`,
  });
});
