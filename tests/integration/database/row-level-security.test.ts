import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identifier } from '#db/statement.ts';
import { connectAs, passOf, refusalOf, type Row, type Tx, tryWith } from '#tests/support/raw-roles.ts';
import { cast, type ReportsStage, type Reporter, reporters, setReportsStage } from './reports-stage.ts';

let stage: ReportsStage;
beforeAll(async () => {
  stage = await setReportsStage();
});
afterAll(() => stage?.close());

test('every table of working data that belongs to somebody is under row-level security', async () => {
  const open = await stage.world.owner`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'tracker' and c.relkind = 'r' and not c.relrowsecurity order by 1`;
  expect(open.map(({ name }) => name as string)).toEqual([
    'actip_article',
    'activity',
    'activity_article',
    'activity_body',
    'activity_partner',
    'activity_state',
    'activity_status',
    'activity_tag',
    'agency',
    'category',
    'choice',
    'dimension',
    'indicator',
    'indicator_dimension',
    'indicator_reporting_body',
    'lens',
    'lens_activity',
    'lens_driver',
    'lens_indicator',
    'library_kind',
    'mandate',
    'member_state',
    'membership',
    'objective',
    'partner',
    'plan',
    'plan_status',
    'reporter',
    'sectoral_body',
    'submission_transition',
    'tag',
    'thematic_area',
    'translation',
    'validation_rule',
    'viewer_secret',
  ]);
  const [bypass] = await stage.world
    .owner`select rolbypassrls as b from pg_roles where rolname = 'bohol_app'`;
  expect(bypass?.b).toBe(false);
});

describe('the people of one state', () => {
  test('see their own report whole, with no question before it is sent', async () => {
    const counts = await stage.countRows(passOf(stage.teams.LA.focal.id), stage.ids.LA);
    expect(counts).toMatchObject({ submission: 1, evidence: 2, query: 2, submission_snapshot: 2 });
    expect(counts.revision).toBeGreaterThan(0);
    const own = await stage.countRows(passOf(stage.teams.TH.clearing.id));
    expect(own).toEqual(await stage.countRows(passOf(stage.teams.TH.clearing.id), stage.ids.TH));
    expect(own.query).toBe(0);
  });

  test.each(reporters.filter((reporter) => reporter !== 'TH'))(
    'see nothing of %s in any table',
    async (other) => {
      for (const person of [stage.teams.TH.focal, stage.teams.TH.clearing]) {
        await expect(stage.countRows(passOf(person.id), stage.ids[other])).resolves.toEqual(stage.nothing());
      }
    },
  );

  test.each(['KH', 'LA', 'PH'] as const)('write nothing into the report of %s', async (other) => {
    const intruder = stage.teams.TH.focal;
    for (const table of [...stage.tables, 'submission']) {
      const key = table === 'submission' ? 'id' : 'submission_id';
      const columns = await listColumns(table);
      const name = `${table} of ${other}`;
      const changed = await refusalOfRows(
        passOf(intruder.id),
        (tx) =>
          tx`update tracker.${identifier(table)} set ${identifier(columns[0]!)} = ${identifier(columns[0]!)} where ${identifier(key)} = ${stage.ids[other]} returning 1`,
      );
      expect([name, changed]).toEqual([name, expect.stringMatching(/^(no rows|42501)$/)]);
      const gone = await refusalOfRows(
        passOf(intruder.id),
        (tx) =>
          tx`delete from tracker.${identifier(table)} where ${identifier(key)} = ${stage.ids[other]} returning 1`,
      );
      expect([name, gone]).toEqual([name, expect.stringMatching(/^(no rows|42501)$/)]);

      // A row as it could be there, signed with the intruder's own name.
      const [stored] = await stage.world.owner<
        Row[]
      >`select * from tracker.${identifier(table)} where ${identifier(key)} = ${stage.ids[other]} limit 1`;
      if (!stored) continue;
      const forged = { ...stored };
      for (const column of [
        'changed_by',
        'decided_by',
        'updated_by',
        'added_by',
        'raised_by',
        'cleared_by',
      ]) {
        if (column in forged) forged[column] = intruder.id;
      }
      const added = await refusalOf(
        tryWith(stage.app, passOf(intruder.id), (tx) => insertRow(tx, table, columns, forged)),
      );
      expect([name, added]).toEqual([name, '42501']);
    }
  });

  test('do not hand their rows to another report, nor take them from one', async () => {
    await expect(
      refusalOf(
        tryWith(
          stage.app,
          passOf(stage.teams.TH.focal.id),
          (tx) => tx`
      update tracker.activity_report set submission_id = ${stage.ids.KH} where submission_id = ${stage.ids.TH}`,
        ),
      ),
    ).resolves.toBe('42501');
    await expect(
      refusalOf(
        tryWith(
          stage.app,
          passOf(stage.teams.TH.focal.id),
          (tx) => tx`
      update tracker.submission set reporter_id = (select id from tracker.reporter where code = 'KH')
      where id = ${stage.ids.TH}`,
        ),
      ),
    ).resolves.toMatch(/^(42501|BT002)$/);
  });

  test('do not write a report that is not with them', async () => {
    for (const reporter of ['SG', 'PH', 'MY'] as const) {
      const pass = passOf(stage.teams[reporter].focal.id);
      await expect(
        refusalOfRows(
          pass,
          (tx) => tx`
        update tracker.activity_report set achievements = 'Late.' where submission_id = ${stage.ids[reporter]} returning 1`,
        ),
      ).resolves.toBe('no rows');
      await expect(
        refusalOfRows(
          pass,
          (tx) => tx`
        delete from tracker.indicator_value where submission_id = ${stage.ids[reporter]} returning 1`,
        ),
      ).resolves.toBe('no rows');
    }
  });
});

test('a person of a partner sees nothing of any report', async () => {
  const { id } = await stage.world.createPerson([{ role: 'partner', partner: 'asean-act' }]);
  await expect(stage.countRows(passOf(id))).resolves.toEqual(stage.nothing());
});

describe('the secretariat', () => {
  const content = ['activity_report', 'indicator_report', 'indicator_value', 'evidence'];

  test.each(Object.entries(cast) as [Reporter, string][])(
    'of %s (%s) reads content only once it has left the country',
    async (reporter, status) => {
      const counts = await stage.countRows(passOf(stage.secretariat.id), stage.ids[reporter]);
      const readable = status === 'submitted' || status === 'accepted';
      expect(counts.submission).toBe(1);
      for (const table of content) expect([table, counts[table]! > 0]).toEqual([table, readable]);
      // What is private stays in the country.
      expect(counts.evidence).toBe(readable ? 1 : 0);
      // How a draft came about is nobody else's business, ever.
      expect(counts.revision).toBe(0);
      expect(counts.submission_snapshot).toBeGreaterThan(0);
    },
  );

  test('changes no content, in any status', async () => {
    for (const reporter of reporters) {
      for (const table of content) {
        const outcome = await refusalOfRows(
          passOf(stage.secretariat.id),
          (tx) => tx`
          update tracker.${identifier(table)} set submission_id = submission_id where submission_id = ${stage.ids[reporter]} returning 1`,
        );
        expect([table, reporter, outcome]).toEqual([
          table,
          reporter,
          expect.stringMatching(/^(no rows|42501)$/),
        ]);
      }
    }
  });

  test('is not an administrator: gives no roles', async () => {
    await expect(
      refusalOf(
        tryWith(
          stage.app,
          passOf(stage.secretariat.id),
          (tx) => tx`
      insert into tracker.assignment (person_id, role, assigned_at)
      values (${stage.secretariat.id}, 'administrator', now())`,
        ),
      ),
    ).resolves.toBe('42501');
  });
});

test('an administrator reads no report', async () => {
  const administrator = await stage.world.createPerson([{ role: 'administrator' }]);
  for (const id of Object.values(stage.ids)) {
    // That mail went out about a report is in the delivery log, which administrators read; its words are not.
    await expect(stage.countRows(passOf(administrator.id), id)).resolves.toEqual({
      ...stage.nothing(),
      mail: expect.any(Number),
    });
  }
});

test('nobody gives themselves a role', async () => {
  for (const person of [stage.teams.TH.focal, stage.teams.TH.clearing]) {
    for (const work of [
      (tx: Tx) => tx`insert into tracker.assignment (person_id, role, assigned_at)
        values (${person.id}, 'secretariat_officer', now()) returning 1`,
      (tx: Tx) => tx`update tracker.assignment set role = 'secretariat_officer', reporter_id = null
        where person_id = ${person.id} returning 1`,
      (tx: Tx) =>
        tx`update tracker.assignment set revoked_at = null where person_id = ${person.id} returning 1`,
    ]) {
      await expect(refusalOfRows(passOf(person.id), work)).resolves.toMatch(/^(no rows|42501)$/);
    }
  }
});

test('answers to repeated requests are kept for the person who asked', async () => {
  await stage.world.owner`
    insert into tracker.request_log (person_id, request_id, procedure, response, answered_at)
    values (${stage.teams.KH.focal.id}, gen_random_uuid(), 'x', '{}', now())`;
  const seen = await tryWith(
    stage.app,
    passOf(stage.teams.TH.focal.id),
    (tx) => tx`select * from tracker.request_log`,
  );
  expect([...seen]).toEqual([]);
  await expect(
    refusalOf(
      tryWith(
        stage.app,
        passOf(stage.teams.TH.focal.id),
        (tx) => tx`
    insert into tracker.request_log (person_id, request_id, procedure, response, answered_at)
    values (${stage.teams.KH.focal.id}, gen_random_uuid(), 'x', '{}', now())`,
      ),
    ),
  ).resolves.toBe('42501');
});

async function refusalOfRows(pass: string, work: (tx: Tx) => Promise<readonly unknown[]>): Promise<string> {
  let rows = 0;
  const code = await refusalOf(
    tryWith(stage.app, pass, async (tx) => {
      rows = (await work(tx)).length;
    }),
  );
  return code !== 'allowed' ? code : rows === 0 ? 'no rows' : `${rows} rows`;
}

async function listColumns(table: string): Promise<string[]> {
  const rows = await stage.world.owner<{ name: string }[]>`
    select column_name as name from information_schema.columns
    where table_schema = 'tracker' and table_name = ${table} and is_identity = 'NO' and is_generated = 'NEVER'`;
  return rows.map(({ name }) => name);
}

function insertRow(tx: Tx, table: string, columns: string[], row: Row) {
  return tx`
    insert into tracker.${identifier(table)} (${identifier(...columns)})
    select ${identifier(...columns)} from json_populate_record(null::tracker.${identifier(table)}, ${JSON.stringify(row)}::text::json)`;
}

test('no role of the application writes a role, nor makes one of a request but through the function that checks', async () => {
  const { world, app, teams, secretariat } = stage;
  const administrator = await world.createPerson([{ role: 'administrator' }]);
  const waiting = await world.createPerson([]);
  await secretariat.caller.people.assign({
    person: waiting.id,
    role: 'clearing_officer',
    reporter: 'TH',
  });
  const [request] = await world.owner<{ id: number }[]>`
    select id from tracker.role_request where person_id = ${waiting.id}`;
  const id = request!.id;
  const others = [
    connectAs(world, 'bohol_auth'),
    connectAs(world, 'bohol_jobs'),
    connectAs(world, 'bohol_public'),
  ];
  const forgeries: ((tx: Tx) => Promise<unknown>)[] = [
    (tx) => tx`insert into tracker.assignment (person_id, role, reporter_id, assigned_at)
      select ${waiting.id}, 'clearing_officer', id, now() from tracker.reporter where code = 'TH'`,
    (tx) => tx`update tracker.assignment set agency_id = null`,
    (tx) => tx`update tracker.assignment set revoked_at = null`,
    (tx) => tx`insert into tracker.role_request (person_id, role, reporter_id, asked_by, asked_at)
      select ${waiting.id}, 'focal_point', id, ${secretariat.id}, now() from tracker.reporter where code = 'TH'`,
    (tx) => tx`update tracker.role_request set asked_by = ${administrator.id}`,
    (tx) => tx`update tracker.role_request set decision = 'confirmed', decided_by = ${teams.TH.focal.id}`,
    (tx) => tx`delete from tracker.role_request`,
    // The way in behind the functions.
    (tx) =>
      tx`select tracker.open_role(${waiting.id}, 'contributor', null, null, ${administrator.id}, now(), null)`,
  ];
  for (const [index, forgery] of forgeries.entries()) {
    for (const person of [secretariat, administrator, waiting, teams.TH.focal, teams.TH.clearing]) {
      const outcome = await refusalOf(tryWith(app, passOf(person.id), forgery));
      expect([index, person.viewer.name, outcome]).toEqual([index, person.viewer.name, '42501']);
    }
    for (const other of others) expect(await refusalOf(tryWith(other, null, forgery))).toBe('42501');
  }
  const confirm = (tx: Tx) => tx`select tracker.confirm_role(${id}, now())`;
  for (const person of [secretariat, administrator, waiting, teams.TH.clearing, teams.KH.focal]) {
    expect(await refusalOf(tryWith(app, passOf(person.id), confirm))).toBe('42501');
  }
  for (const other of others) expect(await refusalOf(tryWith(other, null, confirm))).toBe('42501');
  expect(await refusalOf(tryWith(app, passOf(teams.TH.focal.id), confirm))).toBe('allowed');
  // Others do not even see that it waits.
  for (const person of [teams.KH.focal, teams.KH.clearing]) {
    const seen = await tryWith(app, passOf(person.id), (tx) => tx`select * from tracker.role_request`);
    expect([...seen]).toEqual([]);
  }
  // What was decided stays, and the one who asked is never the one who confirms: not even by the owner's hand.
  const byHand = (tx: Tx) => tx`
    with made as (insert into tracker.assignment (person_id, role, reporter_id, assigned_at)
      select person_id, role, reporter_id, now() from tracker.role_request where id = ${id} returning id)
    update tracker.role_request set decision = 'confirmed', decided_by = asked_by, decided_at = now(),
      assignment_id = (select id from made) where id = ${id}`;
  expect(await refusalOf(tryWith(world.owner, null, byHand))).toBe('23514');
  for (const other of others) await other.end();
});
