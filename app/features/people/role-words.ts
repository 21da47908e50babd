import { formatDate } from '#server/domain/language/date-format.ts';
import { type Role, roleLabels, roles } from '#server/domain/access/can.rules.ts';

/** What each role lets a person do, for those who choose one. */
export const roleHints: Record<Role, string> = {
  contributor: 'Writes parts of the report of a state or body.',
  focal_point: 'Writes the report and submits it; for a sectoral body also clears it.',
  clearing_officer: 'Clears the report of a state before it leaves.',
  secretariat_officer: 'Reviews, compiles and publishes.',
  administrator: 'Looks after accounts and the plan. Does not read reports.',
  partner: 'Sees the support of one partner, and answers for it. Sees nothing else.',
};

const isRole = (role: unknown): role is Role => (roles as readonly unknown[]).includes(role);

/** A role and where it is held: "Focal point, Thailand"; for whom and until when, where it is held for somebody. */
export function describeRole(
  role: unknown,
  place?: string | null,
  agency?: string | null,
  cover?: { name: string; until: string } | null,
): string {
  const word = isRole(role) ? roleLabels[role] : String(role);
  return [word, agency, place, cover ? describeDelegation(cover) : null].filter(Boolean).join(', ');
}

/** For whom somebody stands in and until when: "for Somchai until 4 December 2026". */
export const describeDelegation = ({ name, until }: { name: string; until: string }): string =>
  `for ${name} until ${formatDate(until)}`;
