import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { roles } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { findPlace, sendInvitation, type SentInvitation } from './send-invitation.ts';
import { requireRoleToGive } from './invite-person.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/**
 * Sends an invitation once more, with a new link to the same address: the earlier link stops working. Throws NOT_FOUND,
 * FORBIDDEN for a role above one's own, NOT_ALLOWED_NOW where it was accepted or taken back.
 */
export function resendInvitation(
  context: OperationContext,
  input: { invitation: number },
): Promise<SentInvitation> {
  return runOperation(context, { permission: 'people.invite' }, input, async ({ tx, viewer }) => {
    const [stored] = await readRows(
      tx,
      {
        email: z.string(),
        name: z.string(),
        role: z.enum(roles),
        reporter: z.string().nullable(),
        agency: z.string().nullable(),
        partner: z.object({ id: z.number(), name: z.string() }).nullable(),
        ended: z.boolean(),
      },
      sql`
      select i.email, i.name, i.role, r.code as reporter, g.acronym as agency,
        case when n.id is not null then json_build_object('id', n.id, 'name', n.name) end as partner,
        i.accepted_at is not null or i.revoked_at is not null as ended
      from tracker.invitation i
      left join tracker.reporter r on r.id = i.reporter_id
      left join tracker.agency g on g.id = i.agency_id
      left join tracker.partner n on n.id = i.partner_id
      where i.id = ${input.invitation}`,
    );
    if (!stored) throw new DomainError('NOT_FOUND', 'This invitation does not exist.');
    requireRoleToGive(viewer, stored.role);
    if (stored.ended) {
      throw new DomainError('NOT_ALLOWED_NOW', 'The invitation has since been accepted or withdrawn.');
    }
    const { email, name, role, reporter, agency, partner } = stored;
    const place = await findPlace(tx, { reporter: reporter ?? undefined, agency: agency ?? undefined });
    if (agency !== null && place?.agencyId == null) {
      throw new DomainError(
        'NOT_ALLOWED_NOW',
        `The agency ${agency} no longer exists. Send a new invitation.`,
      );
    }
    const invitation = { email, name, role, place, withAgency: agency !== null, partner };
    return sendInvitation(tx, viewer, invitation, context.now());
  });
}
