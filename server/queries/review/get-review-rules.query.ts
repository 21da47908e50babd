import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import { can } from '#server/domain/access/can.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const reviewRulesShape = {
  /** Whether two people have to find a report right before it is accepted. */
  twoPersons: z.boolean(),
  version: z.number(),
  changedBy: z.string().nullable(),
  changedAt: z.string(),
};

export type ReviewRules = RowOf<typeof reviewRulesShape> & {
  maySet: boolean;
};

/** The rules of the review: for those who review, and for those who set them. */
export function getReviewRules(context: OperationContext): Promise<ReviewRules> {
  const maySet = can(context.viewer, 'review.setRules');
  const permission = maySet ? 'review.setRules' : 'review.read';
  return runOperation(context, { permission }, {}, async ({ tx }) => {
    const [row] = await readRows(
      tx,
      reviewRulesShape,
      sql`select d.is_on as "twoPersons", d.version, p.name as "changedBy", to_json(d.changed_at)#>>'{}' as "changedAt"
      from tracker.desk_setting d left join auth.person p on p.id = d.changed_by
      where d.key = 'two_person_review'`,
    );
    if (!row) throw new Error('The rules of the desk are made with the database.');
    return { ...row, maySet };
  });
}
