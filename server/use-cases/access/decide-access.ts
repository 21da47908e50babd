import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { round as roundTable } from '#db/schema/submission.ts';
import {
  type AccessDecision,
  accessDecisions,
  findDecisionProblem,
} from '#server/domain/access/access-review.rules.ts';
import { roles } from '#server/domain/access/can.rules.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { requireAnotherAdministrator, endRole } from '../person/end-role.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type DecideAccessInput = {
  round: string;
  decisions: {
    assignment: number;
    decision: AccessDecision;
    /** The number of the newest decision that the viewer saw; 0 for none. */
    seen: number;
  }[];
};

const heldShape = {
  id: z.number(),
  person_id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  ended: z.boolean(),
  last: z.object({ id: z.number(), decision: z.enum(accessDecisions) }).nullable(),
};
type Held = RowOf<typeof heldShape>;

/**
 * Keeps or ends roles in the review of a round, all of them or none. What has been decided the same already is left as
 * it is, so repeating does no harm. Whose role ends is told, with the people of the reporter. Throws CONFLICT where somebody else has decided meanwhile, NOT_FOUND for
 * what is no role, BAD_INPUT at "decisions.N" for one that the viewer does not look after, NOT_ALLOWED_NOW for the last administrator.
 */
export function decideAccess(
  context: OperationContext,
  input: DecideAccessInput,
): Promise<{ kept: number; ended: number }> {
  return runOperation(context, { permission: 'people.review' }, input, async ({ tx, viewer }) => {
    const [round] = await tx
      .select({ id: roundTable.id })
      .from(roundTable)
      .where(eq(roundTable.code, input.round));
    if (!round) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
    const held = await loadHeld(tx, round.id, input.decisions);
    requireNoProblems(
      input.decisions.flatMap(({ assignment, decision }, index) => {
        const role = held.get(assignment);
        if (!role) throw new DomainError('NOT_FOUND', 'This role does not exist.');
        const message = findDecisionProblem(viewer, { personId: role.person_id, role: role.role }, decision);
        return message ? [{ path: `decisions.${index}`, message }] : [];
      }),
    );
    const fresh = input.decisions.filter(({ assignment, decision, seen }) => {
      const { last, ended, name } = held.get(assignment) as Held;
      if (last?.decision === decision) return false;
      if ((last?.id ?? 0) === seen && !ended) return true;
      const what = ended ? 'the role was ended' : 'somebody else has decided';
      throw new DomainError('CONFLICT', `Since then ${what}: ${name}. Nothing was saved. Check again.`, {
        current: { assignment, decision: last?.decision ?? null, ended },
      });
    });
    const at = context.now().toISOString();
    // In one statement, so that the audit has one entry for all that are kept.
    await tx.execute(sql`
      insert into tracker.access_review (round_id, assignment_id, decision, decided_by, decided_at)
      select ${round.id}, g.assignment, g.decision, ${viewer.personId}, ${at}::timestamptz
      from json_to_recordset(${JSON.stringify(fresh)}::text::json) as g (assignment integer, decision text)`);
    for (const { assignment, decision } of fresh) {
      if (decision === 'keep') continue;
      const role = held.get(assignment) as Held;
      if (role.role === 'administrator') await requireAnotherAdministrator(tx, role.person_id);
      await endRole(tx, viewer, assignment, at);
    }
    const ended = fresh.filter(({ decision }) => decision === 'end').length;
    return { kept: fresh.length - ended, ended };
  });
}

/** The roles, one after the other until the transaction ends, so that two who decide at once do not cross. */
async function loadHeld(
  tx: Transaction,
  round: number,
  decisions: DecideAccessInput['decisions'],
): Promise<Map<number, Held>> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`access review ${round}`}, 0))`);
  const rows = await readRows(
    tx,
    heldShape,
    sql`
    select a.id, a.person_id, p.name, a.role, a.revoked_at is not null as ended, (select json_build_object(
        'id', v.id, 'decision', v.decision) from tracker.access_review v
      where v.assignment_id = a.id and v.round_id = ${round} order by v.id desc limit 1) as last
    from tracker.assignment a join auth.person p on p.id = a.person_id
    where a.covers is null
      and a.id = any (${sql.param(decisions.map(({ assignment }) => assignment))}::integer[])`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}
