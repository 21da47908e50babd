import { and, count, eq, sql } from 'drizzle-orm';
import { savedView } from '#db/schema/review.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { type QueueFilter, serialiseQueueFilter } from '#server/domain/review/queue-filter.rules.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** More than this no person finds their way in. */
const mostViews = 20;

/**
 * Gives a view of the queue a name, for the viewer alone; a name that is there already names the new view. Throws
 * BAD_INPUT at "title", and NOT_ALLOWED_NOW for too many.
 */
export function saveView(
  context: OperationContext,
  input: { title: string; filter: QueueFilter },
): Promise<{ id: number }> {
  return runOperation(context, { permission: 'review.read' }, input, async ({ tx, personId }) => {
    const title = normaliseText(input.title).replace(/\s+/g, ' ').trim();
    const problem = title === '' ? 'Give the view a short name.' : findTextProblem(title, 60);
    requireNoProblems(problem ? [{ path: 'title', message: problem }] : []);
    const own = eq(savedView.personId, personId);
    const named = and(own, sql`lower(${savedView.title}) = lower(${title})`);
    const query = serialiseQueueFilter(input.filter);
    const savedAt = context.now().toISOString();
    // Two tabs of one person wait for each other.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`saved view ${personId}`}, 0))`);
    const [known] = await tx.update(savedView).set({ query, savedAt }).where(named).returning({
      id: savedView.id,
    });
    if (known) return known;
    const [held] = await tx.select({ views: count() }).from(savedView).where(own);
    if ((held?.views ?? 0) >= mostViews) {
      throw new DomainError('NOT_ALLOWED_NOW', `You have ${mostViews} saved views. Delete one first.`);
    }
    const [added] = await tx
      .insert(savedView)
      .values({ personId, title, query, savedAt })
      .returning({ id: savedView.id });
    if (!added) throw new Error('A write of one row returns one row.');
    return added;
  });
}

/** Deletes a saved view of the viewer; one that is not there, or is somebody else's, is as if it were gone. */
export function deleteView(context: OperationContext, input: { id: number }): Promise<{ deleted: boolean }> {
  // Whoever has lost the role still owns the row: no policy refuses it.
  const rules = { permission: 'review.read', asksDatabase: true } as const;
  return runOperation(context, rules, input, async ({ tx, personId }) => {
    const gone = await tx
      .delete(savedView)
      .where(and(eq(savedView.id, input.id), eq(savedView.personId, personId)))
      .returning({ id: savedView.id });
    return { deleted: gone.length > 0 };
  });
}
