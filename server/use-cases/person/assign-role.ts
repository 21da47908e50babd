import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { person as personTable } from '#db/schema/auth.ts';
import type { Role, Viewer } from '#server/domain/access/can.rules.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { checkInvitation, type InvitationInput } from '#server/domain/person/invitation.rules.ts';
import { type RoleOutcome, roleOutcomes } from '#server/domain/person/roles.rules.ts';
import { queueRoleGiven } from '#server/notifications/queue-role-mail.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { findPartner, findPlace, type HeldPartner, type Place } from './send-invitation.ts';
import { findAgencyProblems, requireRoleToGive } from './invite-person.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type AssignRoleInput = Omit<InvitationInput, 'email' | 'name'> & { person: string };

/**
 * Gives a further role to somebody who has an account, or asks for it where the reporter's own people have to confirm
 * it ("asked"); they are told by mail, and so are the people of the reporter. Giving a role that is held already, or
 * waits already, does nothing. Throws FORBIDDEN
 * for a role above one's own, NOT_ALLOWED_NOW for oneself and for a disabled account, BAD_INPUT with the fields.
 */
export async function assignRole(
  context: OperationContext,
  input: AssignRoleInput,
): Promise<{ outcome: RoleOutcome }> {
  return runOperation(context, { permission: 'people.assign' }, input, async ({ tx, viewer }) => {
    requireRoleToGive(viewer, input.role);
    const [person] = await tx
      .select({
        id: personTable.id,
        name: personTable.name,
        email: personTable.email,
        disabledAt: personTable.disabledAt,
      })
      .from(personTable)
      .where(eq(personTable.id, input.person));
    if (!person) throw new DomainError('NOT_FOUND', 'This account does not exist.');
    if (person.id === viewer.personId) {
      throw new DomainError('NOT_ALLOWED_NOW', 'You cannot give a role to yourself. Ask a colleague.');
    }
    if (person.disabledAt) {
      throw new DomainError('NOT_ALLOWED_NOW', 'The account is disabled. An administrator can enable it.');
    }
    const place = await findPlace(tx, input);
    const partner = await findPartner(tx, input.partner);
    const asked = { ...input, email: person.email, name: person.name };
    const { problems } = checkInvitation(asked, place);
    requireNoProblems([...problems, ...findAgencyProblems(asked, place)]);
    const role = { role: input.role, place, withAgency: Boolean(input.agency), partner };
    return { outcome: await assignCheckedRole(tx, viewer, person, role, context.now().toISOString()) };
  });
}

/** Gives a role that has been checked, or asks for it, and queues the mail that goes with it. */
export async function assignCheckedRole(
  tx: Transaction,
  viewer: Viewer,
  person: { id: string; name: string; email: string },
  held: { role: Role; place: Place | null; withAgency: boolean; partner: HeldPartner },
  at: string,
): Promise<RoleOutcome> {
  const { role, place, withAgency, partner } = held;
  const [row] = await readRows(
    tx,
    { outcome: z.enum(roleOutcomes) },
    partner
      ? sql`select tracker.give_partner_role(${person.id}, ${partner.id}, ${at}::timestamptz) as outcome`
      : sql`
    select tracker.give_role(${person.id}, ${role}, ${place?.id ?? null}::integer,
      ${withAgency ? (place?.agencyId ?? null) : null}::integer, ${at}::timestamptz) as outcome`,
  );
  if (!row) throw new Error('The database either gives a role or says why not.');
  if (row.outcome === 'given' || row.outcome === 'asked') {
    const by = { id: viewer.personId, name: viewer.name };
    await queueRoleGiven(
      tx,
      { person, role, hasAgency: withAgency, place, partner, by },
      row.outcome === 'asked',
      at,
    );
  }
  return row.outcome;
}
