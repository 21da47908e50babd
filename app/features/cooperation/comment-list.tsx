import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import type { CooperationComment } from '#app/contract.ts';
import styles from './cooperation.module.css';

interface CommentListProps {
  comments: readonly CooperationComment[];
  /** Whether one's own can be taken back here. */
  mayWithdraw?: boolean;
  activity: string;
}

/** What cooperating bodies have said, oldest first; nothing where nobody has. */
export function CommentList({ comments, mayWithdraw = false, activity }: CommentListProps) {
  if (comments.length === 0) return null;
  return (
    <ol className={styles.comments} aria-label={`Comments on ${activity}`}>
      {comments.map(({ id, comment, body, by, at, own }) => (
        <li key={id} className={styles.comment}>
          <p className={styles.words}>{comment}</p>
          <p className={styles.muted}>
            {body.acronym}, {by}, <DateText iso={at} />
          </p>
          {mayWithdraw && own ? (
            <Form method="post">
              <input type="hidden" name="id" value={id} />
              <input type="hidden" name="activity" value={activity} />
              <Button variant="quiet" compact name="intent" value="withdraw">
                Take it back
              </Button>
            </Form>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
