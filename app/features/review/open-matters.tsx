import { Fragment } from 'react';
import type { ReviewSummary } from '#app/contract.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import type { OpenMatter } from '#server/domain/review/review-decision.rules.ts';
import { Definitions } from '#app/components/definitions.tsx';
import { buildItemSearch, buildReviewPath } from './review-paths.ts';
import { Link } from 'react-router';

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
      items={review.open.map((matter) => ({
        term: matterWords[matter.kind],
        description: (
          <>
            {formatCount(matter.count, 'items')}: <ItemLinks matter={matter} path={buildReviewPath(review)} />
          </>
        ),
      }))}
    />
  );
}

/** The way to the items by their codes: "A1.1, A1.2 and 10 more". */
function ItemLinks({ matter: { items, count }, path }: { matter: OpenMatter; path: string }) {
  return (
    <>
      {items.map((item, at) => (
        <Fragment key={item.name}>
          {at > 0 ? ', ' : ''}
          <Link to={`${path}${buildItemSearch(item.name, 'all')}`} title={item.title}>
            {item.code}
          </Link>
        </Fragment>
      ))}
      {count > items.length ? ` and ${count - items.length} more` : ''}
    </>
  );
}
