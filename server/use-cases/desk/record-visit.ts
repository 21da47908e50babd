import { eq } from 'drizzle-orm';
import { deskVisit } from '#db/schema/review.ts';
import { applyVisit, type DeskVisit } from '#server/domain/desk/desk-visit.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** Notes that the viewer has opened the first page of the desk, and returns since when what happened is new. */
export function recordVisit(context: OperationContext): Promise<DeskVisit> {
  return runOperation(context, { permission: 'review.read' }, {}, async ({ tx, personId }) => {
    const [stored] = await tx
      .select({ sinceAt: deskVisit.sinceAt, lastAt: deskVisit.lastAt })
      .from(deskVisit)
      .where(eq(deskVisit.personId, personId));
    const visit = applyVisit(stored ?? null, context.now());
    await tx
      .insert(deskVisit)
      .values({ personId, ...visit })
      .onConflictDoUpdate({ target: deskVisit.personId, set: visit });
    return visit;
  });
}
