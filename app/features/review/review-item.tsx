import { Tag } from '#app/components/tag.tsx';
import type { Review, ReviewItem } from './answers.ts';
import { AskForm, type RefusedQuestion } from './ask-form.tsx';
import { ActivityComparison, chooseBeside, IndicatorComparison } from './comparison.tsx';
import { FindingItem } from './finding-item.tsx';
import { QueryList } from './query-list.tsx';
import { buildItemId, listOpenQueries } from './review-groups.ts';
import styles from './review.module.css';

export interface ReviewItemProps {
  item: ReviewItem;
  review: Review;
  refused: RefusedQuestion | null;
}

/** One activity or indicator: the reporter's answer beside the earlier one, warnings and questions at the right. */
export function ReviewItemBlock({ item, review, refused }: ReviewItemProps) {
  const id = buildItemId(item);
  const beside = chooseBeside(item, review);
  const open = listOpenQueries(item).length;
  const hasSide = item.findings.length > 0 || item.queries.length > 0 || review.permissions.query;
  return (
    <article className={styles.item} id={id} aria-labelledby={`${id}-title`}>
      <div className={styles.itemHead}>
        <h3 id={`${id}-title`} className={styles.itemTitle}>
          <span className={styles.code}>{item.code}</span> {item.title}
        </h3>
        <p className={styles.tags}>
          {item.changedSinceBefore.length > 0 ? <Tag emphasis="strong">Changed</Tag> : null}{' '}
          {item.reported ? null : <Tag emphasis="normal">Not reported</Tag>}{' '}
          {open > 0 ? <Tag>{open === 1 ? '1 open question' : `${open} open questions`}</Tag> : null}
        </p>
      </div>
      <div className={styles.itemBody}>
        <div className={styles.itemMain}>
          {item.subject === 'activity' ? (
            <ActivityComparison item={item} beside={beside} statuses={review.statuses} />
          ) : (
            <IndicatorComparison item={item} beside={beside} />
          )}
        </div>
        {hasSide ? (
          <div className={styles.itemSide}>
            {item.findings.length > 0 ? (
              <ul className={styles.findings} aria-label={`Warnings about ${item.code}`}>
                {item.findings.map((finding) => (
                  <FindingItem key={`${finding.field}:${finding.sentence}`} finding={finding} />
                ))}
              </ul>
            ) : null}
            <QueryList item={item} mayAsk={review.permissions.query} />
            {review.permissions.query ? <AskForm item={item} refused={refused} /> : null}
          </div>
        ) : null}
      </div>
    </article>
  );
}
