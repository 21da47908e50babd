import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sql } from '#db/sql.ts';
import { DatabaseError } from '#db/database-error.ts';
import { identifier, type Rows } from '#db/statement.ts';
import { connectAs, passOf, type Tx, tryWith } from '#tests/support/raw-roles.ts';
import { type AgencyStage, cell, key, setAgencyStage, shared } from './agency-stage.ts';

/**
 * The police hold C1.1, I-C2 and the women of I-B3; the ministry holds B1.1, I-B8 and the rest of I-B3. Each tries by
 * SQL, past the application, what is the other's.
 */
let stage: AgencyStage;
let app: Sql;
let submission = 0;
const ids: Record<string, number> = {};

beforeAll(async () => {
  stage = await setAgencyStage();
  const { focal, world } = stage;
  app = connectAs(world, 'bohol_app');
  const assign = focal.caller.agency.assign;
  const women = { indicator: shared, dimension: 'sex', category: 'female' };
  await assign({ ...key, agency: 'RTP', parts: [{ activity: 'C1.1' }, { indicator: 'I-C2' }, women] });
  await assign({
    ...key,
    agency: 'MSDHS',
    parts: [{ activity: 'B1.1' }, { indicator: 'I-B8' }, { indicator: shared }],
  });
  for (const activity of ['C1.1', 'B1.1']) {
    await focal.caller.submission.saveActivityReport({
      ...key,
      activity,
      status: 'on_track',
      achievements: `Words on ${activity}.`,
      version: 0,
    });
  }
  for (const indicator of ['I-C2', 'I-B8', shared]) {
    await focal.caller.submission.saveIndicatorValues({
      ...key,
      indicator,
      cells:
        indicator === 'I-C2'
          ? [cell(31)]
          : [cell(32), cell(12, { sex: 'female' }), cell(14, { sex: 'male' })],
      note: `Note on ${indicator}.`,
      version: 0,
    });
  }
  const rows = await world.owner<{ code: string; id: number }[]>`
    select code, id from tracker.activity where code in ('C1.1', 'B1.1')
    union all select code, id from tracker.indicator where code in ('I-C2', 'I-B8', ${shared})`;
  for (const { code, id } of rows) ids[code] = id;
  const [stored] = await world.owner<{ id: number }[]>`
    select s.id from tracker.submission s join tracker.reporter p on p.id = s.reporter_id
    join tracker.round r on r.id = s.round_id where p.code = 'TH' and r.code = ${key.round}`;
  submission = stored!.id;
  for (const activity of ['C1.1', 'B1.1']) {
    await world.owner`
      insert into tracker.query (submission_id, activity_id, field, question, raised_by, raised_at, times_submitted, sent_at)
      values (${submission}, ${ids[activity]!}, 'status', 'Is it?', ${stage.secretariat.id}, now(), 1, now())`;
    await world.owner`
      insert into tracker.evidence (submission_id, activity_id, kind, title, url, disclosure, added_by, added_at)
      values (${submission}, ${ids[activity]!}, 'link', 'Evidence', 'https://example.test/', 'asean', ${focal.id}, now())`;
    await world.owner`
      insert into tracker.warning_reason (submission_id, activity_id, rule, field, warning, reason, given_by, given_at)
      values (${submission}, ${ids[activity]!}, 'rule', 'status', 'Warning.', 'Reason.', ${focal.id}, now())`;
  }
  await world.owner`
    insert into tracker.submission_snapshot (submission_id, number, taken_at, content, sha256)
    values (${submission}, 1, now(), '{}', ${'0'.repeat(64)})`;
});
afterAll(async () => {
  await app?.end();
  await stage?.world.close();
});

const asPolice = <T>(work: (tx: Tx) => Promise<T>) => tryWith(app, passOf(stage.police.id), work);
const asWelfare = <T>(work: (tx: Tx) => Promise<T>) => tryWith(app, passOf(stage.welfare.id), work);

/** What became of a statement: how many rows it changed, or the code of the refusal. */
async function outcomeOf(who: typeof asPolice, statement: (tx: Tx) => Promise<Rows>) {
  try {
    return await who(async (tx) => (await statement(tx)).count);
  } catch (error) {
    if (error instanceof DatabaseError) return error.code ?? '';
    throw error;
  }
}

describe('an agency reads', () => {
  test('its own activities, indicators and single cells', async () => {
    const seen = await asPolice(async (tx) => ({
      activities:
        await tx`select a.code from tracker.activity_report ar join tracker.activity a on a.id = ar.activity_id`,
      indicators: await tx`select i.code, ir.note from tracker.indicator_report ir
        join tracker.indicator i on i.id = ir.indicator_id order by i.code`,
      cells: await tx`select i.code, v.category_code, v.value::integer as value from tracker.indicator_value v
        join tracker.indicator i on i.id = v.indicator_id order by i.code`,
    }));
    expect(seen.activities.map(({ code }) => code as string)).toEqual(['C1.1']);
    expect(seen.indicators.map(({ code }) => code as string)).toEqual([shared, 'I-C2']);
    expect(seen.cells).toEqual([
      { code: shared, category_code: 'female', value: 12 },
      { code: 'I-C2', category_code: null, value: 31 },
    ]);
    const rest = await asWelfare(
      (tx) => tx`
      select v.category_code from tracker.indicator_value v where v.indicator_id = ${ids[shared]!} order by 1`,
    );
    expect(rest.map(({ category_code }) => category_code as string)).toEqual(['male', null]);
  });

  test('the questions, evidence and reasons of its own items, and no snapshot', async () => {
    for (const table of ['query', 'evidence', 'warning_reason']) {
      const found = await asPolice(
        (tx) => tx`
        select a.code from tracker.${identifier(table)} q join tracker.activity a on a.id = q.activity_id`,
      );
      expect([table, found.map(({ code }) => code as string)]).toEqual([table, ['C1.1']]);
    }
    for (const table of ['submission_snapshot', 'clearance', 'clearance_pack']) {
      expect(await asPolice((tx) => tx`select 1 from tracker.${identifier(table)}`)).toHaveLength(0);
    }
  });

  test('its own changes in history, not those of others on its items', async () => {
    expect(await asPolice((tx) => tx`select 1 from tracker.revision`)).toHaveLength(0);
    const whole = await tryWith(app, passOf(stage.focal.id), (tx) => tx`select 1 from tracker.revision`);
    expect(whole.length).toBeGreaterThan(4);
  });

  test('nothing at all of another state', async () => {
    const seen = await tryWith(app, passOf(stage.foreign.id), async (tx) => [
      ...(await tx`select 1 from tracker.activity_report`),
      ...(await tx`select 1 from tracker.indicator_value`),
      ...(await tx`select 1 from tracker.responsibility`),
      ...(await tx`select 1 from tracker.delivery`),
    ]);
    expect(seen).toEqual([]);
    const changed = await outcomeOf(
      (work) => tryWith(app, passOf(stage.foreign.id), work),
      (tx) => tx`select tracker.changed_since(${submission}, ${ids[shared]!}, 0)`,
    );
    expect(changed).toBe('42501');
  });
});

describe('an agency does not write', () => {
  test.each([
    [
      'an activity',
      (tx: Tx) =>
        tx`update tracker.activity_report set achievements = 'Ours.' where activity_id = ${ids['B1.1']!}`,
    ],
    [
      'an indicator',
      (tx: Tx) =>
        tx`update tracker.indicator_report set version = version + 1 where indicator_id = ${ids['I-B8']!}`,
    ],
    [
      'a cell',
      (tx: Tx) =>
        tx`update tracker.indicator_value set value = 1 where indicator_id = ${ids[shared]!} and category_code = 'male'`,
    ],
    [
      'a total',
      (tx: Tx) =>
        tx`delete from tracker.indicator_value where indicator_id = ${ids[shared]!} and category_code is null`,
    ],
    ['all cells', (tx: Tx) => tx`delete from tracker.indicator_value where indicator_id = ${ids['I-B8']!}`],
    [
      'a question',
      (tx: Tx) =>
        tx`update tracker.query set answer = 'Yes.', answered_at = now(), answered_by = ${stage.police.id} where activity_id = ${ids['B1.1']!}`,
    ],
    ['a reason', (tx: Tx) => tx`delete from tracker.warning_reason where activity_id = ${ids['B1.1']!}`],
    [
      'evidence',
      (tx: Tx) => tx`update tracker.evidence set removed_at = now() where activity_id = ${ids['B1.1']!}`,
    ],
  ])('%s of another agency', async (_, statement) => {
    expect(await outcomeOf(asPolice, statement)).toBe(0);
  });

  test('cells, evidence, reasons and history into the part of another agency', async () => {
    const insertCell = (indicator: string, category: string) => (tx: Tx) =>
      tx`
      insert into tracker.indicator_value (submission_id, indicator_id, measure, dimension_code, category_code, state, value)
      values (${submission}, ${ids[indicator]!}, 'count', 'sex', ${category}, 'reported', 1)`;
    expect(await outcomeOf(asPolice, insertCell(shared, 'other'))).toBe('42501');
    expect(await outcomeOf(asPolice, insertCell('I-B8', 'other'))).toBe('42501');
    expect(await outcomeOf(asWelfare, insertCell(shared, 'other'))).toBe(1);
    expect(
      await outcomeOf(
        asPolice,
        (tx) => tx`
        insert into tracker.evidence (submission_id, activity_id, kind, title, url, added_by, added_at)
        values (${submission}, ${ids['B1.1']!}, 'link', 'X', 'https://example.test/', ${stage.police.id}, now())`,
      ),
    ).toBe('42501');
    expect(
      await outcomeOf(
        asPolice,
        (tx) => tx`
        insert into tracker.warning_reason (submission_id, activity_id, rule, field, warning, reason, given_by, given_at)
        values (${submission}, ${ids['B1.1']!}, 'other', '', 'W', 'R', ${stage.police.id}, now())`,
      ),
    ).toBe('42501');
    for (const subject of [
      ['activity', 'B1.1'],
      ['indicator', 'I-B8'],
    ] as const) {
      expect(
        await outcomeOf(
          asPolice,
          (tx) => tx`
          insert into tracker.revision (submission_id, subject, subject_key, before, after, changed_by, changed_at)
          values (${submission}, ${subject[0]}, ${subject[1]}, '{}', '{}', ${stage.police.id}, now())`,
        ),
      ).toBe('42501');
    }
  });

  test('its own cells into another place, and the note of an indicator of which it holds a cell', async () => {
    expect(
      await outcomeOf(
        asPolice,
        (tx) => tx`
        update tracker.indicator_value set category_code = 'male' where indicator_id = ${ids[shared]!}`,
      ),
    ).toBe('42501');
    for (const statement of [
      (tx: Tx) => tx`update tracker.indicator_report set note = 'Ours.' where indicator_id = ${ids[shared]!}`,
      (tx: Tx) =>
        tx`update tracker.indicator_report set release = 'national' where indicator_id = ${ids[shared]!}`,
    ]) {
      expect(await outcomeOf(asPolice, statement)).toBe('42501');
      expect(await outcomeOf(asWelfare, statement)).toBe(1);
    }
  });

  test('who holds what, deliveries of others, readiness, or the status of the report', async () => {
    const [rtp, msdhs] = await stage.world.owner<{ id: number }[]>`
      select g.id from tracker.agency g where g.acronym in ('RTP', 'MSDHS') order by g.acronym desc`;
    const statements = [
      (
        tx: Tx,
      ) => tx`insert into tracker.responsibility (reporter_id, agency_id, activity_id, assigned_by, assigned_at)
        select reporter_id, ${rtp!.id}, (select id from tracker.activity where code = 'D1.1'), ${stage.police.id}, now()
        from tracker.submission where id = ${submission}`,
      (tx: Tx) => tx`insert into tracker.delivery (submission_id, agency_id, delivered_by, delivered_at)
        values (${submission}, ${msdhs!.id}, ${stage.police.id}, now())`,
      (tx: Tx) => tx`insert into tracker.readiness (submission_id, marked_by, marked_at)
        values (${submission}, ${stage.police.id}, now())`,
      (tx: Tx) =>
        tx`update tracker.submission set status = 'cleared', cleared_at = now() where id = ${submission}`,
    ];
    for (const statement of statements) {
      // BT002: the order of a report's steps, which is asked first.
      expect(await outcomeOf(asPolice, statement)).toMatch(/^(42501|BT002)$/);
    }
    expect(
      await outcomeOf(
        asPolice,
        (tx) => tx`
        update tracker.responsibility set ended_at = now(), ended_by = ${stage.police.id}`,
      ),
    ).toBe(0);
    expect(
      await outcomeOf(
        asPolice,
        (tx) => tx`
        insert into tracker.delivery (submission_id, agency_id, delivered_by, delivered_at)
        values (${submission}, ${rtp!.id}, ${stage.police.id}, now())`,
      ),
    ).toBe(1);
  });

  test('what is its own once the report has left its writers', async () => {
    const change = (tx: Tx) => tx`
      update tracker.indicator_value set value = 30 where indicator_id = ${ids['I-C2']!}`;
    expect(await outcomeOf(asPolice, change)).toBe(1);
    await stage.clearing.caller.submission.clear({ ...key, version: 1 });
    expect(await outcomeOf(asPolice, change)).toBe(0);
    await stage.clearing.caller.submission.sendBack({ ...key, version: 2, reason: 'Once more.' });
    expect(await outcomeOf(asPolice, change)).toBe(1);
  });
});

test('the domain and the database name the same holder of every cell', async () => {
  const entry = await stage.welfare.caller.submission.indicator({ ...key, indicator: shared });
  const inDatabase = await asWelfare(
    (tx) => tx<{ key: string }[]>`
    select coalesce(c.d || '=' || c.k, 'total') as key from (
      select null::text as d, null::text as k
      union all select d.dimension_code, k.code from tracker.indicator_dimension d
      join tracker.category k on k.dimension_code = d.dimension_code where d.indicator_id = ${ids[shared]!}) c
    where tracker.cell_is_among(tracker.viewer_agency_cells(true), tracker.item_key(${submission}, ${ids[shared]!}), c.d, c.k,
      tracker.viewer_held_parts())`,
  );
  expect(inDatabase.map((row) => row.key).sort()).toEqual([...entry.writableCells].sort());
});
