import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { readAsViewer } from '#db/as-viewer.ts';
import type { Database } from '#db/client.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { round, submission } from '#db/schema/submission.ts';
import { valueStates } from '#server/domain/value/indicator-definition.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { buildVersionFilter, getRoundOf } from '#server/loaders/plan/words-of-round.ts';

const activityShape = {
  activity_id: z.number(),
  status_code: z.string().nullable(),
  written: z.boolean(),
  achieved: z.boolean(),
  version: z.number(),
  updated_at: z.string().nullable(),
  updated_by: z.string().nullable(),
  copied_from: z.string().nullable(),
};

const indicatorShape = {
  indicator_id: z.number(),
  note: z.string().nullable(),
  has_note: z.boolean(),
  version: z.number(),
  updated_at: z.string().nullable(),
  updated_by: z.string().nullable(),
  copied_from: z.string().nullable(),
  cells: z.number().nullable(),
  state: z.enum(valueStates).nullable(),
  value: z.string().nullable(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  choice_code: z.string().nullable(),
};

const questionsShape = {
  activity_id: z.number().nullable(),
  indicator_id: z.number().nullable(),
  questions: z.number(),
  unanswered: z.number(),
};

/** Which agencies hold something of an item, by acronym. */
const holdersShape = {
  activity_id: z.number().nullable(),
  indicator_id: z.number().nullable(),
  acronyms: z.array(z.string()),
};

/** How many cells of an indicator are the viewer's, where they write for an agency; and whether its total is. */
const ownCellsShape = { indicator_id: z.number(), cells: z.number(), has_total: z.boolean() };

const headerShape = z.object({
  round: z.object({
    code: z.string(),
    title: z.string(),
    state: z.enum(round.state.enumValues),
    periodStart: z.string(),
    periodEnd: z.string(),
    dueOn: z.string(),
    closesOn: z.string(),
  }),
  reporter: z.object({ code: z.string(), kind: z.enum(reporter.kind.enumValues), name: z.string() }),
  status: z.enum(submission.status.enumValues),
  returnScope: z.enum(submission.returnScope.enumValues).nullable(),
  version: z.number(),
  dueOn: z.string(),
  /** The day to which the secretariat has given this reporter more time. */
  extendedUntil: z.string().nullable(),
  openedAt: z.string(),
  clearedAt: z.string().nullable(),
  clearedBy: z.string().nullable(),
  submittedAt: z.string().nullable(),
  firstSubmittedAt: z.string().nullable(),
  reviewStartedAt: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  timesSubmitted: z.number(),
  returnReason: z.string().nullable(),
});

export type SheetHeader = z.infer<typeof headerShape>;
export type StoredActivity = RowOf<typeof activityShape>;
export type StoredIndicator = RowOf<typeof indicatorShape>;
export type StoredQuestions = RowOf<typeof questionsShape>;
export type StoredHolders = RowOf<typeof holdersShape>;
export type StoredOwnCells = RowOf<typeof ownCellsShape>;

export type StoredSheet = {
  header: SheetHeader;
  roundId: number;
  planRevision: number;
  activities: StoredActivity[];
  indicators: StoredIndicator[];
  questions: StoredQuestions[];
  holders: StoredHolders[];
  ownCells: StoredOwnCells[];
};

const knownIds = new WeakMap<Database, Map<string, number>>();

/**
 * The id behind a round and a reporter. It never changes once it is there, so it is asked for once. Knowing it
 * opens nothing: what it holds is read under row-level security.
 */
export async function findSubmissionId(
  context: OperationContext,
  key: { round: string; reporter: string },
): Promise<number | null> {
  const ids = knownIds.get(context.database) ?? new Map<string, number>();
  knownIds.set(context.database, ids);
  const name = `${key.round}/${key.reporter}`;
  const known = ids.get(name);
  if (known !== undefined) return known;
  const personId = context.viewer?.personId ?? '';
  const [rows] = await readAsViewer(
    context.database,
    { personId, viewerSecret: context.viewerSecret },
    (tx) => [
      readRows(
        tx,
        { id: z.number() },
        sql`select s.id from tracker.submission s
          join tracker.round r on r.id = s.round_id and r.code = ${key.round}
          join tracker.reporter p on p.id = s.reporter_id and p.code = ${key.reporter}`,
      ),
    ],
  );
  const id = rows[0]?.id ?? null;
  if (id !== null) ids.set(name, id);
  return id;
}

/** How many cells of each indicator are the viewer's, and whether the total is among them, for whoever writes a part. */
export const countOwnCells = (
  submissionId: number | SQL,
) => sql`select c.indicator_id, count(*)::integer as cells, bool_or(c.dimension_code is null) as has_total
      from (
        select ir.indicator_id, null::text as dimension_code, null::text as category_code
        from tracker.indicator_report ir where ir.submission_id = ${submissionId}
        union all
        select ir.indicator_id, d.dimension_code, k.code
        from tracker.indicator_report ir
        join tracker.indicator_dimension d on d.indicator_id = ir.indicator_id
          and ${buildVersionFilter('d', getRoundOf(submissionId))}
        join tracker.category k on k.dimension_code = d.dimension_code
        where ir.submission_id = ${submissionId}
      ) c
      where tracker.cell_is_among((select tracker.viewer_agency_cells(false))::text[],
          tracker.item_key(${submissionId}, c.indicator_id), c.dimension_code, c.category_code,
          (select tracker.viewer_held_parts())::text[])
      group by c.indicator_id`;

/**
 * Everything of a report that can change, as far as the viewer may see it; null when they may see nothing. `isPart`:
 * whether the viewer sees only what an agency holds, so that its cells are counted one by one. Notes on indicators are
 * left out unless they are asked for: they are most of what there is to read.
 */
export async function findStoredSheet(
  context: OperationContext,
  personId: string,
  id: number,
  { isPart, withNotes }: { isPart: boolean; withNotes: boolean },
): Promise<StoredSheet | null> {
  const [headers, activities, indicators, questions, holders, ownCells] = await readAsViewer(
    context.database,
    { personId, viewerSecret: context.viewerSecret },
    (tx) => [
      readRows(
        tx,
        { header: headerShape, round_id: z.number(), revision: z.number() },
        sql`select s.round_id, pl.revision, json_build_object(
        'round', json_build_object('code', r.code, 'title', r.title, 'state', r.state,
          'periodStart', r.period_start, 'periodEnd', r.period_end, 'dueOn', r.due_on, 'closesOn', r.closes_on),
        'reporter', json_build_object('code', p.code, 'kind', p.kind, 'name', coalesce(ms.name, sb.name)),
        'status', s.status, 'returnScope', s.return_scope, 'version', s.version, 'dueOn', s.due_on,
        'extendedUntil', s.extended_until, 'openedAt', s.opened_at, 'clearedAt', s.cleared_at, 'clearedBy', cb.name,
        'submittedAt', s.submitted_at, 'firstSubmittedAt', s.first_submitted_at,
        'reviewStartedAt', s.review_started_at, 'acceptedAt', s.accepted_at,
        'timesSubmitted', s.times_submitted,
        'returnReason', case when s.return_scope is not null then (select d.reason from tracker.decision d
          where d.submission_id = s.id and d.transition in ('return', 'reopen')
          order by d.id desc limit 1) end) as header
      from tracker.submission s
      join tracker.round r on r.id = s.round_id
      join tracker.plan pl on pl.id = r.plan_id
      join tracker.reporter p on p.id = s.reporter_id
      left join tracker.member_state ms on ms.id = p.state_id
      left join tracker.sectoral_body sb on sb.id = p.body_id
      left join auth.person cb on cb.id = s.cleared_by
      where s.id = ${id}`,
      ),
      readRows(
        tx,
        activityShape,
        sql`select ar.activity_id, ar.status_code, ar.version, ar.updated_at, w.name as updated_by,
        ar.achievements <> '' or ar.challenges <> '' or ar.next_steps <> ''
          or cardinality(ar.obstacles) + cardinality(ar.help_wanted) > 0 as written,
        ar.achievements <> '' as achieved, cr.code as copied_from
      from tracker.activity_report ar
      left join auth.person w on w.id = ar.updated_by
      left join tracker.round cr on cr.id = ar.copied_from
      where ar.submission_id = ${id}`,
      ),
      readRows(
        tx,
        indicatorShape,
        sql`select ir.indicator_id, ${withNotes ? sql`ir.note` : sql`null::text`} as note, ir.note <> '' as has_note, ir.version, ir.updated_at, w.name as updated_by, cr.code as copied_from, c.cells, c.state,
        c.value, c.numerator, c.denominator, c.choice_code
      from tracker.indicator_report ir
      left join auth.person w on w.id = ir.updated_by
      left join tracker.round cr on cr.id = ir.copied_from
      left join (
        select v.indicator_id as id, count(*)::integer as cells,
          max(v.state) filter (where v.dimension_code is null) as state,
          trim_scale(max(v.value) filter (where v.dimension_code is null)) as value,
          trim_scale(max(v.numerator) filter (where v.dimension_code is null)) as numerator,
          trim_scale(max(v.denominator) filter (where v.dimension_code is null)) as denominator,
          max(v.choice_code) filter (where v.dimension_code is null) as choice_code
        from tracker.indicator_value v where v.submission_id = ${id} group by v.indicator_id
      ) c on c.id = ir.indicator_id
      where ir.submission_id = ${id}`,
      ),
      readRows(
        tx,
        questionsShape,
        sql`select q.activity_id, q.indicator_id, count(*)::integer as questions,
        (count(*) filter (where q.answer is null))::integer as unanswered
      from tracker.query q
      where q.submission_id = ${id} and q.sent_at is not null and q.resolved_at is null
      group by q.activity_id, q.indicator_id`,
      ),
      readRows(
        tx,
        holdersShape,
        sql`select x.activity_id, x.indicator_id, array_agg(distinct g.acronym order by g.acronym) as acronyms
      from tracker.submission s
      join tracker.responsibility x on x.reporter_id = s.reporter_id and x.ended_at is null
      join tracker.agency g on g.id = x.agency_id
      where s.id = ${id} group by x.activity_id, x.indicator_id`,
      ),
      // Everybody else's cells are all of them.
      !isPart ? Promise.resolve<StoredOwnCells[]>([]) : readRows(tx, ownCellsShape, countOwnCells(id)),
    ],
  );
  const [row] = headers;
  if (!row) return null;
  return {
    header: row.header,
    roundId: row.round_id,
    planRevision: row.revision,
    activities,
    indicators,
    questions,
    holders,
    ownCells,
  };
}
