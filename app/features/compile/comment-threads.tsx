import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Details } from '#app/components/details.tsx';
import { TextArea } from '#app/components/field.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { SectionComment } from '#app/contract.ts';
import styles from './compile.module.css';

interface CommentThreadsProps {
  comments: readonly SectionComment[];
  formId: string;
  /** A comment that was refused, and in which thread it stood ("" for a new one). */
  refused: { thread: string; text: string; message: string } | null;
}

/** What was said about the section: open threads first, settled ones folded away. */
export function CommentThreads({ comments, formId, refused }: CommentThreadsProps) {
  const open = comments.filter(({ resolved }) => resolved === null);
  const settled = comments.filter(({ resolved }) => resolved !== null);
  const shared = { formId, refused };
  return (
    <>
      {open.length === 0 ? <p className={styles.muted}>Nobody waits for an answer.</p> : null}
      {open.map((comment) => (
        <Thread key={comment.id} comment={comment} {...shared} />
      ))}
      {settled.length > 0 ? (
        <Details summary={settled.length === 1 ? 'A settled comment' : `${settled.length} settled comments`}>
          {settled.map((comment) => (
            <Thread key={comment.id} comment={comment} {...shared} />
          ))}
        </Details>
      ) : null}
      <CommentForm
        key={`new-${comments.length}`}
        thread=""
        label="New comment"
        button="Comment"
        {...shared}
      />
    </>
  );
}

function Thread({ comment, ...shared }: { comment: SectionComment } & Omit<CommentThreadsProps, 'comments'>) {
  const { id, resolved, answers } = comment;
  return (
    <article className={styles.thread} aria-label={`Comment by ${comment.by}`}>
      <Said said={comment} />
      {answers.map((answer) => (
        <div key={answer.id} className={styles.answer}>
          <Said said={answer} />
        </div>
      ))}
      {resolved ? (
        <p className={styles.muted}>
          <Tag emphasis="done">settled</Tag> by {resolved.by}, <DateText iso={resolved.at} />
        </p>
      ) : null}
      <Form method="post" className={styles.settle} preventScrollReset>
        <input type="hidden" name="comment" value={id} />
        <Button variant="quiet" compact name="intent" value={resolved ? 'reopen' : 'settle'}>
          {resolved ? 'Open it again' : 'Mark as settled'}
        </Button>
      </Form>
      <Details summary="Answer" flush open={shared.refused?.thread === String(id)}>
        <CommentForm key={answers.length} thread={String(id)} label="Answer" button="Answer" {...shared} />
      </Details>
    </article>
  );
}

function Said({ said }: { said: { text: string; by: string; at: string } }) {
  return (
    <>
      <p className={styles.said}>{said.text}</p>
      <p className={styles.muted}>
        {said.by}, <DateText iso={said.at} withTime />
      </p>
    </>
  );
}

interface CommentFormProps extends Omit<CommentThreadsProps, 'comments'> {
  thread: string;
  label: string;
  button: string;
}

function CommentForm({ thread, label, button, formId, refused }: CommentFormProps) {
  const own = refused?.thread === thread ? refused : null;
  return (
    <Form method="post" className={styles.commentForm} preventScrollReset data-print="hide">
      <input type="hidden" name="thread" value={thread} />
      <input type="hidden" name="requestId" value={formId} />
      <TextArea
        id={thread === '' ? 'comment' : `comment-${thread}`}
        name="comment"
        label={label}
        rows={3}
        limit={2000}
        defaultValue={own?.text ?? ''}
        error={own?.message}
      />
      <Button variant="secondary" name="intent" value="comment">
        {button}
      </Button>
    </Form>
  );
}
