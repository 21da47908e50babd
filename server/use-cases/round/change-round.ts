import { eq } from 'drizzle-orm';
import { round as roundTable } from '#db/schema/submission.ts';
import { toLocalTime } from '#server/domain/calendar/local-day.calculations.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  findPlannedRoundProblems,
  type PlannedRound,
  trackerZone,
} from '#server/domain/round/round-days.rules.ts';
import { normaliseText } from '#server/domain/submission/text.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { recordRevision } from '#server/operation/record-revision.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const shown = {
  title: roundTable.title,
  opensOn: roundTable.opensOn,
  dueOn: roundTable.dueOn,
  closesOn: roundTable.closesOn,
};

/**
 * Changes the title and the days of a round that has not opened. `read` is what the person saw. Throws BAD_INPUT with
 * the fields at fault, NOT_FOUND, NOT_ALLOWED_NOW for a round that has opened: its days move by more time and by opening
 * it again, and CONFLICT with what is stored when somebody else was first.
 */
export function changeRound(
  context: OperationContext,
  input: { round: string; read: PlannedRound; planned: PlannedRound; requestId?: string | undefined },
): Promise<{ changed: boolean }> {
  return runOperation(context, { permission: 'round.open', once: 'round.change' }, input, async (run) => {
    const { tx } = run;
    const [stored] = await tx
      .select({ id: roundTable.id, state: roundTable.state, ...shown })
      .from(roundTable)
      .where(eq(roundTable.code, input.round))
      .for('update');
    if (!stored) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
    const { id, state, ...current } = stored;
    if (state !== 'planned') {
      throw new DomainError(
        'NOT_ALLOWED_NOW',
        `The round ${input.round} is ${state}. Give reporters more time, or reopen it, to move its days.`,
      );
    }
    if (!isSame(current, input.read)) {
      throw new DomainError('CONFLICT', 'Somebody else changed this round while you were editing.', {
        current,
      });
    }
    const planned = {
      ...input.planned,
      title: normaliseText(input.planned.title).replace(/\s+/g, ' ').trim(),
    };
    const today = toLocalTime(context.now(), trackerZone).date;
    requireNoProblems(findPlannedRoundProblems(planned, { today, opensOn: current.opensOn }));
    if (isSame(current, planned)) return { changed: false };
    await tx.update(roundTable).set(planned).where(eq(roundTable.id, id));
    await recordRevision(run, context.now().toISOString(), {
      subject: 'round',
      key: input.round,
      before: current,
      after: { event: 'changed', ...planned },
    });
    return { changed: true };
  });
}

const isSame = (one: PlannedRound, other: PlannedRound): boolean =>
  one.title === other.title &&
  one.opensOn === other.opensOn &&
  one.dueOn === other.dueOn &&
  one.closesOn === other.closesOn;
