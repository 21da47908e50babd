import { addLinkTry } from '#server/auth/link-limiter.ts';
import { hashLinkToken } from '#server/auth/link-token.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  type StoredInvitation,
  describeNoInvitation,
  findInvitation,
} from '#server/loaders/person/find-invitation.ts';

/** What the holder of a link may know. */
export type Invitation = Omit<StoredInvitation, 'personId'> & { hasAccount: boolean };

/** The invitation behind a link. Reading it uses nothing up: mail programs open links before people do. */
export async function getInvitation(
  context: OperationContext,
  input: { token: string },
  ip: string,
): Promise<Invitation> {
  const { auth } = context.connections;
  await addLinkTry(auth, ip);
  const found = await findInvitation(auth, hashLinkToken(input.token), context.now().toISOString());
  if (!found) throw describeNoInvitation();
  const { personId, ...invitation } = found;
  return { ...invitation, hasAccount: personId !== null };
}
