import { sql } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import type { Role } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';

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

/** The one answer for links that are unknown, used, revoked or too old. */
export const describeNoInvitation = () =>
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
