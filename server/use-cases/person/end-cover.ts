import { sql } from 'drizzle-orm';
import { inTransaction, requireViewer, type UseCaseContext } from '../use-case-context.ts';

/**
 * Ends a cover before its last day, or before it has begun: by whoever handed the role over, or stands in. False:
 * there is none in which the viewer has a part, or it has ended already. Safe to repeat.
 */
export function endCover(
  context: UseCaseContext,
  input: { assignment: number },
): Promise<{ ended: boolean }> {
  requireViewer(context);
  return inTransaction(context, async (tx) => {
    const [row] = await tx.execute<{ ended: boolean }>(sql`
      select tracker.end_cover(${input.assignment}, ${context.now().toISOString()}::timestamptz) as ended`);
    return { ended: row?.ended ?? false };
  });
}
