import type { AppCaller } from '#app/contract.ts';
import { intent, number, refuseField, text } from '#app/features/forms/answer-form.server.ts';
import { roles } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { checkInvitation } from '#server/domain/person/invitation.rules.ts';
import type { TypedInvitation } from './invite-form.tsx';

/** The fields that say which role is given, and where. */
export const roleFields = { role: text, reporter: text, agency: text, partner: text };

const noRole = { path: 'role', message: 'Choose a role.' };

/** Invites somebody to a role. */
export function invite(caller: AppCaller, typed: TypedInvitation) {
  const role = roles.find((known) => known === typed.role);
  if (role) return caller.people.invite({ name: typed.name, email: typed.email, role, ...readPlace(typed) });
  // Without a role the rest can be looked at all the same, so that nothing is found out one by one.
  const { problems } = checkInvitation({ email: typed.email, name: typed.name, role: 'administrator' }, null);
  throw new DomainError('BAD_INPUT', noRole.message, { fields: [...problems.reverse(), noRole] });
}

type TypedRole = Pick<TypedInvitation, 'role' | 'reporter' | 'agency' | 'partner'>;

/** Gives a further role to somebody with an account. */
export function assign(caller: AppCaller, person: string, typed: TypedRole) {
  const role = roles.find((known) => known === typed.role);
  if (!role) throw refuseField(noRole.path, noRole.message);
  return caller.people.assign({ person, role, ...readPlace(typed) });
}

function readPlace({ reporter, agency, partner }: TypedRole) {
  const [place = '', acronym = ''] = agency.split('/');
  return {
    ...(reporter ? { reporter } : {}),
    ...(partner ? { partner } : {}),
    // Acronyms repeat from state to state: an agency of another state is passed on whole, and refused.
    ...(agency ? { agency: place === reporter ? acronym : agency } : {}),
  };
}

/** The forms about a role that waits; `path` is where they lead on, by what was done. */
export function decideWaiting({ people }: AppCaller, path: (done: string) => string) {
  const request = { request: number };
  return {
    confirmRole: intent(request, async (typed) => {
      await people.confirmRole(typed);
      return path('confirmRole');
    }),
    declineRole: intent(request, async (typed) => {
      await people.declineRole(typed);
      return path('declineRole');
    }),
    withdrawRole: intent(request, async (typed) => {
      await people.withdrawRole(typed);
      return path('withdrawRole');
    }),
  };
}
