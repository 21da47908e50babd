import { eq } from 'drizzle-orm';
import { round as roundTable } from '#db/schema/submission.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

/** Closes an open round: drafts can no longer be changed; what was returned can still be put right. */
export function closeRound(
  context: OperationContext,
  input: { round: string },
): Promise<{ state: 'closed' }> {
  return runOperation(context, { permission: 'round.close' }, input, async (run) => {
    const { tx } = run;
    const [round] = await tx
      .select({ id: roundTable.id, state: roundTable.state })
      .from(roundTable)
      .where(eq(roundTable.code, input.round))
      .for('update');
    if (!round) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
    if (round.state !== 'open') {
      throw new DomainError('NOT_ALLOWED_NOW', `The round ${input.round} is ${round.state}, not open.`);
    }
    await tx.update(roundTable).set({ state: 'closed' }).where(eq(roundTable.id, round.id));
    await recordRevision(run, context.now().toISOString(), {
      subject: 'round',
      key: input.round,
      after: { state: 'closed' },
    });
    return { state: 'closed' as const };
  });
}
