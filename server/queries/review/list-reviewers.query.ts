import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const reviewerShape = { id: z.string(), name: z.string() };

/** An officer who can be assigned to review a report. */
export type Reviewer = RowOf<typeof reviewerShape>;

/** Officers of the secretariat with a working account, by name. */
export function listReviewers(context: OperationContext): Promise<Reviewer[]> {
  return runOperation(context, { permission: 'review.read' }, {}, ({ tx }) =>
    readRows(
      tx,
      reviewerShape,
      sql`select p.id, p.name from auth.person p where p.disabled_at is null and exists (
        select from tracker.assignment a where a.person_id = p.id and a.role = 'secretariat_officer'
          and a.covers is null and a.revoked_at is null)
        -- The calendar publishes at a set minute; it is nobody, and cannot sign in.
        and p.id <> 'calendar'
      order by p.name, p.id`,
    ),
  );
}
