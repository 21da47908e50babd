import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Tag } from '#app/components/tag.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { ReviewItem, ReviewQuery } from './answers.ts';
import { sayField } from './field-words.ts';
import styles from './review.module.css';

function state(query: ReviewQuery): string {
  if (query.resolvedAt) return 'Settled';
  if (!query.sentAt) return 'Not sent yet';
  return query.answer === null ? 'Waits for an answer' : 'Answered';
}

/** The questions on one item, with their answers and what can be done about them. */
export function QueryList({ item, mayAsk }: { item: ReviewItem; mayAsk: boolean }) {
  if (item.queries.length === 0) return null;
  return (
    <ul className={styles.queries} aria-label={`Questions about ${item.code}`}>
      {item.queries.map((query) => (
        <li key={query.id} className={styles.query}>
          <p className={styles.queryHead}>
            <strong>{sayField(item, query.field)}</strong>{' '}
            <Tag emphasis={query.resolvedAt ? 'done' : query.answer ? 'strong' : 'normal'}>
              {state(query)}
            </Tag>
          </p>
          <p className={styles.text}>{query.question}</p>
          <p className={styles.by}>
            {query.raisedBy}, <DateText iso={query.sentAt ?? query.raisedAt} />
          </p>
          {query.answer === null ? null : (
            <blockquote className={styles.answer}>
              <p className={styles.text}>{query.answer}</p>
              <p className={styles.by}>
                {query.answeredBy}
                {query.answeredAt ? (
                  <>
                    , <DateText iso={query.answeredAt} />
                  </>
                ) : null}
              </p>
            </blockquote>
          )}
          {mayAsk && !query.resolvedAt ? (
            <Form method="post" preventScrollReset>
              <input type="hidden" name="query" value={query.id} />
              <input type="hidden" name="subject" value={item.subject} />
              <input type="hidden" name="code" value={item.code} />
              <Button variant="secondary" compact name="intent" value={query.sentAt ? 'settle' : 'remove'}>
                {query.sentAt ? 'Settle' : 'Remove'}
                <VisuallyHidden>
                  {' '}
                  the question about {sayField(item, query.field)} of {item.code}
                </VisuallyHidden>
              </Button>
            </Form>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
