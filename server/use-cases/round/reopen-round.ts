import { eq } from 'drizzle-orm';
import { round as roundTable } from '#db/schema/submission.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { findNewDayProblems } from '#server/domain/round/round-days.rules.ts';
import { toUtcDay } from '#server/domain/submission/due-dates.rules.ts';
import { normaliseText } from '#server/domain/submission/text.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

/**
 * Opens a closed round again until a new last day, with a reason: drafts can be written and sent until then, and the
 * calendar closes the round after it. Due days stay what they were, so what came late stays late; what was compiled and
 * published stays as it is. Throws BAD_INPUT with the fields at fault, NOT_FOUND, NOT_ALLOWED_NOW for a round that is
 * not closed.
 */
export function reopenRound(
  context: OperationContext,
  input: { round: string; closesOn: string; reason: string; requestId?: string | undefined },
): Promise<{ state: 'open'; closesOn: string }> {
  return runOperation(context, { permission: 'round.reopen', once: 'round.reopen' }, input, async (run) => {
    const { tx } = run;
    const [round] = await tx
      .select({
        id: roundTable.id,
        state: roundTable.state,
        closesOn: roundTable.closesOn,
        dueOn: roundTable.dueOn,
      })
      .from(roundTable)
      .where(eq(roundTable.code, input.round))
      .for('update');
    if (!round) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
    if (round.state !== 'closed') {
      throw new DomainError('NOT_ALLOWED_NOW', `The round ${input.round} is ${round.state}, not closed.`);
    }
    const reason = normaliseText(input.reason).trim();
    const today = toUtcDay(context.now());
    requireNoProblems(
      findNewDayProblems(
        { day: input.closesOn, reason },
        // A round that was closed before its time may end on its old day; it never ends before it was due.
        {
          today,
          after: round.dueOn > today ? round.dueOn : null,
          what: 'when reports are due',
        },
        { day: 'closesOn', asked: 'the new last day', missingReason: 'Say why the round is opened again.' },
      ),
    );
    await tx
      .update(roundTable)
      .set({ state: 'open', closesOn: input.closesOn })
      .where(eq(roundTable.id, round.id));
    await recordRevision(run, context.now().toISOString(), {
      subject: 'round',
      key: input.round,
      before: { state: 'closed', closesOn: round.closesOn },
      after: { event: 'reopened', state: 'open', closesOn: input.closesOn, reason },
    });
    return { state: 'open' as const, closesOn: input.closesOn };
  });
}
