import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { deleteExpired } from '#server/jobs/delete-expired.ts';
import { createWorld } from '#tests/support/world.ts';

test('the clean-up of a day deletes what has served its time, and nothing else', async () => {
  await using world = await createWorld();
  world.setTime('2025-03-01T00:10:00Z');
  const { id } = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  const at = (iso: string) => new Date(iso).toISOString();
  const keep = async (name: string, times: { begun: string; used: string; ends: string }) =>
    world.owner`insert into auth.session (id, token, person_id, created_at, updated_at, expires_at)
      values (${name}, ${name}, ${id}, ${at(times.begun)}, ${at(times.used)}, ${at(times.ends)})`;
  await keep('ended', { begun: '2025-02-22T00:00Z', used: '2025-02-28T23:00Z', ends: '2025-03-01T00:00Z' });
  await keep('idle', { begun: '2025-02-28T08:00Z', used: '2025-02-28T12:10Z', ends: '2025-03-07T08:00Z' });
  await keep('used', { begun: '2025-02-28T08:00Z', used: '2025-02-28T12:11Z', ends: '2025-03-07T08:00Z' });
  await world.owner`insert into auth.verification (id, identifier, value, expires_at) values
    ('old link', 'reset:a', ${id}, '2025-03-01T00:10Z'), ('link', 'reset:b', ${id}, '2025-03-01T00:11Z')`;
  await world.owner`insert into auth.try_counter (key, tries, free_at, expires_at) values
    ('run out', 9, '2025-02-28T23:00Z', '2025-03-01T00:00Z'),
    ('to wait for', 9, '2025-03-01T00:20Z', '2025-03-01T00:00Z'),
    ('counting', 1, '-infinity', '2025-03-01T00:11Z')`;
  for (const day of ['2025-01-30T00:10Z', '2025-01-30T00:11Z']) {
    await world.owner`insert into tracker.request_log (person_id, request_id, procedure, response, answered_at)
      values (${id}, ${randomUUID()}, ${day}, '{}', ${at(day)})`;
  }
  const left = async () => {
    const rows = await world.owner<{ name: string }[]>`
      select id as name from auth.session union all select id from auth.verification
      union all select key from auth.try_counter union all select procedure from tracker.request_log order by 1`;
    return rows.map(({ name }) => name).sort();
  };
  const run = () => deleteExpired({ jobs: world.connections.jobs, now: world.base.now, log: world.base.log });
  expect(await run()).toEqual({ sessions: 2, links: 1, counters: 1, answers: 1 });
  const expected = ['2025-01-30T00:11Z', 'counting', 'link', 'to wait for', 'used'];
  expect(await left()).toEqual(expected);
  expect(await run()).toEqual({ sessions: 0, links: 0, counters: 0, answers: 0 });
  expect(await left()).toEqual(expected);
});

test('only the role of the jobs cleans up, and it deletes by nothing else', async () => {
  await using world = await createWorld();
  const call = `select * from tracker.clean_up(now(), interval '0', interval '0')`;
  for (const database of [world.connections.app, world.connections.auth, world.connections.public]) {
    await expect(database.execute(call)).rejects.toMatchObject({ code: '42501' });
  }
  for (const table of ['auth.session', 'auth.try_counter', 'tracker.request_log']) {
    await expect(world.connections.jobs.execute(`delete from ${table}`)).rejects.toMatchObject({
      code: '42501',
    });
  }
});
