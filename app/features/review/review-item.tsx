import { Form } from 'react-router';
import { Tag } from '#app/components/tag.tsx';
import type { EvidenceItem, Review, ReviewItem, ReviewQuery } from '#app/contract.ts';
import { AskForm, type RefusedQuestion } from './ask-form.tsx';
import { ActivityComparison, IndicatorComparison } from './comparison.tsx';
import { marksPath } from './review-desk.tsx';
import { buildItemId, listOpenQueries } from './review-groups.ts';
import styles from './review.module.css';
import { chooseBeside, describeField } from './fields.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import type { ReactNode } from 'react';
import { EvidenceList } from '#app/features/evidence/evidence-list.tsx';
import { CompilerNotes, EditedTexts, PeerNotes } from './beside-words.tsx';
import { Button } from '#app/components/button.tsx';
import { Details } from '#app/components/layout.tsx';
import { TextArea } from '#app/components/field.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { ThreadEntryView } from '../conversation/thread-entry.tsx';

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

interface SectionsOf {
  item: ReviewItem;
  review: Review;
  /** Files and links of the item that may be read outside the country. */
  evidence: readonly EvidenceItem[];
  refused: RefusedQuestion | null;
  /** An id for the next question, so that a form that is sent twice is harmless. */
  requestId: string;
}

/** One part of what stands beside an item. */
type AsideSection = { key: string; title: string; content: ReactNode; screenOnly?: boolean };

/**
 * What stands beside an item for its reviewer, in order: what is odd with the reasons given, how it is counted here
 * and elsewhere, what was attached, what was asked and answered, what the secretariat set beside it and wrote for
 * whoever compiles. A part that has nothing to say is left out.
 */
function listSections({ item, review, evidence, refused, requestId }: SectionsOf): AsideSection[] {
  const sections: AsideSection[] = [];
  if (item.findings.length > 0) {
    sections.push({
      key: 'warnings',
      title: 'Warnings',
      content: (
        <ul className={styles.findings}>
          {item.findings.map((finding) => (
            <FindingItem key={`${finding.field}:${finding.sentence}`} finding={finding} />
          ))}
        </ul>
      ),
    });
  }
  const peers =
    item.subject === 'indicator' ? review.peers.filter(({ indicator }) => indicator === item.code) : [];
  if (peers.length > 0) {
    sections.push({
      key: 'peers',
      title: 'How it is counted',
      content: <PeerNotes notes={peers} reporter={review.reporter.code} />,
    });
  }
  if (evidence.length > 0) {
    sections.push({
      key: 'evidence',
      title: 'Evidence',
      content: <EvidenceList items={evidence} label={`Evidence for ${item.code}`} />,
    });
  }
  if (item.queries.length > 0 || review.permissions.query) {
    sections.push({
      key: 'questions',
      title: 'Questions',
      screenOnly: item.queries.length === 0,
      content: (
        <>
          <QueryList
            item={item}
            mayAsk={review.permissions.query}
            reporter={review.reporter.name}
            requestId={requestId}
          />
          {review.permissions.query ? (
            <AskForm
              // A question that was kept leaves an empty box behind.
              key={item.queries.length}
              item={item}
              refused={refused}
              requestId={requestId}
              phrases={review.phrases}
            />
          ) : null}
        </>
      ),
    });
  }
  const edited = review.edited.filter(({ subject, code }) => subject === item.subject && code === item.code);
  if (edited.length > 0) {
    sections.push({
      key: 'edited',
      title: 'Other wording for',
      content: <EditedTexts texts={edited} item={item} review={review} />,
    });
  }
  const notes = review.notes.filter(({ subject, code }) => subject === item.subject && code === item.code);
  if (notes.length > 0 || review.permissions.annotate) {
    sections.push({
      key: 'notes',
      title: 'For the compiler',
      screenOnly: notes.length === 0,
      content: <CompilerNotes notes={notes} item={item} mayWrite={review.permissions.annotate} />,
    });
  }
  return sections;
}

/** A warning beside the value that it is about, with the reporter's reason for leaving it. */
function FindingItem({ finding }: { finding: ReviewItem['findings'][number] }) {
  return (
    <li className={styles.finding}>
      <p>
        <strong>{finding.kind === 'error' ? 'Error.' : 'Warning.'}</strong> {finding.sentence}
      </p>
      {finding.reason ? (
        <p className={styles.reason}>
          <strong>Reason given:</strong> {finding.reason.reason}
        </p>
      ) : finding.kind === 'warning' ? (
        <p className={styles.muted}>No reason was given.</p>
      ) : null}
    </li>
  );
}

function state(query: ReviewQuery): string {
  if (query.resolvedAt) return 'Settled';
  if (!query.sentAt) return 'Not sent yet';
  return query.answer === null ? 'Waiting for an answer' : 'Answered';
}

interface QueryListProps {
  item: ReviewItem;
  mayAsk: boolean;
  /** The name of the state or body that answers. */
  reporter: string;
  requestId: string;
}

/** The questions on one item field by field, with their answers and what can be done about them. */
function QueryList({ item, mayAsk, reporter, requestId }: QueryListProps) {
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
          hint="It is sent when you return the report, and resolves the one above."
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
