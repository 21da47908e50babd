import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { can, operations, roles } from '#server/domain/access/can.rules.ts';
import { listStatusPairs } from '#server/domain/submission/submission.workflow.ts';
import { passOf, refusalOf, type Tx, tryWith } from '#tests/support/raw-roles.ts';
import { type ReportsStage, setReportsStage } from './reports-stage.ts';

let stage: ReportsStage;
let kept: { schema: string; name: string }[];
beforeAll(async () => {
  stage = await setReportsStage();
  const published = await stage.world.owner<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema = 'published' and table_type = 'BASE TABLE' order by 2`;
  kept = [
    ...published,
    ...[
      'submission_snapshot',
      'decision',
      'revision',
      'compilation',
      'compiled_submission',
      'compiled_activity_report',
      'compiled_indicator_report',
      'compiled_value',
      'figure_trace',
      'publication_trace',
      'publication_event',
      'publication_source',
    ].map((name) => ({ schema: 'tracker', name })),
  ];
});
afterAll(() => stage?.close());

const verbs = {
  update: (tx: Tx, table: string) =>
    tx.script(`update ${table} set ${firstColumn[table]} = ${firstColumn[table]}`),
  delete: (tx: Tx, table: string) => tx.script(`delete from ${table}`),
  truncate: (tx: Tx, table: string) => tx.script(`truncate ${table} cascade`),
};
const firstColumn: Record<string, string> = {};

describe('history and publications', () => {
  beforeAll(async () => {
    for (const { schema, name } of kept) {
      const [column] = await stage.world.owner<{ name: string }[]>`
        select column_name as name from information_schema.columns
        where table_schema = ${schema} and table_name = ${name} and is_identity = 'NO'
        order by ordinal_position limit 1`;
      firstColumn[`${schema}.${name}`] = column!.name;
    }
  });

  test.each(['update', 'delete', 'truncate'] as const)(
    'take no %s, not even from the owner',
    async (verb) => {
      const outcomes: string[] = [];
      for (const { schema, name } of kept) {
        const table = `${schema}.${name}`;
        const owner = await refusalOf(tryWith(stage.world.owner, null, (tx) => verbs[verb](tx, table)));
        const app = await refusalOf(
          tryWith(stage.app, passOf(stage.secretariat.id), (tx) => verbs[verb](tx, table)),
        );
        if (owner !== 'BT001' || app !== '42501') outcomes.push(`${table}: owner ${owner}, app ${app}`);
      }
      expect(outcomes).toEqual([]);
    },
  );

  test('are not opened by switching triggers off', async () => {
    for (const statement of [
      'alter table published.publication_document disable trigger all',
      'alter table published.publication_document disable trigger history_is_kept',
      'alter table tracker.revision disable trigger user',
      'alter table tracker.submission disable row level security',
      'drop trigger history_is_kept on published.publication_document',
      'drop policy submission_read on tracker.submission',
      'create policy mine on tracker.submission to bohol_app using (true)',
      'create or replace function tracker.refuse_change() returns trigger language plpgsql as $$ begin return new; end $$',
      'set session_replication_role = replica',
      'alter table published.publication_document owner to bohol_app',
      'grant update on published.publication_document to bohol_app',
      'drop table published.publication_document',
      'create rule r as on insert to published.publication_document do instead nothing',
    ]) {
      const outcome = await refusalOf(
        tryWith(stage.app, passOf(stage.secretariat.id), (tx) => tx.script(statement)),
      );
      // A grant that the grantor does not hold gives nothing; Postgres only warns.
      if (!statement.startsWith('grant')) expect([statement, outcome]).toEqual([statement, '42501']);
    }
    const [row] = await stage.world.owner`
      select has_table_privilege('bohol_app', 'published.publication_document', 'update') as may`;
    expect(row?.may).toBe(false);
  });

  test('take no further row once they are made', async () => {
    const guarded = await stage.world.owner<{ name: string }[]>`
      select c.oid::regclass::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where t.tgname in ('publication_is_unsealed', 'compilation_is_unsealed') and t.tgenabled = 'O'`;
    const free = kept
      .map(({ schema, name }) => `${schema}.${name}`)
      .filter((name) => !guarded.some((row) => row.name === name));
    // A report is signed, a publication sealed again with it or withdrawn, and a plan put first, after it was made. What
    // is stored by its checksum belongs to no publication by itself.
    expect(free).toEqual([
      'published.document',
      'published.leading_plan',
      'published.report_document',
      'published.report_file',
      'published.seal',
      'published.signing_key',
      'published.stored_file',
      'published.withdrawal',
      'tracker.submission_snapshot',
      'tracker.decision',
      'tracker.revision',
      'tracker.compilation',
      'tracker.figure_trace',
      'tracker.publication_event',
    ]);
    for (const statement of [
      `insert into published.publication_document (publication, address, sha256)
        select 1, 'narratives/late', sha256 from published.document limit 1`,
      `insert into tracker.publication_trace (publication_number, indicator_code, round_code, trace_sha256)
        select 1, 'I-C2', 'late', sha256 from tracker.figure_trace limit 1`,
      `insert into tracker.compiled_value (compilation_id, submission_id, indicator_id, value_id, reporter_id, state,
        dimension_code, category_code)
        select compilation_id, submission_id, indicator_id, 1, reporter_id, 'not_available', 'form', 'other'
        from tracker.compiled_indicator_report limit 1`,
    ]) {
      for (const [sql, pass] of [
        [stage.app, passOf(stage.secretariat.id)],
        [stage.world.owner, null],
      ] as const) {
        const outcome = await refusalOf(tryWith(sql, pass, (tx) => tx.script(statement)));
        expect([statement, outcome]).toEqual([statement, 'BT001']);
      }
    }
  });

  test('are made by the secretariat only', async () => {
    const statement = `insert into published.publication (number, plan_code, plan_title, plan_starts_on, plan_ends_on,
      notice, round_code, title, published_at, compilation_sha256, content_sha256)
      values (2, 'X', 'X', '2024-01-01', '2025-01-01', '', '2024-H2', 'Forged', now(), '', '')`;
    for (const pass of [null, passOf(stage.teams.TH.focal.id), passOf(stage.teams.TH.clearing.id)]) {
      await expect(refusalOf(tryWith(stage.app, pass, (tx) => tx.script(statement)))).resolves.toBe('42501');
    }
    await expect(
      refusalOf(tryWith(stage.app, passOf(stage.secretariat.id), (tx) => tx.script(statement))),
    ).resolves.toBe('allowed');
  });
});

describe('who moves a report', () => {
  test('the database knows the same moves as the workflow', async () => {
    const rows = await stage.world.owner<{ pair: string }[]>`
      select from_status || '→' || to_status as pair from tracker.submission_transition order by 1`;
    expect(rows.map(({ pair }) => pair)).toEqual(
      listStatusPairs()
        .map(([from, to]) => `${from}→${to}`)
        .sort(),
    );
  });

  /** The operation that asks for the permission, by pair of statuses; a withdrawal after a return ends in "returned". */
  const operationsOf: Record<string, (typeof operations)[number][]> = {
    'draft→cleared': ['report.clear'],
    'returned→cleared': ['report.clear'],
    'cleared→draft': ['report.sendBack'],
    'cleared→returned': ['report.sendBack'],
    'cleared→submitted': ['report.submit'],
    'submitted→draft': ['report.withdraw'],
    'submitted→returned': ['report.withdraw', 'review.return'],
    'submitted→accepted': ['review.accept'],
    'accepted→returned': ['review.reopen'],
    'accepted→submitted': ['review.accept'],
  };

  test('and lets the same people make them', async () => {
    const rows = await stage.world.owner<{ pair: string; made_by: string[] }[]>`
      select from_status || '→' || to_status as pair, made_by from tracker.submission_transition order by 1`;
    for (const { pair, made_by } of rows) {
      const allowed = roles.filter((role) =>
        (['state', 'body'] as const).some((kind) =>
          operationsOf[pair]?.some((operation) => {
            const reporter = { code: 'X', kind, name: 'X' };
            const isBound = !['secretariat_officer', 'administrator'].includes(role);
            const viewer = {
              personId: 'p',
              name: '',
              email: '',
              assignments: [{ role, reporter: isBound ? reporter : null }],
            };
            return can(viewer, operation, { reporter });
          }),
        ),
      );
      expect([pair, [...made_by].sort()]).toEqual([pair, [...allowed].sort()]);
    }
  });

  const move = (id: number, to: string) => (tx: Tx) =>
    tx`
    update tracker.submission set status = ${to}, version = version + 1,
      cleared_at = coalesce(cleared_at, now()), submitted_at = coalesce(submitted_at, now()),
      accepted_at = case when ${to} = 'accepted' then now() end, return_scope = 'all' where id = ${id}`;

  test.each<[string, (s: ReportsStage) => [string, number, string], string]>([
    ['a focal point does not clear for a state', (s) => [s.teams.TH.focal.id, s.ids.TH, 'cleared'], '42501'],
    ['a clearing officer does', (s) => [s.teams.TH.clearing.id, s.ids.TH, 'cleared'], 'allowed'],
    ['the secretariat does not', (s) => [s.secretariat.id, s.ids.TH, 'cleared'], '42501'],
    ['nobody accepts their own report', (s) => [s.teams.PH.focal.id, s.ids.PH, 'accepted'], '42501'],
    ['the secretariat accepts', (s) => [s.secretariat.id, s.ids.PH, 'accepted'], 'allowed'],
    ['nobody reopens their own report', (s) => [s.teams.MY.clearing.id, s.ids.MY, 'returned'], '42501'],
    ['the secretariat submits for nobody', (s) => [s.secretariat.id, s.ids.SG, 'submitted'], '42501'],
    ['a draft is never simply accepted', (s) => [s.secretariat.id, s.ids.TH, 'accepted'], 'BT002'],
    ['an accepted report never becomes a draft', (s) => [s.secretariat.id, s.ids.MY, 'draft'], 'BT002'],
  ])('%s', async (_, attempt, expected) => {
    const [person, id, to] = attempt(stage);
    await expect(refusalOf(tryWith(stage.app, passOf(person), move(id, to)))).resolves.toBe(expected);
  });

  test('reporters do not give themselves more time or stop a review', async () => {
    for (const change of [
      'due_on = due_on + 30',
      'review_started_at = null',
      'times_submitted = 0',
      'first_submitted_at = null',
    ]) {
      await expect(
        refusalOf(
          tryWith(stage.app, passOf(stage.teams.PH.focal.id), (tx) =>
            tx.script(`update tracker.submission set ${change} where id = ${stage.ids.PH}`),
          ),
        ),
      ).resolves.toBe('42501');
    }
  });

  test('rounds are opened and closed by the secretariat only', async () => {
    const close = (tx: Tx) =>
      tx`update tracker.round set state = 'closed' where code = '2024-H2' returning 1`;
    for (const pass of [null, passOf(stage.teams.TH.focal.id)]) {
      await expect(tryWith(stage.app, pass, close)).resolves.toHaveLength(0);
    }
    await expect(tryWith(stage.app, passOf(stage.secretariat.id), close)).resolves.toHaveLength(1);
  });
});
