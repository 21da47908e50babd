import { roles } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { checkInvitation } from '#server/domain/person/invitation.rules.ts';
import { refuseUnknownIntent } from '#app/features/errors/unknown-intent.ts';
import type { AppCaller } from '#server/trpc/root.ts';
import { decideWaiting, readWaitingIntent, waitingDoneWords } from './decide-waiting.ts';
import type { TypedInvitation } from './invite-form.tsx';

const text = (form: FormData, name: string) => String(form.get(name) ?? '');

export const readTypedInvitation = (form: FormData): TypedInvitation => ({
  name: text(form, 'name'),
  email: text(form, 'email'),
  role: text(form, 'role'),
  reporter: text(form, 'reporter'),
  agency: text(form, 'agency'),
});

const numberIn = (form: FormData, name: string) => Number(text(form, name)) || 1;

/** Does what a form of the page asks for; what its next address says of it. */
export async function runPeopleIntent(caller: AppCaller, form: FormData): Promise<Record<string, string>> {
  const person = text(form, 'person');
  const intent = text(form, 'intent');
  const waiting = readWaitingIntent(form);
  if (waiting) {
    await decideWaiting(caller, waiting, form);
    return { done: waiting };
  }
  switch (intent) {
    case 'invite': {
      const { invitation } = await invite(caller, readTypedInvitation(form));
      return { sent: 'invitation', invitation: String(invitation) };
    }
    case 'resend': {
      const { invitation } = await caller.people.resendInvitation({
        invitation: numberIn(form, 'invitation'),
      });
      return { sent: 'invitation', invitation: String(invitation) };
    }
    case 'reset':
      await caller.people.issueReset({ person });
      return { sent: 'reset', person };
    case 'disable':
      await caller.people.disable({ person });
      return { done: intent };
    case 'enable':
      await caller.people.enable({ person });
      return { done: intent };
    case 'revoke':
      await caller.people.revokeAssignment({ assignment: numberIn(form, 'assignment') });
      return { done: intent };
    case 'revokeInvitation':
      await caller.people.revokeInvitation({ invitation: numberIn(form, 'invitation') });
      return { done: intent };
    default:
      throw refuseUnknownIntent();
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
  given: 'The role is given. The person and the people of the state or body are told by mail.',
  asked: 'The role waits: the state or body has to confirm it. All concerned are told by mail.',
  held: 'The person has this role already. Nothing has changed.',
  waiting: 'This role waits for confirmation already. Nothing has changed.',
  ...waitingDoneWords,
};
