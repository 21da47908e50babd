import { sql } from 'drizzle-orm';
import { can } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { inTransaction, requireViewer, type OperationContext } from '#server/operation/operation-context.ts';

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
  const viewer = requireViewer(context);
  const maySet = can(viewer, 'review.setRules');
  if (!maySet && !can(viewer, 'review.read')) {
    throw new DomainError('FORBIDDEN', 'Your account does not allow this.');
  }
  return inTransaction(context, async (tx) => {
    const [row] = await tx.execute<Omit<ReviewRules, 'maySet'>>(sql`
      select d.is_on as "twoPersons", d.version, p.name as "changedBy", to_json(d.changed_at)#>>'{}' as "changedAt"
      from tracker.desk_setting d left join auth.person p on p.id = d.changed_by
      where d.key = 'two_person_review'`);
    if (!row) throw new Error('The rules of the desk are made with the database.');
    return { ...row, maySet };
  });
}
