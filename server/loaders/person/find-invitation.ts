import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '#db/client.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { roles } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';

const storedInvitationShape = {
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  reporter: z.object({ code: z.string(), name: z.string() }).nullable(),
  agency: z.string().nullable(),
  expiresAt: z.string(),
  /** The account with this address, if there is one. */
  personId: z.string().nullable(),
  /** Whether the reporter's own people would have to confirm the role. */
  needsConfirmation: z.boolean(),
};

export type StoredInvitation = RowOf<typeof storedInvitationShape>;

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
  const [row] = await readRows(
    auth,
    storedInvitationShape,
    sql`select email, name, role, agency_name as agency, to_json(expires_at)#>>'{}' as "expiresAt",
      person_id as "personId", needs_confirmation as "needsConfirmation", case when reporter_code is not null then
        json_build_object('code', reporter_code, 'name', reporter_name) end as reporter
    from tracker.find_invitation(${hash}, ${at}::timestamptz)`,
  );
  return row ?? null;
}
