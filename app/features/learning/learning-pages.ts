import type { LearningKind } from '#server/domain/learning/learning-entry.schema.ts';

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
export type LearningPageName = keyof typeof learningPages;
export const isLearningPage = (name: string): name is LearningPageName => Object.hasOwn(learningPages, name);

/** The address of a page of learning; a plan other than the newest is named. */
export const learningPath = (plan: string | undefined, ...parts: string[]): string =>
  `/secretariat/learning${parts.map((part) => `/${encodeURIComponent(part)}`).join('')}${plan ? `?plan=${encodeURIComponent(plan)}` : ''}`;
