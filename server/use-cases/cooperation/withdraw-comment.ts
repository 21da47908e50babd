import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  inTransaction,
  requirePermission,
  type OperationContext,
} from '#server/operation/operation-context.ts';

/**
 * Takes one's own comment back; it is no longer shown, and kept. Safe to repeat. Throws NOT_FOUND for a comment that
 * is not the viewer's own.
 */
export function withdrawComment(
  context: OperationContext,
  input: { reporter: string; comment: number },
): Promise<{ withdrawn: boolean }> {
  requirePermission(context, 'report.comment', { reporter: { code: input.reporter, kind: 'body' } });
  return inTransaction(context, async (tx) => {
    const [stored] = await tx.execute<{ code: string; kind: 'state' | 'body'; withdrawn: boolean }>(sql`
      select r.code, r.kind, c.withdrawn_at is not null as withdrawn
      from tracker.cooperation_comment c join tracker.reporter r on r.id = c.body_reporter_id
      where c.id = ${input.comment} and c.written_by = ${context.viewer?.personId ?? ''}`);
    if (!stored) throw new DomainError('NOT_FOUND', 'There is no such comment of yours.');
    requirePermission(context, 'report.comment', { reporter: stored });
    const gone = await tx.execute(sql`
      update tracker.cooperation_comment set withdrawn_at = ${context.now().toISOString()}::timestamptz
      where id = ${input.comment} and withdrawn_at is null`);
    return { withdrawn: gone.count > 0 };
  });
}
