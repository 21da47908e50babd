import { sql } from 'drizzle-orm';
import { can } from '#server/domain/access/can.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type ReviewRules = {
  /** Whether two people have to find a report right before it is accepted. */
  twoPersons: boolean;
  version: number;
  changedBy: string | null;
  changedAt: string;
  maySet: boolean;
};

/** The rules of the review: for those who review, and for those who set them. */
export function getReviewRules(context: OperationContext): Promise<ReviewRules> {
  const maySet = can(context.viewer, 'review.setRules');
  const permission = maySet ? 'review.setRules' : 'review.read';
  return runOperation(context, { permission }, {}, async ({ tx }) => {
    const [row] = await tx.execute<Omit<ReviewRules, 'maySet'>>(sql`
      select d.is_on as "twoPersons", d.version, p.name as "changedBy", to_json(d.changed_at)#>>'{}' as "changedAt"
      from tracker.desk_setting d left join auth.person p on p.id = d.changed_by
      where d.key = 'two_person_review'`);
    if (!row) throw new Error('The rules of the desk are made with the database.');
    return { ...row, maySet };
  });
}
