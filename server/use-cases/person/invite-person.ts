import { sql } from 'drizzle-orm';
import { DomainError, refuseBadInput } from '#server/domain/error/domain-error.ts';
import {
  checkInvitation,
  type InvitationInput,
  invitationDays,
  listRolesToGive,
} from '#server/domain/person/invitation.rules.ts';
import { queueInvitationMail } from '#server/notifications/queue-account-mail.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '../use-case-context.ts';
import { createLinkToken } from './link-token.ts';

/** `token` is the secret end of the link; it is here once and can be read nowhere afterwards. */
export type SentInvitation = { token: string; email: string; name: string; expiresAt: string };

/**
 * Invites somebody to a role, by mail and by a link that the inviter sees once. An open invitation of the same address to the same role is replaced: its link stops
 * working. Throws FORBIDDEN for a role above one's own, BAD_INPUT with the fields at fault.
 */
export async function invitePerson(context: UseCaseContext, input: InvitationInput): Promise<SentInvitation> {
  const viewer = requirePermission(context, 'people.invite');
  if (!listRolesToGive(viewer).includes(input.role)) {
    throw new DomainError('FORBIDDEN', 'Only administrators invite people to this role.', {
      fields: [{ path: 'role', message: 'Only administrators invite people to this role.' }],
    });
  }
  return inTransaction(context, async (tx) => {
    const [reporter] = await tx.execute<{
      id: number;
      kind: 'state' | 'body';
      name: string;
      agency_id: number | null;
    }>(sql`
      select r.id, r.kind, coalesce(m.name, b.name) as name, (select g.id from tracker.agency g
        where g.state_id = r.state_id and g.acronym = ${input.agency ?? ''} and g.to_on is null
        order by g.from_on desc limit 1) as agency_id
      from tracker.reporter r
      left join tracker.member_state m on m.id = r.state_id
      left join tracker.sectoral_body b on b.id = r.body_id
      where r.code = ${input.reporter ?? ''}`);
    const { invitation, problems } = checkInvitation(input, reporter ?? null);
    if (input.agency && reporter && reporter.agency_id === null && input.role === 'contributor') {
      problems.push({ path: 'agency', message: `Choose an agency of ${reporter.name}.` });
    }
    refuseBadInput(problems);
    const [known] = await tx.execute<{ disabled: boolean; holds: boolean }>(sql`
      select p.disabled_at is not null as disabled, exists (select from tracker.assignment a
        where a.person_id = p.id and a.role = ${invitation.role} and a.revoked_at is null
          and a.reporter_id is not distinct from ${reporter?.id ?? null}::integer) as holds
      from auth.person p where p.email = ${invitation.email}`);
    const problem = known?.disabled
      ? 'The account with this address is disabled. An administrator can enable it.'
      : known?.holds
        ? 'The person with this address has this role already.'
        : null;
    refuseBadInput(problem ? [{ path: 'email', message: problem }] : []);

    const at = context.now();
    const expiresAt = new Date(at.getTime() + invitationDays * 86_400_000).toISOString();
    const { token, hash } = createLinkToken();
    await tx.execute(sql`
      update tracker.invitation set revoked_at = ${at.toISOString()}::timestamptz
      where email = ${invitation.email} and role = ${invitation.role} and accepted_at is null and revoked_at is null
        and reporter_id is not distinct from ${reporter?.id ?? null}::integer`);
    await tx.execute(sql`
      insert into tracker.invitation (token_hash, email, name, role, reporter_id, agency_id, invited_by, invited_at,
        expires_at)
      values (${hash}, ${invitation.email}, ${invitation.name}, ${invitation.role}, ${reporter?.id ?? null},
        ${input.agency ? (reporter?.agency_id ?? null) : null}, ${viewer.personId},
        ${at.toISOString()}::timestamptz, ${expiresAt}::timestamptz)`);
    await queueInvitationMail(
      tx,
      {
        ...invitation,
        place: reporter ? { id: reporter.id, kind: reporter.kind, name: reporter.name } : null,
        by: viewer.name,
        token,
        hash,
        expiresAt,
      },
      at.toISOString(),
    );
    return { token, email: invitation.email, name: invitation.name, expiresAt };
  });
}
