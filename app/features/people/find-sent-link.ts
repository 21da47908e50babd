import type { OpenInvitation, Person } from '#app/contract.ts';
import type { SentLink } from './sent-notice.tsx';

/** The link that an address says was just sent; null where there is none of that kind. */
export function findSentLink(
  search: URLSearchParams,
  people: readonly Person[],
  invitations: readonly OpenInvitation[],
): SentLink | null {
  if (search.get('sent') === 'invitation') {
    const found = invitations.find(({ id }) => String(id) === search.get('invitation'));
    if (!found) return null;
    const { id, name, email, expiresAt } = found;
    return {
      kind: 'invitation',
      name,
      email,
      expiresAt,
      again: { intent: 'resend', invitation: String(id) },
    };
  }
  if (search.get('sent') !== 'reset') return null;
  const person = people.find(({ id }) => id === search.get('person'));
  if (!person) return null;
  const { id, name, email } = person;
  return { kind: 'reset', name, email, expiresAt: null, again: { intent: 'reset', person: id } };
}
