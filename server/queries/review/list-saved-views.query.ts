import { asc, eq, sql } from 'drizzle-orm';
import { savedView } from '#db/schema/review.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** A view of the queue that a person has named; `query` is the query string of its URL, "" for the whole queue. */
export type SavedView = { id: number; title: string; query: string };

/** The viewer's own, by name. */
export function listSavedViews(context: OperationContext): Promise<SavedView[]> {
  return runOperation(context, { permission: 'review.read' }, {}, async ({ tx, personId }) => [
    ...(await tx
      .select({ id: savedView.id, title: savedView.title, query: savedView.query })
      .from(savedView)
      .where(eq(savedView.personId, personId))
      .orderBy(asc(sql`lower(${savedView.title})`))),
  ]);
}
