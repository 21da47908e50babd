import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  inTransaction,
  requirePermission,
  type OperationContext,
} from '#server/operation/operation-context.ts';

/** Closes an open round: drafts can no longer be changed; what was returned can still be put right. */
export function closeRound(
  context: OperationContext,
  input: { round: string },
): Promise<{ state: 'closed' }> {
  requirePermission(context, 'round.close');
  return inTransaction(context, async (tx) => {
    const { personId } = requirePermission(context, 'round.close');
    const [round] = await tx.execute<{ id: number; state: string }>(sql`
      select id, state from tracker.round where code = ${input.round} for update`);
    if (!round) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
    if (round.state !== 'open') {
      throw new DomainError('NOT_ALLOWED_NOW', `The round ${input.round} is ${round.state}, not open.`);
    }
    await tx.execute(sql`update tracker.round set state = 'closed' where id = ${round.id}`);
    await tx.execute(sql`
      insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
      values ('round', ${input.round}, '{"state": "closed"}', ${personId}, ${context.now().toISOString()}::timestamptz)`);
    return { state: 'closed' as const };
  });
}
