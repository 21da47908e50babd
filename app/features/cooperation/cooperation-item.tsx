import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Details } from '#app/components/details.tsx';
import { TextArea } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import { activityWords } from '../entry/activity-words.ts';
import { CommentList } from './comment-list.tsx';
import styles from './cooperation.module.css';
import type { Cooperation } from './contract-types.ts';

interface CooperationItemProps {
  item: Cooperation;
  formId: string;
  typed: string;
  error: string | undefined;
}

/** One activity of another body: what it has written so far, what was said to it, and a comment of one's own. */
export function CooperationItem({ item, formId, typed, error }: CooperationItemProps) {
  const { activity, lead, status, updatedAt, open, comments } = item;
  const words = (['achievements', 'challenges', 'nextSteps'] as const).flatMap((field) =>
    item[field]
      ? [
          {
            id: field,
            term: activityWords[field].label,
            description: <span className={styles.words}>{item[field]}</span>,
          },
        ]
      : [],
  );
  return (
    <Section
      id={activity.code}
      title={`${activity.code} ${activity.title}`}
      lead={
        <>
          Led by {lead.acronym}.{' '}
          {status ? <StatusWord mark={status.mark}>{status.label}</StatusWord> : 'No status chosen yet'}
          {updatedAt ? (
            <>
              , last written on <DateText iso={updatedAt} />
            </>
          ) : null}
        </>
      }
    >
      {words.length > 0 ? (
        <Definitions layout="under" items={words} />
      ) : (
        <p className={styles.muted}>{lead.acronym} has written nothing on it yet.</p>
      )}
      <CommentList comments={comments} mayWithdraw activity={activity.code} />
      {open ? (
        <Details summary={`Comment on ${activity.code}`} open={typed !== '' || error !== undefined}>
          <Form method="post" noValidate>
            <input type="hidden" name="requestId" value={formId} />
            <input type="hidden" name="activity" value={activity.code} />
            <TextArea
              id={`comment-${activity.code}`}
              name="comment"
              label={`Comment for ${lead.acronym}`}
              hint="What is missing or not right from where you stand. No names of persons."
              rows={4}
              limit={4000}
              defaultValue={typed}
              error={error}
            />
            <Button variant="secondary" name="intent" value="write">
              Send comment
            </Button>
          </Form>
        </Details>
      ) : (
        <p className={styles.muted}>{lead.acronym} has sent its report; comments are closed.</p>
      )}
    </Section>
  );
}
