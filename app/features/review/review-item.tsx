import { Form } from 'react-router';
import { Tag } from '#app/components/tag.tsx';
import type { EvidenceItem } from '#server/queries/evidence/list-evidence.query.ts';
import type { Review, ReviewItem } from './answers.ts';
import type { RefusedQuestion } from './ask-form.tsx';
import { ActivityComparison, IndicatorComparison } from './comparison.tsx';
import { marksPath } from './review-desk.tsx';
import { buildItemId, listOpenQueries } from './review-groups.ts';
import { listSections } from './review-sections.tsx';
import styles from './review.module.css';
import { chooseBeside } from './shown-fields.ts';
import { formatCount } from '#server/domain/language/format-counts.ts';

export interface ReviewItemProps {
  item: ReviewItem;
  review: Review;
  /** Files and links of the whole report. */
  evidence: readonly EvidenceItem[];
  refused: RefusedQuestion | null;
  requestId: string;
}

/** One activity or indicator: the reporter's answer beside the earlier one, warnings and questions at the right. */
export function ReviewItemBlock({ item, review, evidence, refused, requestId }: ReviewItemProps) {
  const id = buildItemId(item);
  const beside = chooseBeside(item, review);
  const open = listOpenQueries(item).length;
  const sections = listSections({
    item,
    review,
    evidence: evidence.filter(({ subject, code }) => subject === item.subject && code === item.code),
    refused,
    requestId,
  });
  return (
    <article className={styles.item} id={id} aria-labelledby={`${id}-title`}>
      <div className={styles.itemHead}>
        <h3 id={`${id}-title`} className={styles.itemTitle}>
          <span className={styles.code}>{item.code}</span> {item.title}
        </h3>
        <p className={styles.tags}>
          {item.changedSinceBefore.length > 0 ? <Tag emphasis="strong">Changed</Tag> : null}{' '}
          {item.reported ? null : <Tag emphasis="normal">Not reported</Tag>}{' '}
          {open > 0 ? <Tag>{formatCount(open, 'open questions')}</Tag> : null}
        </p>
      </div>
      <div className={styles.itemBody}>
        {/* Each field has a button in it that marks it as looked at. */}
        <Form method="post" action={marksPath(review)} className={styles.itemMain}>
          {item.subject === 'activity' ? (
            <ActivityComparison item={item} beside={beside} statuses={review.statuses} />
          ) : (
            <IndicatorComparison item={item} beside={beside} />
          )}
        </Form>
        {sections.length > 0 ? (
          <aside className={styles.itemSide}>
            {sections.map(({ key, title, content, screenOnly }) => (
              <div key={key} className={styles.section} {...(screenOnly ? { 'data-print': 'hide' } : {})}>
                <h4 className={styles.sectionTitle}>{title}</h4>
                {content}
              </div>
            ))}
          </aside>
        ) : null}
      </div>
    </article>
  );
}
