import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { Role, Viewer } from '#server/domain/access/can.rules.ts';
import { DomainError, refuseBadInput } from '#server/domain/error/domain-error.ts';
import { checkInvitation, type InvitationInput } from '#server/domain/person/invitation.rules.ts';
import { queueRoleMail } from '#server/notifications/queue-account-mail.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '../use-case-context.ts';
import { findPlace, type Place } from './find-place.ts';
import { findAgencyProblems, requireRoleToGive } from './invite-person.ts';

export type AssignRoleInput = Omit<InvitationInput, 'email' | 'name'> & { person: string };

/**
 * Gives a further role to somebody who has an account; they are told by mail, and so are those who answer for the
 * report of a state whose focal point they become. Giving a role that is held already does nothing. Throws FORBIDDEN
 * for a role above one's own, NOT_ALLOWED_NOW for oneself and for a disabled account, BAD_INPUT with the fields.
 */
export async function assignRole(
  context: UseCaseContext,
  input: AssignRoleInput,
): Promise<{ given: boolean }> {
  const viewer = requirePermission(context, 'people.assign');
  requireRoleToGive(viewer, input.role);
  return inTransaction(context, async (tx) => {
    const [person] = await tx.execute<{ id: string; name: string; email: string; disabled: boolean }>(sql`
      select id, name, email, disabled_at is not null as disabled from auth.person where id = ${input.person}`);
    if (!person) throw new DomainError('NOT_FOUND', 'There is no such account.');
    if (person.id === viewer.personId) {
      throw new DomainError('NOT_ALLOWED_NOW', 'You cannot give a role to yourself. Ask a colleague.');
    }
    if (person.disabled) {
      throw new DomainError('NOT_ALLOWED_NOW', 'The account is disabled. An administrator can enable it.');
    }
    const place = await findPlace(tx, input);
    const asked = { ...input, email: person.email, name: person.name };
    const { problems } = checkInvitation(asked, place);
    refuseBadInput([...problems, ...findAgencyProblems(asked, place)]);
    const role = { role: input.role, place, withAgency: Boolean(input.agency) };
    return { given: await giveRole(tx, viewer, person, role, context.now().toISOString()) };
  });
}

/** Gives a role that has been checked and queues its mail. False: the person holds it already. */
export async function giveRole(
  tx: Transaction,
  viewer: Viewer,
  person: { id: string; name: string; email: string },
  { role, place, withAgency }: { role: Role; place: Place | null; withAgency: boolean },
  at: string,
): Promise<boolean> {
  const [row] = await tx.execute<{ given: boolean }>(sql`
    select tracker.give_role(${person.id}, ${role}, ${place?.id ?? null}::integer,
      ${withAgency ? (place?.agencyId ?? null) : null}::integer, ${at}::timestamptz) as given`);
  if (!row?.given) return false;
  await queueRoleMail(tx, { person, role, place, by: viewer.name }, at);
  return true;
}
