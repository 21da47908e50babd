import type { Role } from '../access/can.rules.ts';
import type { FieldProblem } from '../error/domain-error.ts';
import { calculateDays } from '../submission/due-dates.rules.ts';

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
export const canReadWholeDraft = (role: Role, hasAgency: boolean): boolean =>
  role === 'focal_point' || role === 'clearing_officer' || (role === 'contributor' && !hasAgency);

/** Explains why a person cannot decide about a waiting role, as a sentence; null if they can. */
export function findRoleDecisionProblem(
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

/** The maximum duration of a delegation, in days. */
export const longestDelegation = 366;

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/**
 * Lists what is wrong with the dates of a delegation ("2026-11-30", both days inclusive), at `from` or
 * `until`.
 */
export function checkDelegationDates(dates: { from: string; until: string }, today: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const field of ['from', 'until'] as const) {
    if (!isValidDay(dates[field])) problems.push({ path: field, message: 'Enter a date.' });
  }
  if (problems.length > 0) return problems;
  if (dates.from < today) {
    return [{ path: 'from', message: 'Choose today or a later day.' }];
  }
  if (dates.until < dates.from) {
    return [{ path: 'until', message: 'The last day cannot come before the first.' }];
  }
  if (calculateDays(dates.from, dates.until) > longestDelegation) {
    return [
      { path: 'until', message: 'Choose at most a year. For longer, ask the secretariat for a new account.' },
    ];
  }
  return [];
}

function isValidDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && isDay(text);
}
