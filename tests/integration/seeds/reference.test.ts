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

test('a line that is new or has changed in the file is written, and only that line', async () => {
  await sql`update tracker.tag set name = 'Corrected by an official' where code in ('child', 'gedsi')`;
  // As if the last load had found another name for one tag, and two words of status in each other's place.
  await sql`
    update ops.seed set content = jsonb_set(jsonb_set(content,
      '{tags.csv}', (select jsonb_agg(case when t->>'code' = 'child' then t || '{"name": "Old"}' else t end)
        from jsonb_array_elements(content->'tags.csv') t)),
      '{activity-statuses.csv}', (select jsonb_agg(t) from jsonb_array_elements(content->'activity-statuses.csv') t
        where t->>'code' not in ('planned', 'on_track')))
    where name = 'reference'`;
  await sql`update tracker.activity_status set position = -1 where code = 'planned'`;
  await sql`update tracker.activity_status set position = 2 where code = 'on_track'`;
  await sql`update tracker.activity_status set position = 3 where code = 'planned'`;

  expect(await loadReference(sql)).toEqual({ written: 3 });
  const tags = await sql`select code, name from tracker.tag where code in ('child', 'gedsi') order by code`;
  expect(tags).toEqual([
    { code: 'child', name: 'Children' },
    { code: 'gedsi', name: 'Corrected by an official' },
  ]);
  const words = await sql`
    select code, position from tracker.activity_status where position in (2, 3) order by position`;
  expect(words.map(({ code }) => code)).toEqual(['planned', 'on_track']);
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
