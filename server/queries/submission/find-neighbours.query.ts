import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { canSeeWhole } from '#server/domain/access/can.rules.ts';
import { toUtcDay } from '#server/domain/submission/due-dates.rules.ts';
import {
  findNeighbours,
  findNextGap,
  isGap,
  type ItemName,
} from '#server/domain/submission/neighbours.calculations.ts';
import { createReportLoader, type StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { type CatalogueItem, getPlanCatalogue } from '../plan/plan-catalogue.query.ts';
import { countOwnCells } from './find-stored-sheet.query.ts';
import { canWriteReport } from './get-sheet.query.ts';

type Neighbour = Pick<CatalogueItem, 'kind' | 'code' | 'title'>;

/** What comes before and after an item of a report, and the next on which something is expected, from the item round. */
export type ItemNeighbours = {
  previous: Neighbour | null;
  next: Neighbour | null;
  /** Null for whoever cannot write. */
  nextGap: Neighbour | null;
};

const stateShape = {
  kind: z.enum(['activity', 'indicator']),
  id: z.number(),
  /** Whether nothing that is demanded is missing, and nothing is a copy that nobody has confirmed. */
  complete: z.boolean(),
  questions: z.number(),
  unanswered: z.number(),
};

/** So many items to either side are looked at first: nearly always the neighbours and the next gap are among them. */
const reach = 20;

/**
 * The neighbours of an item in its report, as far as the viewer may see it, in the order of the task list. Reads a few
 * items, and what is missing in the whole report only where nothing is missing near by.
 */
export async function loadNeighbours(
  context: OperationContext,
  tx: Transaction,
  submission: StoredSubmission,
  of: ItemName,
): Promise<ItemNeighbours> {
  const viewer = requireViewer(context);
  const { id, round, plan, reporter } = submission;
  const { items } = await getPlanCatalogue(context.database, { id: round.id, revision: plan.revision }, tx);
  const isPart = !canSeeWhole(viewer, reporter.code);
  const at = items.findIndex(({ kind, code }) => kind === of.kind && code === of.code);
  const [from, to] = [Math.max(0, at - reach), at + reach + 1];
  const around = items.slice(from, to);
  const near = markGaps(submission, around, await listStates(tx, id, isPart, around));
  let neighbours = findNeighbours<CatalogueItem>(near, of);
  if ((!neighbours.previous && from > 0) || (!neighbours.next && to < items.length)) {
    neighbours = findNeighbours(await keepAsked(tx, id, items), of);
  }
  const describe = (item: Neighbour | null) =>
    item && { kind: item.kind, code: item.code, title: item.title };
  const ahead = near.slice(near.findIndex(({ kind, code }) => kind === of.kind && code === of.code));
  return {
    previous: describe(neighbours.previous),
    next: describe(neighbours.next),
    nextGap: !canWriteReport(viewer, submission, toUtcDay(context.now()))
      ? null
      : describe(
          findNextGap(ahead, of) ??
            findNextGap(markGaps(submission, items, await listStates(tx, id, isPart, null), of), of),
        ),
  };
}

/** The next item on which something is expected, for whoever has saved one. Null where there is none. Throws NOT_FOUND. */
export function findGapAfter(
  context: OperationContext,
  input: { round: string; reporter: string } & ItemName,
): Promise<Neighbour | null> {
  return runOperation(
    context,
    { permission: 'report.read', resource: createReportLoader('none') },
    input,
    async ({ tx, resource: submission }) =>
      (await loadNeighbours(context, tx, submission, { kind: input.kind, code: input.code })).nextGap,
  );
}

/** The items whose state is known, in their order, each with whether something is expected of it; and `also`. */
function markGaps(
  submission: StoredSubmission,
  items: readonly CatalogueItem[],
  states: readonly RowOf<typeof stateShape>[],
  also?: ItemName,
): (CatalogueItem & { gap: boolean })[] {
  const byId = {
    activity: new Map<number, RowOf<typeof stateShape>>(),
    indicator: new Map<number, RowOf<typeof stateShape>>(),
  };
  for (const state of states) byId[state.kind].set(state.id, state);
  return items.flatMap((item) => {
    const state = byId[item.kind].get(item.id);
    if (state) return [{ ...item, gap: isGap(submission, state) }];
    return item.kind === also?.kind && item.code === also.code ? [{ ...item, gap: false }] : [];
  });
}

const listIds = (items: readonly CatalogueItem[], kind: CatalogueItem['kind']) =>
  items.flatMap((item) => (item.kind === kind ? [item.id] : []));

/** How far these items of a report are; without items, all of which something may be expected. */
function listStates(
  tx: Transaction,
  submissionId: number,
  isPart: boolean,
  items: readonly CatalogueItem[] | null,
): Promise<RowOf<typeof stateShape>[]> {
  const among = (column: ReturnType<typeof sql>, kind: CatalogueItem['kind']) =>
    items ? sql`and ${column} = any (${sql.param(listIds(items, kind))}::integer[])` : sql``;
  return readRows(
    tx,
    stateShape,
    sql`with asked as materialized (
      select q.activity_id, q.indicator_id, count(*)::integer as questions,
        (count(*) filter (where q.answer is null))::integer as unanswered
      from tracker.query q
      where q.submission_id = ${submissionId} and q.sent_at is not null and q.resolved_at is null
      group by q.activity_id, q.indicator_id)
    select * from (
      select 'activity' as kind, ar.activity_id as id,
        ar.copied_from is null and st.code is not null and (not st.is_done or ar.achievements <> '') as complete,
        coalesce(k.questions, 0) as questions, coalesce(k.unanswered, 0) as unanswered
      from tracker.activity_report ar
      left join tracker.activity_status st on st.code = ar.status_code
      left join asked k on k.activity_id = ar.activity_id
      where ar.submission_id = ${submissionId} ${among(sql`ar.activity_id`, 'activity')}
      union all
      select 'indicator', ir.indicator_id,
        ir.copied_from is null and ${
          isPart
            ? sql`case when not o.has_total
          then coalesce(w.cells, 0) >= o.cells else t.indicator_id is not null end`
            : sql`t.indicator_id is not null`
        },
        coalesce(k.questions, 0), coalesce(k.unanswered, 0)
      from tracker.indicator_report ir
      left join tracker.indicator_value t on t.submission_id = ir.submission_id
        and t.indicator_id = ir.indicator_id and t.dimension_code is null
      ${
        isPart
          ? sql`left join (${countOwnCells(submissionId)}) o on o.indicator_id = ir.indicator_id
            left join (select v.indicator_id, count(*)::integer as cells from tracker.indicator_value v
              where v.submission_id = ${submissionId} group by v.indicator_id) w on w.indicator_id = ir.indicator_id`
          : sql``
      }
      left join asked k on k.indicator_id = ir.indicator_id
      where ir.submission_id = ${submissionId} ${among(sql`ir.indicator_id`, 'indicator')}
    ) s ${items ? sql`` : sql`where not s.complete or s.questions > 0`}`,
  );
}

/** Those of the items that are asked in a report, for bodies and agencies, of whom few are. */
async function keepAsked(
  tx: Transaction,
  submissionId: number,
  items: readonly CatalogueItem[],
): Promise<CatalogueItem[]> {
  const [row] = await readRows(
    tx,
    { activity: z.array(z.number()), indicator: z.array(z.number()) },
    sql`select array(select activity_id from tracker.activity_report where submission_id = ${submissionId}) as activity,
      array(select indicator_id from tracker.indicator_report where submission_id = ${submissionId}) as indicator`,
  );
  const asked = { activity: new Set(row?.activity), indicator: new Set(row?.indicator) };
  return items.filter(({ kind, id }) => asked[kind].has(id));
}
