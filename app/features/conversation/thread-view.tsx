import { Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { TextArea } from '#app/components/field.tsx';
import { Tag } from '#app/components/tag.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { Thread, ThreadEntry } from '#app/contract.ts';
import { findFieldId } from '../entry/field-ids.ts';
import { buildItemPath, type ReportKey } from '../submission/report-paths.ts';
import { ThreadEntryView } from './thread-entry.tsx';
import styles from './thread.module.css';

const stateWords: Record<Thread['state'], string> = {
  open: 'Waits for an answer',
  answered: 'Answered',
  resolved: 'Settled',
};

export interface ThreadViewProps {
  thread: Thread;
  /** What people call the field. */
  fieldName: string;
  reporter: string;
  reportKey: ReportKey;
  /** Whether answers can be written now. */
  writable: boolean;
  /** Answers that were typed and not saved, and what is wrong with them, by question. */
  typed: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  requestIds: Readonly<Record<string, string>>;
}

export const answerId = (entry: Pick<ThreadEntry, 'id'>) => `answer-${entry.id}`;

/** What was asked about one field and answered, the newest question first, with a box for its answer. */
export function ThreadView(props: ThreadViewProps) {
  const { thread, fieldName, reporter, reportKey } = props;
  const { subject, code, title, field, state, entries } = thread;
  const id = `thread-${subject}-${code}-${field.replace('=', '.')}`;
  return (
    <article className={styles.thread} id={id} aria-labelledby={`${id}-title`}>
      <div className={styles.head}>
        <h3 id={`${id}-title`} className={styles.title}>
          {code} {title}
        </h3>
        <Tag emphasis={state === 'open' ? 'strong' : state === 'resolved' ? 'done' : 'normal'}>
          {stateWords[state]}
        </Tag>
      </div>
      <p className={styles.field}>
        About{' '}
        <Link to={buildItemPath(reportKey, subject, code, findFieldId(subject, field))}>
          {fieldName}
          <VisuallyHidden> of {code}</VisuallyHidden>
        </Link>
      </p>
      {entries.toReversed().map((entry) => (
        <ThreadEntryView key={entry.id} {...entry} id={`question-${entry.id}`} reporter={reporter}>
          {props.writable && entry.resolvedAt === null ? <AnswerBox {...props} entry={entry} /> : null}
        </ThreadEntryView>
      ))}
    </article>
  );
}

function AnswerBox({ entry, thread, typed, errors, requestIds }: ThreadViewProps & { entry: ThreadEntry }) {
  const own = typed[entry.id];
  return (
    <div className={styles.box}>
      <input type="hidden" name={`answerVersion.${entry.id}`} value={entry.version} />
      <input type="hidden" name={`requestId.${entry.id}`} value={requestIds[entry.id]} />
      <TextArea
        // Another saved answer, or what was typed and refused: the box starts anew with it.
        key={`${entry.version}/${own ?? ''}`}
        id={answerId(entry)}
        name={`answer.${entry.id}`}
        label={entry.answer === null ? 'Your answer' : 'Change the answer'}
        rows={3}
        limit={4000}
        defaultValue={own ?? entry.answer ?? ''}
        error={errors[entry.id]}
      />
      <p className={styles.act}>
        <Button variant="secondary" compact name="save" value={entry.id}>
          Save answer
          <VisuallyHidden> about {thread.code}</VisuallyHidden>
        </Button>
      </p>
    </div>
  );
}
