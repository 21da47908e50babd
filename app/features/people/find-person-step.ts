import type { AppCaller, OpenInvitation, Person } from '#app/contract.ts';
import type { PersonStep } from './confirm-person.tsx';

/** What an address asks to confirm, with what must be known before; null where it asks nothing that can be done. */
export async function findPersonStep(
  caller: AppCaller,
  search: URLSearchParams,
  people: readonly Person[],
  invitations: readonly OpenInvitation[],
): Promise<PersonStep | null> {
  const what = search.get('confirm');
  switch (what) {
    case 'revokeInvitation': {
      const invitation = invitations.find(({ id }) => String(id) === search.get('invitation'));
      return invitation ? { what, invitation } : null;
    }
    case 'revoke': {
      const holds = ({ roles }: Person) => roles.some(({ id }) => String(id) === search.get('assignment'));
      const person = people.find(holds);
      const held = person?.roles.find(({ id }) => String(id) === search.get('assignment'));
      return person && held ? { what, held, person: await caller.people.get({ person: person.id }) } : null;
    }
    case 'disable':
    case 'enable':
    case 'reset': {
      const person = people.find(({ id }) => id === search.get('person'));
      if (!person || (person.disabledAt === null) === (what === 'enable')) return null;
      return { what, person: await caller.people.get({ person: person.id }) };
    }
    default:
      return null;
  }
}
