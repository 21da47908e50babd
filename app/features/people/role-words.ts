import { type Role, roleLabels, roles } from '#server/domain/access/can.rules.ts';

/** What each role lets a person do, for those who choose one. */
export const roleHints: Record<Role, string> = {
  contributor: 'Writes parts of the report of a state or body.',
  focal_point: 'Writes the report and submits it; for a sectoral body also clears it.',
  clearing_officer: 'Clears the report of a state before it leaves.',
  secretariat_officer: 'Reviews, compiles and publishes.',
  administrator: 'Looks after accounts and the plan. Does not read reports.',
};

const isRole = (role: unknown): role is Role => (roles as readonly unknown[]).includes(role);

/** A role and where it is held: "Focal point, Thailand". */
export function sayRole(role: unknown, place?: string | null, agency?: string | null): string {
  const word = isRole(role) ? roleLabels[role] : String(role);
  return [word, agency, place].filter(Boolean).join(', ');
}
