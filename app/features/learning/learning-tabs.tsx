import { LinkTabs } from '#app/components/navigation.tsx';
import type { LearningReview } from '#app/contract.ts';
import type { LearningKind } from '#server/domain/learning/learning-entry.rules.ts';

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

/** The pages of learning, by the last part of their address. */
export const learningPages = {
  questions: { kind: 'question', title: 'Questions', one: 'question', add: 'Add a question' },
  targets: { kind: 'target', title: 'Targets', one: 'judgement of a target', add: null },
  lessons: { kind: 'lesson', title: 'Lessons', one: 'lesson', add: 'Add a lesson' },
  actions: { kind: 'action', title: 'Follow-up', one: 'action', add: 'Add an action' },
  support: { kind: null, title: 'Partner support', one: '', add: null },
} as const satisfies Record<
  string,
  { kind: LearningKind | null; title: string; one: string; add: string | null }
>;
type LearningPageName = keyof typeof learningPages;
export const isLearningPage = (name: string): name is LearningPageName => Object.hasOwn(learningPages, name);

/** The address of a page of learning; a plan other than the newest is named. */
export const learningPath = (plan: string | undefined, ...parts: string[]): string =>
  `/secretariat/learning${parts.map((part) => `/${encodeURIComponent(part)}`).join('')}${plan ? `?plan=${encodeURIComponent(plan)}` : ''}`;
