import { nationalTargetStep } from '#db/schema/national-target.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  canFollow,
  type NationalTargetContent,
  type NationalTargetStatus,
  type TargetActor,
} from '#server/domain/target/national-target.rules.ts';
import type { TargetPlace } from '#server/loaders/target/load-national-target.ts';
import type { Run } from '#server/operation/run-operation.ts';

type Step = {
  status: NationalTargetStatus;
  actor: TargetActor;
  /** Left out for a decision on what was proposed. */
  proposal?: { content: NationalTargetContent; released: boolean };
  note?: string;
};

/** Records a step of national targets. Throws NOT_ALLOWED_NOW where it does not follow from the last one. */
export async function recordTargetStep(
  { tx, personId, now, resource: place }: Run<TargetPlace>,
  { status, actor, proposal, note = '' }: Step,
): Promise<{ status: NationalTargetStatus; number: number }> {
  const { last } = place;
  if (!canFollow(last?.status ?? null, status, actor)) {
    throw new DomainError(
      'NOT_ALLOWED_NOW',
      last === null
        ? 'No national target has been proposed for this indicator.'
        : `These national targets are ${last.status}, so they cannot be ${status} now.`,
    );
  }
  const content = proposal ?? last;
  if (!content) throw new Error('What follows no step is a proposal.');
  const number = (last?.number ?? 0) + 1;
  await tx.insert(nationalTargetStep).values({
    indicatorId: place.indicatorId,
    reporterId: place.reporterId,
    roundId: proposal || !last ? place.roundId : last.roundId,
    number,
    status,
    returnedBy: status === 'returned' ? (actor === 'secretariat' ? 'secretariat' : 'state') : null,
    content: content.content,
    released: content.released,
    note,
    takenBy: personId,
    takenAt: now().toISOString(),
  });
  return { status, number };
}
