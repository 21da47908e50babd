import { nationalTargetStep } from '#db/schema/national-target.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  canFollow,
  type NationalTargetContent,
  type NationalTargetStatus,
  type TargetActor,
} from '#server/domain/target/national-target.rules.ts';
import type { TargetPlace } from '#server/loaders/target/load-national-target.ts';
import { queueNationalMail } from '#server/notifications/queue-national-mail.ts';
import type { Run } from '#server/operation/run-operation.ts';

type Step = {
  status: NationalTargetStatus;
  actor: TargetActor;
  /** The number of the last step that was read; 0 for none. */
  version: number;
  /** Left out for a decision on what was proposed. */
  proposal?: { content: NationalTargetContent; released: boolean };
  note?: string;
};

/** What a step answers: the status, and the number of the step. */
export type TakenStep = { status: NationalTargetStatus; version: number };

/**
 * Records a step of national targets. Throws CONFLICT where another was taken since, and NOT_ALLOWED_NOW where it does
 * not follow from the last one.
 */
export async function recordTargetStep(
  { tx, personId, now, resource: place }: Run<TargetPlace>,
  { status, actor, version, proposal, note = '' }: Step,
): Promise<TakenStep> {
  const { last } = place;
  if (version !== (last?.number ?? 0)) {
    throw new DomainError(
      'CONFLICT',
      'Somebody else has changed these national targets since you opened the page. Read them again.',
      { current: last },
    );
  }
  if (!canFollow(last?.status ?? null, status, actor)) {
    throw new DomainError(
      'NOT_ALLOWED_NOW',
      last === null
        ? 'No national target has been proposed for this indicator.'
        : `These national targets are ${last.status}, so they cannot be ${status} now.`,
    );
  }
  const said = proposal ?? last;
  if (!said) throw new Error('What follows no step is a proposal.');
  const at = now().toISOString();
  const returnedBy = status === 'returned' ? (actor === 'secretariat' ? 'secretariat' : 'state') : null;
  const isNew = proposal !== undefined || !last;
  await tx.insert(nationalTargetStep).values({
    indicatorId: place.indicatorId,
    reporterId: place.reporterId,
    roundId: isNew ? place.roundId : last.roundId,
    number: version + 1,
    status,
    returnedBy,
    content: said.content,
    released: said.released,
    note,
    takenBy: personId,
    takenAt: at,
  });
  await queueNationalMail(
    tx,
    {
      subject: 'target',
      code: place.indicator.code,
      round: isNew ? { id: place.roundId, code: place.round.code } : { id: last.roundId, code: last.round },
      reporter: { id: place.reporterId, ...place.reporter },
      status,
      returnedBy,
      number: version + 1,
      by: personId,
    },
    at,
  );
  return { status, version: version + 1 };
}
