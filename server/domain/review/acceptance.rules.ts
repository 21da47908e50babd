/** A person who approved a report in its current version. */
export type Approval = { personId: string; name: string };

export type AcceptanceFacts = {
  /** Whether two people must approve a report. */
  twoPersons: boolean;
  approvals: readonly Approval[];
  /** Queries that were raised and not sent. */
  unsent: number;
  personId: string;
};

/**
 * The effect of this person's approval now: it accepts the report; it is the first of two; or it has none,
 * because queries were not sent, or because the person has approved already and somebody else must.
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

/** Explains why this step accepts nothing, as a sentence; null if it has an effect. */
export function describeWhyNotAccepted(step: AcceptanceStep, unsent: number): string | null {
  if (step === 'unsent') {
    const [have, them] = unsent === 1 ? ['One question has', 'it'] : [`${unsent} questions have`, 'them'];
    return `${have} not been sent. Return the report with ${them}, or remove ${them}.`;
  }
  return step === 'waitsForSecond'
    ? 'You have found this report right already. Somebody else accepts it: two people are asked for.'
    : null;
}
