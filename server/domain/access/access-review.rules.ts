import type { Role, Viewer } from './can.rules.ts';
import { listRolesToGive } from '../person/invitation.rules.ts';

/** What is decided about a role in the review of a round. */
export const accessDecisions = ['keep', 'end'] as const;
export type AccessDecision = (typeof accessDecisions)[number];

type ReviewRound = { code: string; opensOn: string };

/**
 * The round whose review is under way: the last that has begun, or else the first of all.
 *
 * @param rounds by their period, the earliest first
 * @param today an ISO date
 */
export function findReviewRound<Round extends ReviewRound>(
  rounds: readonly Round[],
  today: string,
): Round | null {
  return rounds.findLast(({ opensOn }) => opensOn <= today) ?? rounds[0] ?? null;
}

/**
 * Why a person does not decide about a role; null: they may. Whoever may give a role looks after it; nobody ends their
 * own, so that it is never done by one person alone.
 */
export function explainNoDecision(
  viewer: Viewer,
  held: { personId: string; role: Role },
  decision: AccessDecision,
): string | null {
  if (!listRolesToGive(viewer).includes(held.role)) return 'Only administrators look after this role.';
  if (decision === 'end' && held.personId === viewer.personId) {
    return 'This is a role of your own. Ask somebody else to end it.';
  }
  return null;
}

/** "31 of 65": how many roles were looked at, of those that are held or were ended in this review. */
export function countReviewed(roles: readonly { decision: unknown }[]): { looked: number; total: number } {
  return { looked: roles.filter(({ decision }) => decision !== null).length, total: roles.length };
}
