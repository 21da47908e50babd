import { type Role, roles, type Viewer } from '../access/can.rules.ts';
import type { FieldProblem } from '../error/domain-error.ts';

/** Roles that are held for one reporter. */
export const reporterRoles = ['contributor', 'focal_point', 'clearing_officer'] as const satisfies Role[];

/** How long an invitation link is valid. */
export const invitationDays = 7;
/** How long a link to set a new password is valid. */
export const resetHours = 24;

/** Whether a role is held for one reporter. */
export const isReporterRole = (role: Role): boolean => (reporterRoles as readonly Role[]).includes(role);

/**
 * Lists the roles that a person may assign: administrators all, the secretariat those of reporters and partners. Nobody
 * assigns a role above their own; the database has the same rule (tracker.may_give_role).
 */
export function listRolesToGive(viewer: Viewer): Role[] {
  const holds = (role: Role) => viewer.assignments.some((assignment) => assignment.role === role);
  if (holds('administrator')) return [...roles];
  return holds('secretariat_officer') ? [...reporterRoles, 'partner'] : [];
}

export type InvitationInput = {
  email: string;
  name: string;
  role: Role;
  /** The code of the reporter, for roles held for one. */
  reporter?: string | undefined;
  /** The acronym of an agency of that state, for contributors. */
  agency?: string | undefined;
  /** The code of the partner, for its people. */
  partner?: string | undefined;
};

// One "@", a dot in the domain, no spaces: enough to catch typing errors. Using the link proves that mail
// arrives.
const address = /^[^\s@,;<>"]+@[^\s@,;<>".]+(\.[^\s@,;<>".]+)+$/;

/** Reads an invitation as typed; lists what is wrong by field. */
export function checkInvitation(
  input: InvitationInput,
  reporter: { kind: 'state' | 'body'; name: string } | null,
): { invitation: { email: string; name: string; role: Role }; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const add = (path: string, message: string) => problems.push({ path, message });
  const email = input.email.trim().toLowerCase();
  if (email === '') add('email', 'Enter an e-mail address.');
  else if (email.length > 254 || !address.test(email)) {
    add('email', 'Enter an e-mail address such as name@ministry.example.');
  }
  const name = input.name.trim().replace(/\s+/g, ' ');
  if (name === '') add('name', 'Enter the name of the person.');
  else if (name.length > 200) add('name', 'Shorten the name to 200 characters.');
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  else if (/[\u0000-\u001f\u007f]/.test(name)) add('name', 'Remove the characters that cannot be printed.');
  if (isReporterRole(input.role)) {
    if (!input.reporter) add('reporter', 'Choose the state or body for which the person will work.');
    else if (!reporter) add('reporter', 'Choose one of the states and bodies in the list.');
    else if (input.role === 'clearing_officer' && reporter.kind === 'body') {
      add(
        'role',
        `${reporter.name} has no clearing officer: the focal point of a sectoral body clears its report.`,
      );
    }
  } else if (input.reporter) {
    add('reporter', 'This role is not held for one state or body. Leave this empty.');
  }
  if (input.agency && input.role !== 'contributor') {
    add('agency', 'Only contributors work for one agency. Leave this empty.');
  }
  if (input.role === 'partner' && !input.partner) {
    add('partner', 'Choose the partner for which the person will work.');
  } else if (input.role !== 'partner' && input.partner) {
    add('partner', 'Only people of a partner have one. Leave this empty.');
  }
  return { invitation: { email, name, role: input.role }, problems };
}
