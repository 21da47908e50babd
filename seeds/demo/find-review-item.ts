import type { ReviewItem } from '#server/queries/review/load-review-item.query.ts';
import { getReview } from '#server/queries/review/get-review.query.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';

/** The first item of a report, in the order of its review, of which this is so. */
export async function findReviewItem<Found extends ReviewItem>(
  context: OperationContext,
  key: { round: string; reporter: string },
  isWanted: (item: ReviewItem) => item is Found,
): Promise<Found | null> {
  let { current, areas } = await getReview(context, key);
  // It opens where its reviewer begins, which need not be its beginning.
  const first = areas[0]?.first;
  if (first) ({ current } = await getReview(context, { ...key, item: first }));
  while (current) {
    if (isWanted(current.item)) return current.item;
    if (current.next === null) return null;
    ({ current } = await getReview(context, { ...key, item: current.next }));
  }
  return null;
}
