import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import type { SqlTransaction } from '#db/sql.ts';
import { DomainError, type FieldProblem, requireNoProblems } from '#server/domain/error/domain-error.ts';
import type { RowChange } from '#server/domain/plan/plan-changes.calculations.ts';
import type { AmendmentInput } from '#server/domain/plan/amendment.rules.ts';

type Written = {
  plan: number;
  amendment: AmendmentInput;
  changes: readonly RowChange[];
  /** Rows with reports that change: "activities/A1.1". */
  touched: readonly string[];
  by: string;
  at: string;
};

/**
 * Records an amendment, or one more change by the decision that it names, and keeps how each touched row reads now, for the rounds before it counts. Comes before the
 * plan itself is written. A row that is amended twice for one round keeps its first reading.
 */
export async function saveAmendment(
  tx: SqlTransaction,
  { plan, amendment, changes, touched, by, at }: Written,
): Promise<number> {
  const [round] = await readRows(
    tx,
    { id: z.number() },
    sql`select id from tracker.round where plan_id = ${plan} and code = ${amendment.effectiveRound}`,
  );
  if (!round) throw new DomainError('NOT_FOUND', `There is no round ${amendment.effectiveRound}.`);
  requireNoProblems(await findLaterAmendment(tx, plan, touched, amendment.effectiveRound));
  const [made] = await readRows(
    tx,
    { id: z.number(), number: z.number() },
    sql`
    insert into tracker.plan_amendment (plan_id, number, title, reason, effective_round_id, changes, made_by, made_at)
    select ${plan}, coalesce(${amendment.decision ?? null}::integer, max(number) + 1, 1), ${amendment.title}, ${amendment.reason}, ${round.id},
      ${JSON.stringify(changes)}::text::jsonb, ${by}, ${at}::timestamptz
    from tracker.plan_amendment where plan_id = ${plan}
    returning id, number`,
  );
  if (!made) throw new Error('An insert of one row returns one row.');
  const codes = (part: string) =>
    touched.filter((key) => key.startsWith(`${part}/`)).map((key) => key.slice(part.length + 1));
  await tx`
    insert into tracker.activity_version (activity_id, amendment_id, until_round_id, content)
    select id, ${made.id}, ${round.id}, tracker.activity_content(id) from tracker.activity
    where plan_id = ${plan} and code = any (${codes('activities')})
    on conflict (activity_id, until_round_id) do nothing`;
  await tx`
    insert into tracker.indicator_version (indicator_id, amendment_id, until_round_id, content)
    select id, ${made.id}, ${round.id}, tracker.indicator_content(id) from tracker.indicator
    where plan_id = ${plan} and code = any (${codes('indicators')})
    on conflict (indicator_id, until_round_id) do nothing`;
  return made.number;
}

/** Amendments of one row come in the order of their rounds: one between others would rewrite what they said. */
export async function findLaterAmendment(
  tx: SqlTransaction,
  plan: number,
  touched: readonly string[],
  effectiveRound: string,
): Promise<FieldProblem[]> {
  const later = await readRows(
    tx,
    { code: z.string(), round: z.string() },
    sql`
    select x.code, u.code as round
    from (
      select 'activities/' || a.code as key, a.code, v.until_round_id from tracker.activity_version v
      join tracker.activity a on a.id = v.activity_id where a.plan_id = ${plan}
      union all
      select 'indicators/' || i.code, i.code, v.until_round_id from tracker.indicator_version v
      join tracker.indicator i on i.id = v.indicator_id where i.plan_id = ${plan}) x
    join tracker.round u on u.id = x.until_round_id
    where x.key = any (${sql.param(touched)}::text[]) and u.period_start > (
      select period_start from tracker.round where plan_id = ${plan} and code = ${effectiveRound})
    order by 1 limit 1`,
  );
  return later.map(({ code, round }) => ({
    path: 'effectiveRound',
    message: `${code} is already amended from ${round}. Choose ${round} or a later round.`,
  }));
}
