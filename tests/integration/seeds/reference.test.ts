import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openSql, type Sql } from '#db/sql.ts';
import { openConnections } from '#db/client.ts';
import { loadReference } from '#seeds/load-reference.ts';
import { loadRounds } from '#seeds/load-rounds.ts';
import { toLocalTime } from '#server/domain/calendar/local-day.calculations.ts';
import { testSecrets } from '#tests/support/template-database.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/test-postgres.ts';

let database: TestDatabase;
let sql: Sql;

beforeAll(async () => {
  database = await createTestDatabase(inject('adminUrl'), { template: inject('template') });
  sql = openSql(database.url);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

test('every state and body is there once, with a reporter and its dates', async () => {
  const [counts] = await sql`
    select (select count(*)::integer from tracker.member_state) as states,
      (select count(*)::integer from tracker.membership) as memberships,
      (select count(*)::integer from tracker.sectoral_body) as bodies,
      (select count(*)::integer from tracker.mandate) as mandates,
      (select count(*)::integer from tracker.reporter) as reporters,
      (select count(*)::integer from tracker.agency where is_clearing_authority) as clearing,
      (select count(*)::integer from tracker.activity_status) as statuses`;
  expect(counts).toEqual({
    states: 11,
    memberships: 11,
    bodies: 16,
    mandates: 16,
    reporters: 27,
    clearing: 11,
    statuses: 8,
  });
  const [late] = await sql`
    select m.joined_on::text as joined from tracker.membership m
    join tracker.member_state s on s.id = m.state_id where s.iso2 = 'TL'`;
  expect(late).toEqual({ joined: '2025-10-26' });
});

test('every state has a clock that can be read, and Myanmar and Timor-Leste have their own', async () => {
  const states = await sql<{ iso2: string; zone: string }[]>`
    select iso2, time_zone as zone from tracker.member_state order by iso2`;
  const noon = new Date('2026-11-25T05:00:00Z');
  const hours = Object.fromEntries(states.map(({ iso2, zone }) => [iso2, toLocalTime(noon, zone).hour]));
  expect(hours).toEqual({
    BN: 13,
    ID: 12,
    KH: 12,
    LA: 12,
    MM: 11,
    MY: 13,
    PH: 13,
    SG: 13,
    TH: 12,
    TL: 14,
    VN: 12,
  });
});

test('loading again writes nothing and leaves corrections made in the database', async () => {
  await sql`update tracker.partner set name = 'Corrected by an official' where slug = 'ilo'`;
  expect(await loadReference(sql)).toEqual({ written: 0 });
  expect(await loadRounds(sql, 'BOHOL-2')).toEqual({ added: 0 });
  const [partner] = await sql`select name from tracker.partner where slug = 'ilo'`;
  expect(partner).toEqual({ name: 'Corrected by an official' });
});

test('a new version of the lists leaves what people changed at the desk as it is', async () => {
  // As if the last load had found older names for three tags, two of which people have changed since, and had not
  // seen two statuses, of which one was added at the desk.
  await sql`
    update ops.seed set content = jsonb_set(jsonb_set(content,
      '{tags.csv}', (select jsonb_agg(case when t->>'code' in ('child', 'gedsi') then t || '{"name": "Old"}' else t end)
        from jsonb_array_elements(content->'tags.csv') t)),
      '{activity-statuses.csv}', (select jsonb_agg(t) from jsonb_array_elements(content->'activity-statuses.csv') t
        where t->>'code' not in ('planned', 'on_track')))
    where name = 'reference'`;
  await sql`update tracker.tag set name = 'Old' where code = 'child'`;
  await sql`update tracker.tag set name = 'Corrected by an official' where code in ('gedsi', 'technology')`;
  await sql`delete from tracker.plan_status where status_code = 'on_track'`;
  await sql`delete from tracker.activity_status where code = 'on_track'`;
  await sql`update tracker.activity_status set label = 'Foreseen', position = 20 where code = 'planned'`;

  expect(await loadReference(sql)).toEqual({ written: 4 });
  const tags = await sql`
    select code, name from tracker.tag where code in ('child', 'gedsi', 'technology') order by code`;
  expect(tags).toEqual([
    { code: 'child', name: 'Children' },
    { code: 'gedsi', name: 'Corrected by an official' },
    { code: 'technology', name: 'Corrected by an official' },
  ]);
  const words = await sql`
    select code, label, position from tracker.activity_status where code in ('planned', 'on_track') order by code`;
  expect(words).toEqual([
    { code: 'on_track', label: 'On track', position: expect.any(Number) },
    { code: 'planned', label: 'Foreseen', position: 20 },
  ]);
});

test('the application itself cannot write reference data', async () => {
  const connections = openConnections(database.url, testSecrets.passwordOf);
  try {
    await expect(connections.app.$client`update tracker.tag set name = 'x'`).rejects.toThrow(
      /Only the secretariat changes the plan/,
    );
    await expect(connections.app.$client`select from ops.seed`).rejects.toThrow(/permission denied/);
  } finally {
    await connections.close();
  }
});
