import { LinkTabs } from '#app/components/link-tabs.tsx';
import type { LearningReview } from '#app/contract.ts';
import { learningPages, learningPath, type LearningPageName } from '#app/features/learning/learning-pages.ts';

/** The parts of what was learned, with how many there are of each. */
export function LearningTabs({
  review,
  plan,
  current,
}: {
  review: LearningReview;
  plan: string | undefined;
  current: LearningPageName | null;
}) {
  const counts: Record<LearningPageName, number> = {
    questions: review.questions.length,
    targets: review.targets.length,
    lessons: review.lessons.length,
    actions: review.actions.length,
    support: review.gaps.length,
  };
  return (
    <LinkTabs
      label="Parts of the review"
      tabs={[
        { to: learningPath(plan), label: 'Overview', current: current === null },
        ...(Object.keys(learningPages) as LearningPageName[]).map((name) => ({
          to: learningPath(plan, name),
          label: learningPages[name].title,
          count: counts[name],
          current: current === name,
        })),
      ]}
    />
  );
}
