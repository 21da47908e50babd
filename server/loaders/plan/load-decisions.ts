import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import type { SqlTransaction } from '#db/sql.ts';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import type { AmendmentInput } from '#server/domain/plan/amendment.rules.ts';
import type { PlanRound } from './plan-rounds.ts';

const decisionShape = {
  number: z.number(),
  title: z.string(),
  reason: z.string(),
  effectiveRound: z.string(),
};

/** A decision that a plan was amended by, as long as its round has not opened: more changes can be made by it. */
export type PlanDecision = RowOf<typeof decisionShape>;

/** The decisions that still take changes, newest first. */
export async function loadDecisions(
  tx: SqlTransaction,
  plan: string,
  rounds: readonly PlanRound[],
): Promise<PlanDecision[]> {
  const takes = rounds.filter(({ takesAmendments }) => takesAmendments).map(({ code }) => code);
  return readRows(
    tx,
    decisionShape,
    sql`select distinct on (m.number) m.number, m.title, m.reason, r.code as "effectiveRound"
    from tracker.plan_amendment m
    join tracker.plan p on p.id = m.plan_id
    join tracker.round r on r.id = m.effective_round_id
    where p.code = ${plan} and r.code = any (${sql.param(takes)}::text[])
    order by m.number desc, m.id`,
  );
}

/** The terms of a change: those of the decision that it names, or its own. Throws BAD_INPUT at "decision". */
export async function resolveDecision(
  tx: SqlTransaction,
  plan: string,
  rounds: readonly PlanRound[],
  given: AmendmentInput | null,
): Promise<AmendmentInput | null> {
  if (!given?.decision) return given;
  const decisions = await loadDecisions(tx, plan, rounds);
  const named = decisions.find(({ number }) => number === given.decision);
  if (!named) {
    const message =
      'The round of this decision has opened, or it is not there. Choose another, or make a new one.';
    requireNoProblems([{ path: 'decision', message }]);
    return given;
  }
  const { number, effectiveRound, title, reason } = named;
  return { decision: number, effectiveRound, title, reason };
}
