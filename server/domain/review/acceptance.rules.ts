/** Somebody who found a report right, in the version that is there now. */
export type Approval = { personId: string; name: string };

export type AcceptanceFacts = {
  /** Whether two people have to find a report right. */
  twoPersons: boolean;
  approvals: readonly Approval[];
  /** Questions that were raised and not sent. */
  unsent: number;
  personId: string;
};

/**
 * What the word of this person does now: it accepts the report; it is the first of two; or it does nothing, because
 * questions were not sent, or because they have given it already and somebody else has to.
 */
export type AcceptanceStep = 'accepts' | 'first' | 'unsent' | 'waitsForSecond';

export function findAcceptanceStep({
  twoPersons,
  approvals,
  unsent,
  personId,
}: AcceptanceFacts): AcceptanceStep {
  if (unsent > 0) return 'unsent';
  if (!twoPersons) return 'accepts';
  if (approvals.some((approval) => approval.personId !== personId)) return 'accepts';
  return approvals.length > 0 ? 'waitsForSecond' : 'first';
}

/** Why nothing is accepted by this step, as a sentence; null where something happens. */
export function sayWhyNotAccepted(step: AcceptanceStep, unsent: number): string | null {
  if (step === 'unsent') {
    const [have, them] = unsent === 1 ? ['One question has', 'it'] : [`${unsent} questions have`, 'them'];
    return `${have} not been sent. Return the report with ${them}, or remove ${them}.`;
  }
  return step === 'waitsForSecond'
    ? 'You have found this report right already. Somebody else accepts it: two people are asked for.'
    : null;
}
