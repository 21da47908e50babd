import type { SqlTransaction } from '#db/sql.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { countChanges } from '#server/domain/plan/plan-changes.calculations.ts';
import type { PlanFile } from '#server/domain/plan/plan-file.schema.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { comparePlan, type ComparedPlan, type PlanToWrite } from '#server/loaders/plan/compare-plan.ts';
import { resolveDecision } from '#server/loaders/plan/load-decisions.ts';
import { loadPlanUpload } from '#server/loaders/plan/load-plan-edit.ts';
import { type AmendmentInput, checkAmendment } from '#server/domain/plan/amendment.rules.ts';
import { saveAmendment } from './save-amendment.ts';
import { savePlanHeader, savePlan } from './save-plan.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';
import { part } from '#db/statement.ts';
import type { PlanListName, PlanLists } from '#server/domain/plan/plan-list.schema.ts';

export type ApplyPlanInput = {
  upload: string;
  /** From the preview that the person saw. */
  stand: string;
  /** Needed where the comparison says that it amends; an edit brings its own. */
  amendment?: AmendmentInput | undefined;
};

export type AppliedPlan = { plan: string; changes: number; amendment: number | null };

/**
 * Brings a plan and its lists to what an upload says, in one transaction: all of it or nothing. What has reports
 * changes by an amendment, which needs a round from which it counts, a title and a reason. Pressing twice does it
 * once. Throws CONFLICT when anything has moved since the preview, and BAD_INPUT at the fields of the amendment.
 */
export function applyPlan(context: OperationContext, input: ApplyPlanInput): Promise<AppliedPlan> {
  return runOperation(context, { permission: 'plan.import' }, input, async (run) => {
    const { sql: tx } = run.tx;
    await lockPlans(tx);
    const { content, appliedAt, edit, moved } = await loadPlanUpload(tx, input.upload, 'update');
    if (edit && appliedAt !== null) return { plan: edit.plan, changes: 0, amendment: null };
    if (edit && moved.length > 0) {
      throw new DomainError(
        'CONFLICT',
        `Somebody has changed ${edit.edit.code} since you opened it. Nothing was saved.`,
        { current: moved },
      );
    }
    // Whoever makes an edit has said from when and why before the preview.
    const wanted = edit ? edit.amendment : (input.amendment ?? null);
    const first = await comparePlan(tx, content, null);
    if (!first.compared) {
      throw new DomainError('NOT_ALLOWED_NOW', 'The plan has problems that must be corrected first.');
    }
    const { compared } = first;
    if (appliedAt !== null && compared.changes.length === 0) {
      return { plan: compared.plan.code, changes: 0, amendment: null };
    }
    if (compared.stand !== input.stand) {
      throw new DomainError(
        'CONFLICT',
        'Somebody has changed the plan since you saw this preview. Nothing was saved. Here is the new comparison; check it again.',
      );
    }
    if (compared.changes.length === 0) {
      requireNoProblems([
        {
          path: 'stand',
          message: 'The upload is the same as the stored plan, so there is nothing to apply.',
        },
      ]);
    }
    const resolved = await resolveDecision(tx, compared.plan.code, compared.rounds, wanted);
    const amendment = compared.amends || wanted ? checkAmendment(resolved, compared.rounds) : null;
    // Once more, with the round from which rows that went are ended.
    const second = amendment ? await comparePlan(tx, content, amendment.effectiveRound) : first;
    if (!second.compared) throw new Error('The same upload compares as it did a moment ago.');
    const at = context.now().toISOString();
    const number = await writeCompared(run, second, amendment, at);
    await tx`
      update tracker.plan_upload set applied_at = ${at}::timestamptz where id = ${input.upload}::uuid`;
    return { plan: compared.plan.code, changes: second.compared.changes.length, amendment: number };
  });
}

/** Plans are changed one at a time, and not while a round opens, which fixes what is asked from the plan. */
async function lockPlans(tx: SqlTransaction): Promise<void> {
  await tx`lock table tracker.round in share row exclusive mode`;
}

/** Writes what a comparison found, and its amendment; gives the amendment's number. */
async function writeCompared(
  run: Run,
  { compared, write }: { compared: ComparedPlan; write: PlanToWrite },
  amendment: AmendmentInput | null,
  at: string,
): Promise<number | null> {
  const {
    personId: by,
    tx: { sql: tx },
  } = run;
  await writeLists(tx, write.lists);
  const plan = await savePlanHeader(tx, write.given);
  await writePlanCalendar(tx, plan, write.lists);
  const number = amendment
    ? await saveAmendment(tx, {
        plan,
        amendment,
        changes: compared.changes.filter(({ sheet }) => sheet === 'activities' || sheet === 'indicators'),
        touched: compared.touched,
        by,
        at,
      })
    : null;
  const given = amendment ? addFrom(write, amendment.effectiveRound) : write.given;
  const touched = compared.touched
    .filter((key) => key.startsWith('indicators/'))
    .map((key) => key.slice('indicators/'.length));
  await savePlan(
    tx,
    given,
    write.fileChanges,
    amendment ? { codes: touched, round: amendment.effectiveRound } : null,
  );
  const after = { ...countChanges(write.fileChanges), lists: Object.keys(write.lists), amendment: number };
  await recordRevision(run, at, { subject: 'plan', key: compared.plan.code, after });
  return number;
}

/** What an amendment adds to a plan counts from its round on too. */
function addFrom({ given, stored, fileChanges }: PlanToWrite, round: string): PlanFile {
  if (!stored) return given;
  const add = <T extends { code: string; addedFrom: string | null }>(
    rows: readonly T[],
    added: readonly string[],
  ) => rows.map((row) => (added.includes(row.code) && !row.addedFrom ? { ...row, addedFrom: round } : row));
  return {
    ...given,
    activities: add(given.activities, fileChanges.activities.added),
    indicators: add(given.indicators, fileChanges.indicators.added),
  };
}

type Tx = SqlTransaction;

/**
 * Writes the lists that came with a plan: rows that are new, and rows that differ. Rows that are not among them stay.
 * The statuses of the plan and its rounds come with writePlanCalendar, once the plan is there.
 */
async function writeLists(tx: Tx, lists: PlanLists): Promise<void> {
  for (const [name, write] of writers) {
    const rows = lists[name];
    if (!rows || rows.length === 0) continue;
    await write(tx, JSON.stringify(rows.map((row, index) => ({ ...row, position: index + 1 }))));
  }
  await tx`
    insert into tracker.reporter (code, kind, body_id)
    select b.acronym, 'body', b.id from tracker.sectoral_body b
    where not exists (select from tracker.reporter r where r.body_id = b.id) order by b.acronym`;
}

type Write = (tx: Tx, rows: string) => Promise<unknown>;

const writers: readonly (readonly [PlanListName, Write])[] = [
  ['activity-statuses', writeStatuses],
  ['bodies', writeBodies],
  [
    'partners',
    (tx, rows) => tx`
      insert into tracker.partner as t (slug, name, kind, url)
      select slug, name, kind, nullif(url, '')
      from json_to_recordset(${rows}::text::json) as g (slug text, name text, kind text, url text)
      on conflict (slug) do update set name = excluded.name, kind = excluded.kind, url = excluded.url
      where (t.name, t.kind, t.url) is distinct from (excluded.name, excluded.kind, excluded.url)`,
  ],
  [
    'actip-articles',
    (tx, rows) => tx`
      insert into tracker.actip_article as t (code, title, chapter, position)
      select * from json_to_recordset(${rows}::text::json) as g (code text, title text, chapter text, position integer)
      on conflict (code) do update
      set title = excluded.title, chapter = excluded.chapter, position = excluded.position
      where (t.title, t.chapter, t.position) is distinct from (excluded.title, excluded.chapter, excluded.position)`,
  ],
  [
    'tags',
    (tx, rows) => tx`
      insert into tracker.tag as t (code, name)
      select * from json_to_recordset(${rows}::text::json) as g (code text, name text)
      on conflict (code) do update set name = excluded.name where t.name <> excluded.name`,
  ],
  [
    'lenses',
    (tx, rows) => tx`
      insert into tracker.lens as t (code, title, description, menu_label, situation)
      select * from json_to_recordset(${rows}::text::json) as g (
        code text, title text, description text, menu_label text, situation text)
      on conflict (code) do update set title = excluded.title, description = excluded.description,
        menu_label = excluded.menu_label, situation = excluded.situation
      where (t.title, t.description, t.menu_label, t.situation) is distinct from
        (excluded.title, excluded.description, excluded.menu_label, excluded.situation)`,
  ],
  [
    'lens-drivers',
    (tx, rows) => tx`
      insert into tracker.lens_driver as t (lens_code, tag_code, text, position)
      select g.lens, g.tag, g.text, row_number() over (partition by g.lens order by g.position)
      from json_to_recordset(${rows}::text::json) as g (lens text, tag text, text text, position integer)
      on conflict (lens_code, tag_code) do update set text = excluded.text, position = excluded.position
      where (t.text, t.position) is distinct from (excluded.text, excluded.position)`,
  ],
  [
    'dimensions',
    (tx, rows) => tx`
      insert into tracker.dimension as t (code, name)
      select * from json_to_recordset(${rows}::text::json) as g (code text, name text)
      on conflict (code) do update set name = excluded.name where t.name <> excluded.name`,
  ],
  [
    'categories',
    (tx, rows) => tx`
      insert into tracker.category as t (dimension_code, code, name, position)
      select g.dimension, g.code, g.name, row_number() over (partition by g.dimension order by g.position)
      from json_to_recordset(${rows}::text::json) as g (dimension text, code text, name text, position integer)
      on conflict (dimension_code, code) do update set name = excluded.name, position = excluded.position
      where (t.name, t.position) is distinct from (excluded.name, excluded.position)`,
  ],
  [
    'choice-lists',
    (tx, rows) => tx`
      insert into tracker.choice as t (list_code, code, label, position, counts)
      select g.list, g.code, g.label, row_number() over (partition by g.list order by g.position), g.counts = 'yes'
      from json_to_recordset(${rows}::text::json) as g (
        list text, code text, label text, position integer, counts text)
      on conflict (list_code, code) do update
      set label = excluded.label, position = excluded.position, counts = excluded.counts
      where (t.label, t.position, t.counts) is distinct from (excluded.label, excluded.position, excluded.counts)`,
  ],
];

/**
 * A new word stands after all that are there; the plan's own order is its own. A plan that has taken every status there
 * is keeps to those that there were: the words of another plan are not its own.
 */
async function writeStatuses(tx: Tx, rows: string) {
  await tx`
    insert into tracker.plan_status (plan_id, status_code, position)
    select p.id, s.code, row_number() over (partition by p.id order by s.position)
    from tracker.plan p cross join tracker.activity_status s
    where not exists (select from tracker.plan_status x where x.plan_id = p.id)
      and exists (select from json_to_recordset(${rows}::text::json) as g (code text)
        where not exists (select from tracker.activity_status y where y.code = g.code))`;
  await tx`
    insert into tracker.activity_status as t (code, label, mark, iati_code, position, is_late, is_done, is_on_track)
    select g.code, g.label, g.mark, g.iati_code,
      coalesce((select s.position from tracker.activity_status s where s.code = g.code),
        (select coalesce(max(s.position), 0) from tracker.activity_status s) + g.position),
      g.is_late = 'yes', g.is_done = 'yes', g.is_on_track = 'yes'
    from json_to_recordset(${rows}::text::json) as g (code text, label text, mark text, iati_code text,
      position integer, is_late text, is_done text, is_on_track text)
    on conflict (code) do update set label = excluded.label, mark = excluded.mark, iati_code = excluded.iati_code,
      is_late = excluded.is_late, is_done = excluded.is_done, is_on_track = excluded.is_on_track
    where (t.label, t.mark, t.iati_code, t.is_late, t.is_done, t.is_on_track) is distinct from
      (excluded.label, excluded.mark, excluded.iati_code, excluded.is_late, excluded.is_done, excluded.is_on_track)`;
}

async function writeBodies(tx: Tx, rows: string) {
  await tx`
    insert into tracker.sectoral_body as t (acronym, name, pillar)
    select acronym, name, pillar
    from json_to_recordset(${rows}::text::json) as g (acronym text, name text, pillar text, position integer)
    order by g.position
    on conflict (acronym) do update set name = excluded.name, pillar = excluded.pillar
    where (t.name, t.pillar) is distinct from (excluded.name, excluded.pillar)`;
  const given = part`
    select b.id, g.starts_on::date as starts_on, nullif(g.ends_on, '')::date as ends_on
    from json_to_recordset(${rows}::text::json) as g (acronym text, starts_on text, ends_on text)
    join tracker.sectoral_body b on b.acronym = g.acronym`;
  // Its latest mandate is the one that the sheet shows.
  await tx`
    update tracker.mandate t set starts_on = g.starts_on, ends_on = g.ends_on from (${given}) g
    where t.body_id = g.id and t.starts_on = (select max(x.starts_on) from tracker.mandate x where x.body_id = g.id)
      and (t.starts_on, t.ends_on) is distinct from (g.starts_on, g.ends_on)`;
  await tx`
    insert into tracker.mandate (body_id, starts_on, ends_on) select g.id, g.starts_on, g.ends_on from (${given}) g
    where not exists (select from tracker.mandate x where x.body_id = g.id)`;
}

/** Writes which statuses a plan uses, and its rounds, which have not opened yet. */
async function writePlanCalendar(tx: Tx, plan: number, lists: PlanLists): Promise<void> {
  const statuses = lists['activity-statuses'];
  if (statuses) {
    const codes = statuses.map(({ code }) => code ?? '');
    await tx`delete from tracker.plan_status where plan_id = ${plan} and status_code <> all (${codes})`;
    await tx`
      insert into tracker.plan_status as t (plan_id, status_code, position)
      select ${plan}, g.code, g.position from unnest(${codes}::text[]) with ordinality as g (code, position)
      on conflict (plan_id, status_code) do update set position = excluded.position
      where t.position <> excluded.position`;
  }
  if (!lists.rounds) return;
  await tx`
    insert into tracker.round as t (code, title, plan_id, period_start, period_end, opens_on, due_on, closes_on)
    select g.code, g.title, ${plan}, g.period_start, g.period_end, g.opens_on, g.due_on, g.closes_on
    from json_to_recordset(${JSON.stringify(lists.rounds)}::text::json) as g (code text, title text,
      period_start date, period_end date, opens_on date, due_on date, closes_on date)
    on conflict (code) do update set title = excluded.title, period_start = excluded.period_start,
      period_end = excluded.period_end, opens_on = excluded.opens_on, due_on = excluded.due_on,
      closes_on = excluded.closes_on
    where t.plan_id = excluded.plan_id and t.state = 'planned'
      and (t.title, t.period_start, t.period_end, t.opens_on, t.due_on, t.closes_on) is distinct from
        (excluded.title, excluded.period_start, excluded.period_end, excluded.opens_on, excluded.due_on,
          excluded.closes_on)`;
}
