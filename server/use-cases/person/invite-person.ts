import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import type { Role, Viewer } from '#server/domain/access/can.rules.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  checkInvitation,
  type InvitationInput,
  listRolesToGive,
} from '#server/domain/person/invitation.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  findPartner,
  findPlace,
  type HeldPartner,
  type Place,
  sendInvitation,
  type SentInvitation,
} from './send-invitation.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** Throws FORBIDDEN for a role above the viewer's own. */
export function requireRoleToGive(viewer: Viewer, role: Role): void {
  if (listRolesToGive(viewer).includes(role)) return;
  const message = 'Only administrators invite people to this role.';
  throw new DomainError('FORBIDDEN', message, { fields: [{ path: 'role', message }] });
}

/** What is wrong with the agency of an invitation, at "agency". */
export const findAgencyProblems = (input: InvitationInput, place: Place | null) =>
  input.agency && place && place.agencyId === null && input.role === 'contributor'
    ? [{ path: 'agency', message: `Choose an agency of ${place.name}.` }]
    : [];

/**
 * Invites somebody to a role, by mail: the inviter never sees the link. An open invitation of the same address to the
 * same role is replaced: its link stops working. Throws FORBIDDEN for a role above one's own, BAD_INPUT with the fields
 * at fault.
 */
export async function invitePerson(
  context: OperationContext,
  input: InvitationInput,
): Promise<SentInvitation> {
  return runOperation(context, { permission: 'people.invite' }, input, async ({ tx, viewer }) => {
    requireRoleToGive(viewer, input.role);
    const place = await findPlace(tx, input);
    const partner = await findPartner(tx, input.partner);
    const { invitation, problems } = checkInvitation(input, place);
    requireNoProblems([...problems, ...findAgencyProblems(input, place)]);
    const problem = await findAccountProblem(tx, viewer, invitation, place, partner);
    requireNoProblems(problem ? [{ path: 'email', message: problem }] : []);
    return sendInvitation(
      tx,
      viewer,
      { ...invitation, place, withAgency: Boolean(input.agency), partner },
      context.now(),
    );
  });
}

async function findAccountProblem(
  tx: Transaction,
  viewer: Viewer,
  invitation: { email: string; role: Role },
  place: Place | null,
  partner: HeldPartner,
): Promise<string | null> {
  if (invitation.email === viewer.email) {
    return 'This is your own address. You cannot give yourself a role.';
  }
  const [known] = await readRows(
    tx,
    { disabled: z.boolean(), holds: z.boolean() },
    sql`
    select p.disabled_at is not null as disabled, exists (select from tracker.assignment a
      where a.person_id = p.id and a.role = ${invitation.role} and a.revoked_at is null
        and a.reporter_id is not distinct from ${place?.id ?? null}::integer
        and a.partner_id is not distinct from ${partner?.id ?? null}::integer) as holds
    from auth.person p where p.email = ${invitation.email}`,
  );
  if (known?.disabled) return 'The account with this address is disabled. An administrator can enable it.';
  return known?.holds ? 'The person with this address has this role already.' : null;
}
