import type { ReviewItem } from '#server/queries/review/load-review-item.query.ts';
import { getReview } from '#server/queries/review/get-review.query.ts';
import { listTreeItems, type TreeItem } from '#server/domain/review/review-tree.calculations.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';

/** The first item of a report, in the order of its review, of which this is so. */
export async function findReviewItem<Found extends ReviewItem>(
  context: OperationContext,
  key: { round: string; reporter: string },
  isCandidate: (line: TreeItem) => boolean,
  isWanted: (item: ReviewItem) => item is Found,
): Promise<Found | null> {
  const { tree } = await getReview(context, key);
  for (const { name } of listTreeItems(tree).filter(isCandidate)) {
    const item = (await getReview(context, { ...key, item: name })).current?.item;
    if (item && isWanted(item)) return item;
  }
  return null;
}
