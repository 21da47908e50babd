import { and, eq, isNull } from 'drizzle-orm';
import { invitation } from '#db/schema/participants.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

/**
 * Takes an open invitation back: its link stops working. Row-level security keeps the secretariat to invitations
 * that it may give itself. Safe to repeat.
 */
export function revokeInvitation(
  context: OperationContext,
  input: { invitation: number },
): Promise<{ revoked: boolean }> {
  return runOperation(context, { permission: 'people.invite' }, input, async (run) => {
    const { tx } = run;
    const at = context.now().toISOString();
    const [row] = await tx
      .update(invitation)
      .set({ revokedAt: at })
      .where(
        and(eq(invitation.id, input.invitation), isNull(invitation.acceptedAt), isNull(invitation.revokedAt)),
      )
      .returning({ email: invitation.email });
    if (row) {
      await recordRevision(run, at, { subject: 'invitation', key: row.email, after: { event: 'revoked' } });
      return { revoked: true };
    }
    const [stored] = await tx
      .select({ acceptedAt: invitation.acceptedAt, revokedAt: invitation.revokedAt })
      .from(invitation)
      .where(eq(invitation.id, input.invitation));
    if (!stored) throw new DomainError('NOT_FOUND', 'This invitation does not exist.');
    if (stored.acceptedAt === null && stored.revokedAt === null)
      throw new DomainError('FORBIDDEN', 'Only administrators take this invitation back.');
    return { revoked: false };
  });
}
