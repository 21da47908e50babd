import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Details } from '#app/components/details.tsx';
import { TextArea } from '#app/components/field.tsx';
import { Tag } from '#app/components/tag.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { ThreadEntryView } from '../conversation/thread-entry.tsx';
import type { ReviewItem, ReviewQuery } from './answers.ts';
import { describeField } from './field-words.ts';
import { buildItemId } from './review-groups.ts';
import styles from './review.module.css';

function state(query: ReviewQuery): string {
  if (query.resolvedAt) return 'Settled';
  if (!query.sentAt) return 'Not sent yet';
  return query.answer === null ? 'Waits for an answer' : 'Answered';
}

interface QueryListProps {
  item: ReviewItem;
  mayAsk: boolean;
  /** The name of the state or body that answers. */
  reporter: string;
  requestId: string;
}

/** The questions on one item field by field, with their answers and what can be done about them. */
export function QueryList({ item, mayAsk, reporter, requestId }: QueryListProps) {
  if (item.queries.length === 0) return null;
  const fields = [...new Set(item.queries.map(({ field }) => field))];
  return (
    <ul className={styles.queries} aria-label={`Questions about ${item.code}`}>
      {fields.map((field) => {
        const queries = item.queries.filter((query) => query.field === field);
        const newest = queries.at(-1);
        return (
          <li key={field} className={styles.query}>
            <p>
              <strong>{describeField(item, field)}</strong>
            </p>
            {queries.map((query) => (
              <ThreadEntryView
                key={query.id}
                question={query.question}
                raisedBy={query.raisedBy}
                sentAt={query.sentAt}
                answer={query.answer}
                answeredBy={query.answeredBy}
                answeredAt={query.answeredAt}
                reporter={reporter}
                head={
                  <p className={styles.queryHead}>
                    <Tag emphasis={query.resolvedAt ? 'done' : query.answer ? 'strong' : 'normal'}>
                      {state(query)}
                    </Tag>
                  </p>
                }
              >
                {mayAsk && !query.resolvedAt ? <Settle item={item} query={query} /> : null}
              </ThreadEntryView>
            ))}
            {mayAsk && newest?.sentAt ? <AskAgain item={item} field={field} requestId={requestId} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

function Settle({ item, query }: { item: ReviewItem; query: ReviewQuery }) {
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="query" value={query.id} />
      <input type="hidden" name="subject" value={item.subject} />
      <input type="hidden" name="code" value={item.code} />
      <Button variant="secondary" compact name="intent" value={query.sentAt ? 'settle' : 'remove'}>
        {query.sentAt ? 'Settle' : 'Remove'}
        <VisuallyHidden>
          {' '}
          the question about {describeField(item, query.field)} of {item.code}
        </VisuallyHidden>
      </Button>
    </Form>
  );
}

/** A further question on the same field. It settles the one above when it is sent. */
function AskAgain({ item, field, requestId }: { item: ReviewItem; field: string; requestId: string }) {
  const id = `again-${buildItemId(item)}-${field.replace('=', '.')}`;
  return (
    <Details
      summary={
        <>
          Ask again
          <VisuallyHidden>
            {' '}
            about {describeField(item, field)} of {item.code}
          </VisuallyHidden>
        </>
      }
      flush
    >
      <Form method="post" noValidate preventScrollReset>
        <input type="hidden" name="requestId" value={requestId} />
        <input type="hidden" name="subject" value={item.subject} />
        <input type="hidden" name="code" value={item.code} />
        <input type="hidden" name="field" value={field} />
        <TextArea
          id={id}
          name="question"
          label={`Further question on ${item.code}`}
          hint="It is sent when you return the report, and settles the one above."
          rows={3}
        />
        <p className={styles.act}>
          <Button variant="secondary" compact name="intent" value="ask">
            Save further question
          </Button>
        </p>
      </Form>
    </Details>
  );
}
