import { eq } from 'drizzle-orm';
import { person } from '#db/schema/auth.ts';
import { deskSetting } from '#db/schema/review.ts';
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
    const [row] = await tx
      .select({
        twoPersons: deskSetting.isOn,
        version: deskSetting.version,
        changedBy: person.name,
        changedAt: deskSetting.changedAt,
      })
      .from(deskSetting)
      .leftJoin(person, eq(person.id, deskSetting.changedBy))
      .where(eq(deskSetting.key, 'two_person_review'));
    if (!row) throw new Error('The rules of the desk are made with the database.');
    return { ...row, maySet };
  });
}
