import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { openSql, type Sql } from '#db/sql.ts';
import { readSeedPlan } from '#seeds/read-csv.ts';
import {
  type PlanFilePart,
  type PlanFileRows,
  planFileParts,
  type RawPlanFileRow,
} from '#server/domain/plan/plan-file.schema.ts';
import { exportPlan } from '#server/use-cases/plan/export-plan.ts';
import { importPlan } from '#server/use-cases/plan/import-plan.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/test-postgres.ts';

let database: TestDatabase;
let sql: Sql;
let rows: PlanFileRows;

beforeEach(async () => {
  database = await createTestDatabase(inject('adminUrl'), { template: inject('template') });
  sql = openSql(database.url);
  // The rules of the check have tests of their own (tests/integration/validation).
  const { rules: _, ...files } = await readSeedPlan();
  rows = files;
});
afterEach(async () => {
  await sql.end();
  await database.drop();
});

/** The rows with some changed, by code; null takes a row out. */
function change(part: PlanFilePart, changes: Record<string, RawPlanFileRow | null>): PlanFileRows {
  return {
    ...rows,
    [part]: rows[part].flatMap((row) => {
      const changed = changes[row['code'] ?? ''];
      return changed === null ? [] : [{ ...row, ...changed }];
    }),
  };
}

/** Makes a report on everything in the plan, as opening a round does, with one figure by sex. */
async function askForReports() {
  await sql`
    insert into tracker.submission (round_id, reporter_id, due_on, opened_at)
    select r.id, p.id, r.due_on, now() from tracker.round r, tracker.reporter p
    where r.code = '2025-H1' and p.code = 'TH'`;
  await sql`insert into tracker.activity_report (submission_id, activity_id)
    select s.id, a.id from tracker.submission s, tracker.activity a where a.code = 'A1.1'`;
  await sql`insert into tracker.indicator_report (submission_id, indicator_id, measure)
    select s.id, i.id, i.measure from tracker.submission s, tracker.indicator i where i.code in ('I-B1', 'I-B7')`;
  await sql`insert into tracker.indicator_value (submission_id, indicator_id, measure, dimension_code,
      category_code, state, value)
    select s.id, i.id, i.measure, 'sex', 'female', 'reported', 4
    from tracker.submission s, tracker.indicator i where i.code = 'I-B1'`;
}

const sorted = (cell: string | undefined) => (cell ?? '').split('; ').sort().join('; ');

test('an export holds what was imported, cell by cell up to the order of lists', async () => {
  const exported = await exportPlan(sql, 'BOHOL-2');
  for (const part of planFileParts) {
    expect(exported?.[part].length).toBe(rows[part].length);
    rows[part].forEach((row, index) => {
      for (const [column, cell] of Object.entries(row)) {
        expect(sorted(exported?.[part][index]?.[column]), `${part} ${row['code']} ${column}`).toBe(
          sorted(cell),
        );
      }
    });
  }
  const again = await importPlan(sql, exported!);
  const all = 92 + (exported?.rules?.length ?? 0);
  expect(again.counts).toEqual({ added: 0, changed: 0, unchanged: all, removed: 0 });
  expect(await exportPlan(sql, 'NO-SUCH-PLAN')).toBeNull();
});

test('importing the same files again writes nothing', async () => {
  const stamp = () => sql`
    select max(xmin::text::bigint) as newest from (select xmin from tracker.activity union all
      select xmin from tracker.indicator union all select xmin from tracker.activity_state union all
      select xmin from tracker.target union all select xmin from tracker.lens_indicator) x`;
  const before = await stamp();
  expect((await importPlan(sql, rows)).counts).toEqual({ added: 0, changed: 0, unchanged: 92, removed: 0 });
  expect(await stamp()).toEqual(before);
});

test('changed rows are updated in place, with their links, and counted', async () => {
  const [before] = await sql`select id from tracker.activity where code = 'A1.1'`;
  await sql`insert into auth.person (id, name, email) values ('p', 'Person', 'person@example.test')`;
  const edited = change('activities', {
    'A1.1': {
      title: 'A new title',
      lead: 'ACWC',
      cooperating: 'SOMRI; SOMTC',
      partners: '',
      active_years: '2026',
    },
    'D1.2': { participating_states: 'all' },
  });
  const targets = change('indicators', { 'I-B1': { lens: '', funnel_position: '', funnel_label: '' } });
  const result = await importPlan(
    sql,
    { ...edited, indicators: targets.indicators },
    { importedBy: 'p', now: () => new Date('2026-02-03T04:05:06Z') },
  );
  expect(result.problems).toEqual([]);
  expect(result.counts).toEqual({ added: 0, changed: 5, unchanged: 87, removed: 0 });
  expect(result.changes?.activities.changed).toEqual(['A1.1', 'D1.2']);
  // SOMRI leads nothing any more, so it no longer reports what all leads report.
  expect(result.changes?.indicators.changed).toEqual(['I-B1', 'I-D7', 'I-D8']);
  const [after] = await sql`select id, title, active_years from tracker.activity where code = 'A1.1'`;
  expect(after).toEqual({ id: before?.['id'], title: 'A new title', active_years: [2026] });
  const exported = await exportPlan(sql, 'BOHOL-2');
  const row = exported?.activities.find(({ code }) => code === 'A1.1');
  expect(row).toMatchObject({ lead: 'ACWC', cooperating: 'SOMTC; SOMRI', partners: '' });
  expect(exported?.indicators.find(({ code }) => code === 'I-B1')).toMatchObject({
    lens: '',
    funnel_label: '',
  });
  const [revision] = await sql`select subject_key, after, changed_by, changed_at from tracker.revision`;
  expect(revision).toEqual({
    subject_key: 'BOHOL-2',
    after: { added: 0, changed: 5, unchanged: 87, removed: 0 },
    changed_by: 'p',
    changed_at: '2026-02-03 04:05:06+00',
  });
});

test('new rows take their place in order, and rows that only move count as unchanged', async () => {
  const [first, ...others] = rows.activities;
  const activities = [...others, { ...first, code: 'A1.0', title: 'One more' }, first!];
  const result = await importPlan(sql, { ...rows, activities });
  expect(result.counts).toEqual({ added: 1, changed: 0, unchanged: 92, removed: 0 });
  const order = await sql`select code from tracker.activity order by position`;
  expect(order.map(({ code }) => code)).toEqual(activities.map((row) => row['code']));
});

test('what nobody has reported on can leave the plan, down to a whole area', async () => {
  const inArea = (row: RawPlanFileRow) => !row['code']?.startsWith('D') && !row['code']?.startsWith('I-D');
  const smaller: PlanFileRows = {
    ...rows,
    areas: rows.areas.filter(inArea),
    objectives: rows.objectives.filter(inArea),
    activities: rows.activities.filter(inArea),
    indicators: rows.indicators.filter(inArea),
  };
  const result = await importPlan(sql, smaller);
  expect(result.problems).toEqual([]);
  expect(result.counts).toEqual({ added: 0, changed: 0, unchanged: 67, removed: 25 });
  expect((await exportPlan(sql, 'BOHOL-2'))?.areas.length).toBe(3);
  expect((await importPlan(sql, rows)).counts).toEqual({ added: 25, changed: 0, unchanged: 67, removed: 0 });
});

test('what was reported on stays, with what it means', async () => {
  await askForReports();
  const edited: PlanFileRows = {
    ...rows,
    activities: change('activities', { 'A1.1': null, 'A1.2': { title: 'Never written' } }).activities,
    indicators: change('indicators', {
      'I-A1': { activity: '' },
      'I-B1': { dimensions: 'age; nationality_group', measure: 'money', unit: 'USD', person_count: 'no' },
      'I-B7': { choices: 'yes_partly_no' },
    }).indicators,
  };
  const result = await importPlan(sql, edited);
  expect(result.counts).toBeNull();
  expect(result.problems.map(({ file, row, column, message }) => [file, row, column, message])).toEqual([
    ['activities.csv', 1, 'code', 'The activity A1.1 has reports and cannot be removed. Put its row back.'],
    ['indicators.csv', 7, 'measure', expect.stringContaining('its measure stays “count”')],
    ['indicators.csv', 7, 'unit', expect.stringContaining('its unit stays “persons”')],
    ['indicators.csv', 7, 'dimensions', 'I-B1 has figures by sex, so this dimension cannot be taken away.'],
    ['indicators.csv', 13, 'choices', expect.stringContaining('its choices stays “law_instruction_none”')],
  ]);
  const untouched = await sql`select from tracker.activity where title = 'Never written'`;
  expect(untouched.length).toBe(0);
});

test('files with faults come back with all of them, and nothing is written', async () => {
  const bad = change('activities', { 'A1.1': { title: 'Never written', lead: 'NOBODY' } });
  const result = await importPlan(sql, {
    ...bad,
    indicators: [...rows.indicators, { code: '' }, { code: 'I-Z1' }],
  });
  expect(result.plan).toBeNull();
  expect(result.problems[0]).toEqual({
    file: 'activities.csv',
    row: 2,
    column: 'lead',
    message: 'There is no body “NOBODY”.',
  });
  expect(result.problems.some(({ file, row }) => file === 'indicators.csv' && row === 33)).toBe(true);
  expect((await sql`select from tracker.activity where title = 'Never written'`).length).toBe(0);
});

test('a preview says what would happen and writes nothing', async () => {
  const edited = change('activities', { 'A1.1': { title: 'Never written' } });
  expect((await importPlan(sql, edited, { preview: true })).counts?.changed).toBe(1);
  expect((await sql`select from tracker.activity where title = 'Never written'`).length).toBe(0);
});

test('a second plan stands beside the first', async () => {
  // It has no rules yet, so its words may ask for none.
  const indicators = rows.indicators.map((row) => ({ ...row, counting_rule: '' }));
  const plan = rows.plan.map((row) => ({ ...row, code: 'OTHER', title: 'Another plan' }));
  const other = { ...rows, plan, indicators };
  expect((await importPlan(sql, other)).counts).toEqual({ added: 92, changed: 0, unchanged: 0, removed: 0 });
  expect((await importPlan(sql, rows)).counts?.unchanged).toBe(92);
  expect((await exportPlan(sql, 'OTHER'))?.plan[0]?.['title']).toBe('Another plan');
});
