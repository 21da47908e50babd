import { sql } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { consumeLinkTry } from '#server/auth/link-limiter.ts';
import type { Role } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { hashLinkToken } from '#server/use-cases/person/link-token.ts';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';

export type StoredInvitation = {
  email: string;
  name: string;
  role: Role;
  reporter: { code: string; name: string } | null;
  agency: string | null;
  expiresAt: string;
  /** The account with this address, if there is one. */
  personId: string | null;
  /** Whether the reporter's own people would have to confirm the role. */
  needsConfirmation: boolean;
};

/** What the holder of a link may know. */
export type Invitation = Omit<StoredInvitation, 'personId'> & { hasAccount: boolean };

/** The one answer for links that are unknown, used, revoked or too old. */
export const sayNoInvitation = () =>
  new DomainError(
    'NOT_FOUND',
    'This invitation cannot be used. It may have been accepted or taken back, or it is more than seven days old. Ask the person who invited you for a new one.',
  );

/** The open invitation with this hash, read as the role that writes accounts. */
export async function findInvitation(
  auth: Database,
  hash: string,
  at: string,
): Promise<StoredInvitation | null> {
  const [row] = await auth.execute<StoredInvitation>(sql`
    select email, name, role, agency_name as agency, to_json(expires_at)#>>'{}' as "expiresAt",
      person_id as "personId", needs_confirmation as "needsConfirmation", case when reporter_code is not null then
        json_build_object('code', reporter_code, 'name', reporter_name) end as reporter
    from tracker.find_invitation(${hash}, ${at}::timestamptz)`);
  return row ?? null;
}

/** The invitation behind a link. Reading it uses nothing up: mail programs open links before people do. */
export async function getInvitation(
  context: UseCaseContext,
  input: { token: string },
  ip: string,
): Promise<Invitation> {
  const { auth } = context.connections;
  await consumeLinkTry(auth, ip);
  const found = await findInvitation(auth, hashLinkToken(input.token), context.now().toISOString());
  if (!found) throw sayNoInvitation();
  const { personId, ...invitation } = found;
  return { ...invitation, hasAccount: personId !== null };
}
