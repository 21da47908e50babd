import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { SelectField } from '#app/components/field.tsx';
import { Details } from '#app/components/layout.tsx';
import type { Review, Reviewer } from '#app/contract.ts';
import queueStyles from './queue.module.css';

interface ReviewAssignProps {
  reviewer: Review['reviewer'];
  reviewers: readonly Reviewer[];
  /** The person who would be "you". */
  me: string;
  requestId: string;
  /** Why the last choice was refused. */
  problem: string | undefined;
}

/** Officers to choose from, with the viewer marked. */
export const listReviewerOptions = (reviewers: readonly Reviewer[], me: string) => [
  ...reviewers.map(({ id, name }) => ({ value: id, label: id === me ? `${name} (you)` : name })),
  { value: 'nobody', label: 'Nobody' },
];

/** Who reviews the report, with the form that assigns somebody else. Needs no scripts. */
export function ReviewAssign({ reviewer, reviewers, me, requestId, problem }: ReviewAssignProps) {
  const who = reviewer ? `${reviewer.name}${reviewer.id === me ? ' (you)' : ''}` : 'nobody yet';
  return (
    <Details summary={`Reviewer: ${who}`} open={problem !== undefined} screenOnly>
      <Form method="post" className={queueStyles.assign} preventScrollReset>
        <input type="hidden" name="requestId" value={requestId} />
        <SelectField
          key={reviewer?.id ?? 'nobody'}
          id="assignee"
          name="assignee"
          label="Reviewer of this report"
          defaultValue={reviewer?.id ?? 'nobody'}
          error={problem}
          options={listReviewerOptions(reviewers, me)}
        />
        <Button variant="secondary" name="intent" value="assign">
          Assign
        </Button>
      </Form>
    </Details>
  );
}
