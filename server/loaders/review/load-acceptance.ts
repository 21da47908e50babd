import { and, count, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { person } from '#db/schema/auth.ts';
import { deskSetting, reviewApproval } from '#db/schema/review.ts';
import { query } from '#db/schema/submission.ts';
import type { Approval } from '#server/domain/review/acceptance.rules.ts';

/** Whether two people have to find a report right before it is accepted. */
export async function isTwoPersonReview(tx: Transaction): Promise<boolean> {
  const [row] = await tx
    .select({ isOn: deskSetting.isOn })
    .from(deskSetting)
    .where(eq(deskSetting.key, 'two_person_review'));
  return row?.isOn ?? false;
}

/** Who has found the report right, in this version of it; oldest first. */
export function listApprovals(
  tx: Transaction,
  submission: { id: number; version: number },
): Promise<(Approval & { at: string })[]> {
  return tx
    .select({ personId: person.id, name: person.name, at: reviewApproval.approvedAt })
    .from(reviewApproval)
    .innerJoin(person, eq(person.id, reviewApproval.approvedBy))
    .where(
      and(
        eq(reviewApproval.submissionId, submission.id),
        eq(reviewApproval.submissionVersion, submission.version),
      ),
    )
    .orderBy(reviewApproval.id);
}

/** How many questions on a report were raised and not sent. */
export async function countUnsent(tx: Transaction, submissionId: number): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(query)
    .where(and(eq(query.submissionId, submissionId), isNull(query.sentAt), isNull(query.resolvedAt)));
  return row?.count ?? 0;
}
