import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import {
  listLargeChanges,
  sortByRisk,
  type Risk,
  calculateRisk,
} from '#server/domain/review/risk.calculations.ts';
import { calculateDays, calculateTiming, type Timing } from '#server/domain/submission/due-dates.rules.ts';
import { listReceivedSnapshots } from '#server/domain/submission/snapshot-changes.calculations.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { snapshotCell } from '#server/domain/submission/snapshot-content.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import { joinReviewer } from '#server/loaders/review/join-reviewer.ts';
import { loadCheckedReport } from '#server/loaders/submission/load-checked-report.ts';

export type QueuedReport = {
  /** `plan` is the code of its plan. */
  round: { code: string; title: string; plan: string };
  reporter: { code: string; kind: 'state' | 'body'; name: string };
  /** Who is assigned to review it, and since when by whom. */
  reviewer: { id: string; name: string; by: string; at: string } | null;
  version: number;
  submittedAt: string;
  /** Whole days since it came. */
  daysWaiting: number;
  timing: Timing;
  /** Why it is looked at before others. */
  risk: Risk;
  /** Whether it has been here before and came back with changes. */
  resubmission: boolean;
  timesSubmitted: number;
  reviewStartedAt: string | null;
  /** Questions that are not settled, sent or not. */
  openQueries: number;
  unsentQueries: number;
  /** Names of those who have found it right in this version, where two people are asked for. */
  approvedBy: string[];
};

type Stored = Omit<QueuedReport, 'daysWaiting' | 'timing' | 'risk'> & {
  id: number;
  dueOn: string;
  firstSubmittedAt: string;
  lastId: number | null;
  lastRound: string | null;
  first: boolean;
  returned: number;
};

/**
 * Reports that wait for the secretariat, of one plan or of all: what asks most to be looked at first, and of two alike
 * the older.
 */
export function listQueue(
  context: OperationContext,
  input: { plan?: string | undefined } = {},
): Promise<QueuedReport[]> {
  const today = context.now().toISOString();
  return runOperation(context, { permission: 'review.read' }, {}, async ({ tx }) => {
    const rows = await listWaiting(tx, input.plan);
    const lastIds = rows.flatMap(({ lastId }) => (lastId === null ? [] : [lastId]));
    const received = await listReceived(tx, [...rows.map(({ id }) => id), ...lastIds]);
    const totals = await listTotals(tx, received);
    const warnings = await countWarnings(tx, context.database, rows);
    const none: Content = { reasons: 0, totals: [] };
    const reports = rows.map(
      ({ id, dueOn, firstSubmittedAt, lastId, lastRound, first, returned, ...row }): QueuedReport => {
        const now = totals.get(id) ?? none;
        const last = (lastId === null ? undefined : totals.get(lastId)) ?? none;
        const timing = calculateTiming({ dueOn, firstSubmittedAt }, today);
        return {
          ...row,
          daysWaiting: Math.max(0, calculateDays(row.submittedAt, today)),
          timing,
          risk: calculateRisk({
            warnings: warnings.get(id) ?? 0,
            reasons: now.reasons,
            changes: listLargeChanges(now.totals, last.totals),
            lastRound,
            first,
            returned,
            timing,
          }),
        };
      },
    );
    return sortByRisk(reports);
  });
}

const storedShape = {
  round: z.object({ code: z.string(), title: z.string(), plan: z.string() }),
  reporter: z.object({ code: z.string(), kind: z.enum(reporter.kind.enumValues), name: z.string() }),
  reviewer: z.object({ id: z.string(), name: z.string(), by: z.string(), at: z.string() }).nullable(),
  version: z.number(),
  submittedAt: z.string(),
  /** Whether it has been here before and came back with changes. */
  resubmission: z.boolean(),
  timesSubmitted: z.number(),
  reviewStartedAt: z.string().nullable(),
  /** Questions that are not settled, sent or not. */
  openQueries: z.number(),
  unsentQueries: z.number(),
  /** Names of those who have found it right in this version, where two people are asked for. */
  approvedBy: z.array(z.string()),
  id: z.number(),
  dueOn: z.string(),
  firstSubmittedAt: z.string(),
  lastId: z.number().nullable(),
  lastRound: z.string().nullable(),
  first: z.boolean(),
  returned: z.number(),
};

function listWaiting(tx: Transaction, plan: string | undefined): Promise<Stored[]> {
  return readRows(
    tx,
    storedShape,
    sql`select s.id, json_build_object('code', r.code, 'title', r.title, 'plan', k.code) as round,
      case when w.id is not null then json_build_object('id', w.id, 'name', w.name,
        'by', (select o.name from auth.person o where o.id = held.assigned_by), 'at', held.assigned_at) end as reviewer,
      json_build_object('code', p.code, 'kind', p.kind, 'name', coalesce(m.name, b.name)) as reporter, s.version,
      to_json(s.submitted_at)#>>'{}' as "submittedAt", s.times_submitted > 1 as resubmission,
      s.times_submitted as "timesSubmitted", to_json(s.review_started_at)#>>'{}' as "reviewStartedAt",
      (select count(*) from tracker.query q where q.submission_id = s.id
        and q.resolved_at is null)::integer as "openQueries",
      (select count(*) from tracker.query q where q.submission_id = s.id
        and q.resolved_at is null and q.sent_at is null)::integer as "unsentQueries",
      array(select w.name from tracker.review_approval a join auth.person w on w.id = a.approved_by
        where a.submission_id = s.id and a.submission_version = s.version order by a.id) as "approvedBy",
      s.due_on as "dueOn", to_json(s.first_submitted_at)#>>'{}' as "firstSubmittedAt",
      l.id as "lastId", l.code as "lastRound",
      (select count(*) from tracker.decision d
        where d.submission_id = s.id and d.transition in ('return', 'reopen'))::integer as returned,
      not exists (select from tracker.decision d
        join tracker.submission o on o.id = d.submission_id and o.reporter_id = s.reporter_id
        join tracker.round e on e.id = o.round_id and e.period_end < r.period_end
        where d.transition = 'submit') as first
    from tracker.submission s
    join tracker.round r on r.id = s.round_id
    join tracker.plan k on k.id = r.plan_id
    join tracker.reporter p on p.id = s.reporter_id
    ${joinReviewer}
    left join tracker.member_state m on m.id = p.state_id
    left join tracker.sectoral_body b on b.id = p.body_id
    left join lateral (select o.id, e.code from tracker.submission o
      join tracker.round e on e.id = o.round_id and e.period_end < r.period_end
      where o.reporter_id = s.reporter_id order by e.period_end desc limit 1) l on true
    where s.status = 'submitted' and (${plan ?? null}::text is null or k.code = ${plan ?? null})
    order by s.submitted_at, s.id`,
  );
}

/** The number of the last snapshot of each report that the secretariat has received; those it has none of are left out. */
async function listReceived(tx: Transaction, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await readRows(
    tx,
    { id: z.number(), moves: z.array(z.string()) },
    sql`select submission_id as id, array_agg(transition order by id) as moves from tracker.decision
    where submission_id = any (${sql.param([...ids])}::integer[]) and transition in ('submit', 'withdraw')
    group by submission_id`,
  );
  return new Map(
    rows.flatMap(({ id, moves }) => {
      const number = listReceivedSnapshots(moves).at(-1);
      return number === undefined ? [] : [[id, number] as const];
    }),
  );
}

const contentShape = {
  reasons: z.number(),
  totals: z.array(z.object({ indicator: z.string(), cell: snapshotCell })),
};

type Content = RowOf<typeof contentShape>;

/** Of what was received: how many warnings have reasons, and the total of each indicator. */
async function listTotals(
  tx: Transaction,
  received: ReadonlyMap<number, number>,
): Promise<Map<number, Content>> {
  const rows = await readRows(
    tx,
    { ...contentShape, id: z.number() },
    sql`select s.submission_id as id,
      jsonb_array_length(coalesce(s.content -> 'reasons', '[]')) as reasons,
      coalesce((select jsonb_agg(jsonb_build_object('indicator', i ->> 'indicator', 'cell', c) order by n)
        from jsonb_array_elements(s.content -> 'indicators') with ordinality x (i, n),
          jsonb_array_elements(i -> 'cells') c
        where not c ? 'dimension'), '[]') as totals
    from tracker.submission_snapshot s
    join unnest(${sql.param([...received.keys()])}::integer[], ${sql.param([...received.values()])}::integer[])
      as w (id, number) on w.id = s.submission_id and w.number = s.number`,
  );
  return new Map(rows.map(({ id, ...content }) => [id, content]));
}

/** How many warnings a report that waits carries now. */
type Counted = { version: number; at: number; warnings: number };

/**
 * Counting takes the whole check of a report, and the queue asks for all that wait each time somebody opens it. What
 * was counted of one version is kept this long; after that a correction of an earlier round is seen too.
 */
const keptFor = 5 * 60_000;
const counted = new WeakMap<object, Map<number, Counted>>();

/** The warnings of each report by its id, as the check finds them; `database` tells one tracker from another. */
async function countWarnings(
  tx: Transaction,
  database: object,
  reports: readonly { id: number; version: number }[],
): Promise<Map<number, number>> {
  const known = counted.get(database) ?? new Map<number, Counted>();
  counted.set(database, known);
  const now = performance.now();
  for (const [id, { at }] of known) if (now - at >= keptFor) known.delete(id);
  const counts = new Map<number, number>();
  for (const { id, version } of reports) {
    const kept = known.get(id);
    if (kept && kept.version === version && now - kept.at < keptFor) {
      counts.set(id, kept.warnings);
      continue;
    }
    const findings = checkReport(await loadCheckedReport(tx, { id, status: 'submitted' }));
    const warnings = findings.filter(({ kind }) => kind === 'warning').length;
    known.set(id, { version, at: now, warnings });
    counts.set(id, warnings);
  }
  return counts;
}
