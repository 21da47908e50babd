import type { Role } from '../access/can.rules.ts';

/**
 * The outcome of assigning a role: it is given, it waits for confirmation (asked), the person holds it
 * already, or it is already waiting. tracker.open_role decides.
 */
export const roleOutcomes = ['given', 'asked', 'held', 'waiting'] as const;
export type RoleOutcome = (typeof roleOutcomes)[number];

/** The decisions about a waiting role. */
export const roleVerdicts = ['confirmed', 'declined', 'withdrawn'] as const;
export type RoleVerdict = (typeof roleVerdicts)[number];

/** For this many days after a reporter's focal point was removed, its new people still need confirmation. */
export const daysAfterFocalPoint = 30;

/** Whether a role gives access to a reporter's whole draft: such roles are confirmed by its own people. */
export const opensWholeDraft = (role: Role, hasAgency: boolean): boolean =>
  role === 'focal_point' || role === 'clearing_officer' || (role === 'contributor' && !hasAgency);

/** Explains why a person cannot decide about a waiting role, as a sentence; null if they can. */
export function explainNoRoleDecision(
  viewerId: string,
  request: { askedBy: string; personId: string; role: Role; reporter: string; mayDecide: boolean },
): string | null {
  if (viewerId === request.askedBy) return 'You asked for this role. Somebody else has to confirm it.';
  if (viewerId === request.personId) return 'This role is for you. Somebody else has to confirm it.';
  if (request.mayDecide) return null;
  return `${describeWhoDecides(request.role, request.reporter)} can decide on this role.`;
}

/** Names who confirms or declines a role: "A focal point of Thailand". */
export const describeWhoDecides = (role: Role, reporter: string): string =>
  role === 'focal_point'
    ? `A focal point or clearing officer of ${reporter}`
    : `A focal point of ${reporter}`;
