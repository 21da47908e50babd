import { nationalTargetStep } from '#db/schema/national-target.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  canFollow,
  type NationalTargetStatus,
  type TargetActor,
} from '#server/domain/target/national-target.rules.ts';
import type { TargetPlace } from '#server/loaders/target/load-national-target.ts';
import { queueNationalMail } from '#server/notifications/queue-national-mail.ts';
import type { NationalSubject } from '#server/notifications/texts/build-national-mail.ts';
import type { Run } from '#server/operation/run-operation.ts';

type LastStep<Content> = {
  number: number;
  status: NationalTargetStatus;
  content: Content;
  released: boolean;
  roundId: number;
  round: string;
  isLater: boolean;
} | null;

type ContentOf<Last> = NonNullable<Last> extends { content: infer Content } ? Content : never;

/** A step that somebody takes; `Last` is the one before. */
export type Step<Last> = {
  status: NationalTargetStatus;
  actor: TargetActor;
  /** The number of the last step that was read; 0 for none. */
  version: number;
  /** Left out for a decision on what was proposed. */
  proposal?: { content: ContentOf<Last>; released: boolean };
  note?: string;
};

/** What a step answers: the status, and the number of the step. */
export type TakenStep = { status: NationalTargetStatus; version: number };

/** Where a step is taken: national targets for an indicator, or circumstances in an activity. */
type Place<Content> = {
  subject: NationalSubject;
  /** Of the indicator or activity. */
  code: string;
  reporterId: number;
  reporter: { code: string; name: string };
  roundId: number;
  round: { code: string };
  last: LastStep<Content>;
};

type StepRow<Content> = {
  reporterId: number;
  roundId: number;
  number: number;
  status: NationalTargetStatus;
  returnedBy: 'state' | 'secretariat' | null;
  content: Content;
  released: boolean;
  note: string;
  takenBy: string;
  takenAt: string;
};

const nouns: Record<NationalSubject, string> = {
  target: 'national targets',
  circumstance: 'national circumstances',
};

/** Throws NOT_OPEN for a round that is not open, and NOT_ALLOWED_NOW where a later round has a proposal already. */
export function requireOpenRound(
  round: { code: string; state: string },
  last: { round: string; isLater: boolean } | null,
): void {
  if (round.state !== 'open') throw new DomainError('NOT_OPEN', `The round ${round.code} is not open.`);
  if (last?.isLater) {
    throw new DomainError(
      'NOT_ALLOWED_NOW',
      `A change was proposed in ${last.round}, which is a later round. Propose the next change there.`,
    );
  }
}

/**
 * Records a step and tells for whom something waits now. Throws CONFLICT where another was taken since, and
 * NOT_ALLOWED_NOW where it does not follow from the last one.
 */
export async function recordNationalStep<Content>(
  { tx, personId, now }: Pick<Run, 'tx' | 'personId' | 'now'>,
  place: Place<Content>,
  {
    status,
    actor,
    version,
    proposal,
    note = '',
  }: Omit<Step<never>, 'proposal'> & { proposal?: { content: Content; released: boolean } },
  insert: (row: StepRow<Content>) => PromiseLike<unknown>,
): Promise<TakenStep> {
  const { last, subject, code } = place;
  const noun = nouns[subject];
  if (version !== (last?.number ?? 0)) {
    throw new DomainError(
      'CONFLICT',
      `Somebody else has changed these ${noun} since you opened the page. Read them again.`,
      { current: last },
    );
  }
  if (!canFollow(last?.status ?? null, status, actor)) {
    throw new DomainError(
      'NOT_ALLOWED_NOW',
      last === null
        ? `No ${noun} have been proposed for ${code}.`
        : `These ${noun} are ${last.status}, so they cannot be ${status} now.`,
    );
  }
  const said = proposal ?? last;
  if (!said) throw new Error('What follows no step is a proposal.');
  const at = now().toISOString();
  const returnedBy = status === 'returned' ? (actor === 'secretariat' ? 'secretariat' : 'state') : null;
  const round =
    proposal === undefined && last
      ? { id: last.roundId, code: last.round }
      : { id: place.roundId, code: place.round.code };
  await insert({
    reporterId: place.reporterId,
    roundId: round.id,
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
      subject,
      code,
      round,
      reporter: { id: place.reporterId, code: place.reporter.code, name: place.reporter.name },
      status,
      returnedBy,
      number: version + 1,
      by: personId,
    },
    at,
  );
  return { status, version: version + 1 };
}

/** Records a step of national targets for an indicator. */
export const recordTargetStep = (
  run: Run<TargetPlace>,
  step: Step<TargetPlace['last']>,
): Promise<TakenStep> =>
  recordNationalStep(
    run,
    { ...run.resource, subject: 'target', code: run.resource.indicator.code },
    step,
    (row) => run.tx.insert(nationalTargetStep).values({ ...row, indicatorId: run.resource.indicatorId }),
  );
