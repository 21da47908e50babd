import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { inTransaction, requireViewer, type UseCaseContext } from '../use-case-context.ts';

/**
 * Ends a cover before its last day, or before it has begun: by whoever handed the role over, or stands in. Throws
 * NOT_FOUND where there is none in which the viewer has a part, or it has ended already.
 */
export function endCover(context: UseCaseContext, input: { assignment: number }): Promise<{ ended: true }> {
  requireViewer(context);
  return inTransaction(context, async (tx) => {
    const [row] = await tx.execute<{ ended: boolean }>(sql`
      select tracker.end_cover(${input.assignment}, ${context.now().toISOString()}::timestamptz) as ended`);
    if (!row?.ended) throw new DomainError('NOT_FOUND', 'There is no such cover of yours, or it has ended.');
    return { ended: true };
  });
}
