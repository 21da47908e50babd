import type { Role } from '../access/can.rules.ts';

/**
 * What became of a role that was to be given: it counts now, it waits for a yes, the person holds it already, or it
 * was asked for already. tracker.open_role decides.
 */
export const roleOutcomes = ['given', 'asked', 'held', 'waiting'] as const;
export type RoleOutcome = (typeof roleOutcomes)[number];

/** The verdicts on a role that waits. */
export const roleVerdicts = ['confirmed', 'declined', 'withdrawn'] as const;
export type RoleVerdict = (typeof roleVerdicts)[number];

/** For how many days after its focal point was taken away a reporter's new people need a yes all the same. */
export const daysAfterFocalPoint = 30;

/** Whether a role opens the whole draft of a reporter: these are the ones that its own people confirm. */
export const opensWholeDraft = (role: Role, hasAgency: boolean): boolean =>
  role === 'focal_point' || role === 'clearing_officer' || (role === 'contributor' && !hasAgency);

/** Why a person cannot decide on a role that waits, as a sentence; null where they can. */
export function explainNoRoleDecision(
  viewerId: string,
  request: { askedBy: string; personId: string; role: Role; reporter: string; mayDecide: boolean },
): string | null {
  if (viewerId === request.askedBy) return 'You asked for this role. Somebody else has to confirm it.';
  if (viewerId === request.personId) return 'This role is for you. Somebody else has to confirm it.';
  if (request.mayDecide) return null;
  return `${sayWhoDecides(request.role, request.reporter)} can decide on this role.`;
}

/** "A focal point of Thailand": who says yes or no to a role. */
export const sayWhoDecides = (role: Role, reporter: string): string =>
  role === 'focal_point'
    ? `A focal point or clearing officer of ${reporter}`
    : `A focal point of ${reporter}`;
