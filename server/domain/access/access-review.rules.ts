import type { Role, Viewer } from './can.rules.ts';
import { listRolesToGive } from '../person/invitation.rules.ts';

/** The decisions about a role in the access review of a round. */
export const accessDecisions = ['keep', 'end'] as const;
export type AccessDecision = (typeof accessDecisions)[number];

type ReviewRound = { code: string; plan: string; state: 'planned' | 'open' | 'closed' };

/**
 * Returns the round whose review is in progress: the latest that has been opened, otherwise the first. Importing a plan
 * whose rounds are only planned starts no review.
 *
 * @param rounds by period, earliest first
 * @param plan the code of the plan whose rounds count; without one those of all plans
 */
export function findReviewRound<Round extends ReviewRound>(
  rounds: readonly Round[],
  plan?: string,
): Round | null {
  const asked = rounds.filter((round) => plan === undefined || round.plan === plan);
  return asked.findLast(({ state }) => state !== 'planned') ?? asked[0] ?? null;
}

/**
 * Explains why a person may not decide about a role, or returns null if they may. Whoever may assign a role
 * reviews it; nobody ends their own, so that no person can do it alone.
 */
export function findDecisionProblem(
  viewer: Viewer,
  held: { personId: string; role: Role },
  decision: AccessDecision,
): string | null {
  if (!listRolesToGive(viewer).includes(held.role)) return 'Only administrators manage this role.';
  if (decision === 'end' && held.personId === viewer.personId) {
    return 'This is your own role. Ask somebody else to end it.';
  }
  return null;
}

/** Counts how many roles were reviewed, of those that are held or were ended in this review: "31 of 65". */
export function countReviewed(roles: readonly { decision: unknown }[]): { looked: number; total: number } {
  return { looked: roles.filter(({ decision }) => decision !== null).length, total: roles.length };
}
