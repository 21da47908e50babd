import { Section } from '#app/components/layout.tsx';
import type { CooperationComment } from '#app/contract.ts';
import { CommentList } from './comment-list.tsx';

/** On the page of an activity: what the bodies that cooperate in it have said. */
export function CooperationSection({
  comments,
  activity,
}: {
  comments: readonly CooperationComment[];
  activity: string;
}) {
  if (comments.length === 0) return null;
  return (
    <Section
      id="comments"
      title="Comments of cooperating bodies"
      lead="For you to take up or not. They are no part of your report."
    >
      <CommentList comments={comments} activity={activity} />
    </Section>
  );
}
