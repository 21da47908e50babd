import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Details } from '#app/components/layout.tsx';
import { TextArea } from '#app/components/field.tsx';
import { Tag } from '#app/components/tag.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { CurrentItem, EvidenceItem, Review, ReviewItem, ReviewQuery } from '#app/contract.ts';
import { EvidenceList } from '#app/features/evidence/evidence-list.tsx';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import type { ReactNode } from 'react';
import { ThreadEntryView } from '../conversation/thread-entry.tsx';
import { AskForm, questionId, type RefusedQuestion } from './ask-form.tsx';
import { CompilerNotes, EditedTexts, PeerNotes } from './beside-words.tsx';
import { ActivityComparison, IndicatorComparison } from './comparison.tsx';
import { describeField, listOpenQueries } from './fields.ts';
import { buildItemSearch } from './review-paths.ts';
import styles from './review.module.css';

export interface ReviewItemProps {
  review: Review;
  current: CurrentItem;
  /** Files and links of the item that may be read outside the country. */
  evidence: readonly EvidenceItem[];
  /** The field that a link has chosen to ask about. */
  about: string | null;
  refused: RefusedQuestion | null;
  /** An id for the next question, so that a form that is sent twice is harmless. */
  requestId: string;
}

/** One activity or indicator: what was reported beside baseline, target and earlier answers, warnings and questions. */
export function ReviewItemView(props: ReviewItemProps) {
  const { review, current } = props;
  const { item, line } = current;
  const open = listOpenQueries(item).length;
  const to = (more: Record<string, string>) => buildItemSearch(line.name, review.filter, more);
  const writePath = review.permissions.annotate ? (write: string) => `${to({ write })}#write` : null;
  const tools = {
    edited: current.edited.map(({ field }) => field),
    askPath: review.permissions.query ? (about: string) => `${to({ about })}#${questionId}` : null,
    writePath,
  };
  const sections = listSections({ ...props, writePath });
  return (
    <article className={styles.item} aria-labelledby="item-title">
      <div className={styles.itemHead}>
        <h2 id="item-title" tabIndex={-1} className={styles.itemTitle}>
          <span className={styles.code}>{item.code}</span> {item.title}
        </h2>
        <p className={styles.tags}>
          {line.looked ? <Tag emphasis="quiet">✓ Looked at</Tag> : null}{' '}
          {line.changed ? <Tag emphasis="strong">Changed</Tag> : null}{' '}
          {item.reported ? null : <Tag emphasis="normal">Not reported</Tag>}{' '}
          {open > 0 ? <Tag>{formatCount(open, 'open questions')}</Tag> : null}
        </p>
      </div>
      <ItemBar review={review} current={current} />
      {item.findings.length > 0 ? (
        <section aria-label="Warnings" className={styles.warnings}>
          <ul className={styles.findings}>
            {item.findings.map((finding) => (
              <FindingItem key={`${finding.field}:${finding.sentence}`} finding={finding} />
            ))}
          </ul>
        </section>
      ) : null}
      {item.subject === 'activity' ? (
        <ActivityComparison
          item={item}
          resubmission={review.resubmission}
          tools={tools}
          statuses={review.statuses}
        />
      ) : (
        <IndicatorComparison item={item} resubmission={review.resubmission} tools={tools} />
      )}
      <div className={styles.beside}>
        {sections.map(({ key, title, content, screenOnly }) => (
          <section
            key={key}
            className={styles.section}
            aria-labelledby={`beside-${key}`}
            {...(screenOnly ? { 'data-print': 'hide' } : {})}
          >
            <h3 id={`beside-${key}`} className={styles.sectionTitle}>
              {title}
            </h3>
            {content}
          </section>
        ))}
      </div>
    </article>
  );
}

/** What is done with the item: previous, next, looked at, and the rest of its section. Stays in view. */
function ItemBar({ review, current }: { review: Review; current: CurrentItem }) {
  const { line, previous, next, rest } = current;
  const to = (name: string) => buildItemSearch(name, review.filter);
  return (
    <div className={styles.bar} data-print="hide">
      <p className={styles.ways}>
        {previous ? (
          <Link to={to(previous)} rel="prev" preventScrollReset>
            Previous<VisuallyHidden> item</VisuallyHidden>
          </Link>
        ) : (
          <span className={styles.muted}>First</span>
        )}
        {next ? (
          <Link to={to(next)} rel="next" preventScrollReset>
            Next<VisuallyHidden> item</VisuallyHidden>
          </Link>
        ) : (
          <span className={styles.muted}>Last</span>
        )}
      </p>
      {review.permissions.annotate ? (
        <Form method="post" preventScrollReset className={styles.marks}>
          <input type="hidden" name="subject" value={line.subject} />
          <input type="hidden" name="code" value={line.code} />
          <input type="hidden" name="next" value={next ?? ''} />
          {line.looked && !next ? null : (
            <Button id="look" compact name="intent" value="look">
              {line.looked ? 'Next' : next ? 'Looked at, next' : 'Looked at'}
              <VisuallyHidden> item</VisuallyHidden>
            </Button>
          )}
          {line.looked ? (
            <Button variant="quiet" compact name="intent" value="unlook">
              Not looked at
            </Button>
          ) : null}
          {rest.length > 1 ? (
            <Button id="look-rest" variant="secondary" compact name="intent" value="look-rest">
              Rest of this section looked at ({rest.length})
            </Button>
          ) : null}
        </Form>
      ) : null}
    </div>
  );
}

/** One part of what stands beside an item. */
type AsideSection = { key: string; title: string; content: ReactNode; screenOnly?: boolean };

/**
 * What stands beside an item for its reviewer, in order: what was asked and answered, how it is counted here and
 * elsewhere, what was attached, what the secretariat set beside it and wrote for whoever compiles. A part that has
 * nothing to say is left out.
 */
function listSections({
  review,
  current,
  evidence,
  about,
  refused,
  requestId,
  writePath,
}: ReviewItemProps & { writePath: ((write: string) => string) | null }): AsideSection[] {
  const { item, notes, edited } = current;
  const sections: AsideSection[] = [];
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
              // Another item, or another question, begins with an empty box.
              key={`${item.code}/${about}/${item.queries.length}`}
              item={item}
              about={about}
              refused={refused}
              requestId={requestId}
              phrases={review.phrases}
            />
          ) : null}
        </>
      ),
    });
  }
  if (item.subject === 'indicator' && (item.about || item.peers.length > 0)) {
    sections.push({
      key: 'peers',
      title: 'How it is counted',
      content: (
        <>
          {item.about ? <p>{item.about.definition}</p> : null}
          {item.about?.countingRule ? <p>{item.about.countingRule}</p> : null}
          <PeerNotes notes={item.peers} reporter={review.reporter.code} />
        </>
      ),
    });
  }
  if (evidence.length > 0) {
    sections.push({
      key: 'evidence',
      title: 'Evidence',
      content: <EvidenceList items={evidence} label={`Evidence for ${item.code}`} />,
    });
  }
  if (edited.length > 0) {
    sections.push({
      key: 'edited',
      title: 'Other wording for',
      content: (
        <EditedTexts
          texts={edited}
          item={item}
          timesSubmitted={review.timesSubmitted}
          writePath={writePath}
        />
      ),
    });
  }
  if (notes.length > 0 || writePath) {
    sections.push({
      key: 'notes',
      title: 'For the compiler',
      screenOnly: notes.length === 0,
      content: <CompilerNotes notes={notes} item={item} writePath={writePath} />,
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
  const id = `again-${field.replace('=', '.')}`;
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
          hint="It is not sent yet. When it is, it resolves the one above."
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
