import { roles } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { checkInvitation } from '#server/domain/person/invitation.rules.ts';
import type { AppCaller } from '#server/trpc/root.ts';
import type { TypedInvitation } from './invite-form.tsx';

/** A link that was made: shown once, on the page that answers the form. */
export type MadeLink = {
  kind: 'invitation' | 'reset';
  path: string;
  name: string;
  email: string;
  expiresAt: string;
};

const text = (form: FormData, name: string) => String(form.get(name) ?? '');

export const readTypedInvitation = (form: FormData): TypedInvitation => ({
  name: text(form, 'name'),
  email: text(form, 'email'),
  role: text(form, 'role'),
  reporter: text(form, 'reporter'),
  agency: text(form, 'agency'),
});

/** Does what a form of the page asks for; a link where one was made. */
export async function runPeopleIntent(caller: AppCaller, form: FormData): Promise<MadeLink | null> {
  const person = text(form, 'person');
  switch (text(form, 'intent')) {
    case 'invite': {
      const sent = await invite(caller, readTypedInvitation(form));
      return { kind: 'invitation', path: `/invitation/${sent.token}`, ...sent };
    }
    case 'reset': {
      const made = await caller.people.issueReset({ person });
      return { kind: 'reset', path: `/reset?token=${made.token}`, ...made };
    }
    case 'disable':
      await caller.people.disable({ person });
      return null;
    case 'enable':
      await caller.people.enable({ person });
      return null;
    case 'revoke':
      await caller.people.revokeAssignment({ assignment: Number(text(form, 'assignment')) });
      return null;
    case 'revokeInvitation':
      await caller.people.revokeInvitation({ invitation: Number(text(form, 'invitation')) });
      return null;
    default:
      throw new Error(`The page has no form for "${text(form, 'intent')}".`);
  }
}

function invite(caller: AppCaller, typed: TypedInvitation) {
  const role = roles.find((known) => known === typed.role);
  if (!role) {
    // Without a role the rest can be looked at all the same, so that nothing is found out one by one.
    const { problems } = checkInvitation(
      { email: typed.email, name: typed.name, role: 'administrator' },
      null,
    );
    const message = 'Choose a role.';
    throw new DomainError('BAD_INPUT', message, {
      fields: [...problems.reverse(), { path: 'role', message }],
    });
  }
  return caller.people.invite({ name: typed.name, email: typed.email, role, ...readPlace(typed) });
}

function readPlace({ reporter, agency }: { reporter: string; agency: string }) {
  const [place = '', acronym = ''] = agency.split('/');
  return {
    ...(reporter ? { reporter } : {}),
    // Acronyms repeat from state to state: an agency of another state is passed on whole, and refused.
    ...(agency ? { agency: place === reporter ? acronym : agency } : {}),
  };
}

/** Gives a further role to somebody with an account. */
export function assign(caller: AppCaller, person: string, typed: TypedInvitation) {
  const role = roles.find((known) => known === typed.role);
  const message = 'Choose a role.';
  if (!role) throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'role', message }] });
  return caller.people.assign({ person, role, ...readPlace(typed) });
}

/** What is said after a form did its work, by the name in the address. */
export const doneWords: Record<string, string> = {
  disable: 'The account is disabled and signed out everywhere.',
  enable: 'The account is enabled.',
  revoke: 'The role is revoked.',
  revokeInvitation: 'The invitation is taken back.',
  assign: 'The role is given. The person is told by mail.',
};
