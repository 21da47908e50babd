import { expect, test } from 'vitest';
import { createTeam } from '#tests/support/reports.ts';
import { createWorld } from '#tests/support/world.ts';

const key = { round: '2024-H2', reporter: 'TH' };

test('the secretariat sees what looks like personal data once a report is in, partly hidden, and keeps no copy', async () => {
  await using world = await createWorld();
  const secretariat = await world.openRound(key.round);
  const team = await createTeam(world, 'TH');
  const [activity = '', second = ''] = (await team.focal.caller.submission.get(key)).activities.map(
    ({ code }) => code,
  );
  const save = (code: string, achievements: string, narrativeReleased: boolean) =>
    team.focal.caller.submission.saveActivityReport({
      ...key,
      activity: code,
      status: 'on_track',
      achievements,
      narrativeReleased,
      version: 0,
    });
  // Saving is never refused for this: the contract warns on the page, and here.
  await save(activity, 'We met Ms Somsri Jaidee, passport AA1234567, in May.', true);
  await save(second, 'Case No. 123/2566 and 1,204 persons.', true);
  const list = () => secretariat.caller.personalData.list({ round: key.round });
  expect(await list()).toMatchObject({ entries: [], texts: 0 });

  await team.clearing.caller.submission.clear({ ...key, version: 1 });
  await team.focal.caller.submission.submit({ ...key, version: 2 });
  const found = await list();
  expect(found?.texts).toBe(2);
  expect(found?.entries).toEqual([
    {
      reporter: { code: 'TH', name: 'Thailand' },
      subject: 'activity',
      code: activity,
      field: 'achievements',
      released: true,
      compiled: false,
      current: true,
      kinds: ['document', 'name'],
      excerpt: expect.stringContaining('AA•••••7'),
    },
  ]);
  expect(JSON.stringify(found)).not.toMatch(/Somsri|Jaidee|1234567/);

  await secretariat.caller.review.accept({ ...key, version: 3 });
  await secretariat.caller.compilation.create({ round: key.round });
  expect((await list())?.entries).toMatchObject([{ compiled: true, current: true, released: true }]);
  await secretariat.caller.review.reopen({ ...key, version: 4, reason: 'A name must come out.' });
  expect((await list())?.entries).toMatchObject([{ compiled: true, current: false }]);

  expect(await secretariat.caller.personalData.list({ round: '1999-H1' })).toBeNull();
  await expect(team.focal.caller.personalData.list({ round: key.round })).rejects.toThrow();
});
