import type { ReactNode } from 'react';
import { DateText } from '#app/components/date-text.tsx';
import { Details } from '#app/components/layout.tsx';
import styles from './thread.module.css';

export interface ThreadEntryProps {
  /** For links to the question. */
  id?: string | undefined;
  question: string;
  raisedBy: string;
  /** Null: a note that has not been sent. */
  sentAt: string | null;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: string | null;
  /** The office that answers: the state or body that reports. */
  reporter: string;
  earlierAnswers?: readonly { answer: string; by: string; at: string }[] | undefined;
  /** What stands at the head of the question, and what can be done beneath it. */
  head?: ReactNode;
  children?: ReactNode;
}

/** A question with its answer, and whose words each are: both sides read the same. */
export function ThreadEntryView(props: ThreadEntryProps) {
  const { question, raisedBy, sentAt, answer, answeredBy, answeredAt, reporter, earlierAnswers = [] } = props;
  return (
    <div className={styles.entry} id={props.id}>
      {props.head}
      <p className={styles.words}>{question}</p>
      <p className={styles.by}>
        {raisedBy}, secretariat
        {sentAt ? (
          <>
            , <DateText iso={sentAt} />
          </>
        ) : null}
      </p>
      {answer === null ? null : (
        <blockquote className={styles.answer}>
          <p className={styles.words}>{answer}</p>
          <p className={styles.by}>
            {answeredBy ? `${answeredBy}, ` : ''}
            {reporter}
            {answeredAt ? (
              <>
                , <DateText iso={answeredAt} />
              </>
            ) : null}
          </p>
        </blockquote>
      )}
      {earlierAnswers.length > 0 ? (
        <Details
          summary={
            earlierAnswers.length === 1 ? 'An earlier answer' : `${earlierAnswers.length} earlier answers`
          }
          flush
        >
          {earlierAnswers.map((earlier) => (
            <blockquote key={earlier.at} className={styles.answer}>
              <p className={styles.words}>{earlier.answer}</p>
              <p className={styles.by}>
                {earlier.by}, {reporter}, <DateText iso={earlier.at} withTime withZone />
              </p>
            </blockquote>
          ))}
        </Details>
      ) : null}
      {props.children}
    </div>
  );
}
