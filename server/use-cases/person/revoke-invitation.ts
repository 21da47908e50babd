import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { writeRevision } from '#server/operation/write-revision.ts';

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
    const [row] = await tx.execute<{ email: string }>(sql`
      update tracker.invitation set revoked_at = ${at}::timestamptz
      where id = ${input.invitation} and accepted_at is null and revoked_at is null returning email`);
    if (row) {
      await writeRevision(run, at, { subject: 'invitation', key: row.email, after: { event: 'revoked' } });
      return { revoked: true };
    }
    const [stored] = await tx.execute<{ done: boolean }>(sql`
      select accepted_at is not null or revoked_at is not null as done
      from tracker.invitation where id = ${input.invitation}`);
    if (!stored) throw new DomainError('NOT_FOUND', 'There is no such invitation.');
    if (!stored.done) throw new DomainError('FORBIDDEN', 'Only administrators take this invitation back.');
    return { revoked: false };
  });
}
