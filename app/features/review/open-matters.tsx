import type { ReviewSummary } from '#app/contract.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import type { OpenMatter } from '#server/domain/review/review-decision.rules.ts';
import { Definitions } from '#app/components/definitions.tsx';
import { buildReviewPath } from './review-paths.ts';
import { ItemLinks } from './review-tree.tsx';

const matterWords: Record<OpenMatter['kind'], string> = {
  unsent: 'Questions not sent',
  waiting: 'Waiting for an answer',
  answered: 'Answered and not settled',
  unexplained: 'Warnings without a reason',
  unlooked: 'Not looked at by you',
};

/** What is open before somebody decides, each with the way to its items. */
export function OpenMatters({ review }: { review: ReviewSummary }) {
  if (review.open.length === 0) {
    return <p>Nothing is open: you have looked at every item, and no question or warning is left.</p>;
  }
  return (
    <Definitions
      items={review.open.map(({ kind, items }) => ({
        term: matterWords[kind],
        description: (
          <>
            {formatCount(items.length, 'items')}: <ItemLinks items={items} path={buildReviewPath(review)} />
          </>
        ),
      }))}
    />
  );
}
