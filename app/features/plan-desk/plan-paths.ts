import type { PlanEdit } from '#server/domain/plan/plan-edit.schema.ts';

const query = (plan: string) => `?plan=${encodeURIComponent(plan)}`;

/** The page of a plan. */
export const planPath = (plan: string): string => `/secretariat/plan${query(plan)}`;

/** The page on which an activity or indicator is reworded, or one of the pages beside it. */
export const rowPath = (
  plan: string,
  sheet: 'activities' | 'indicators',
  code: string,
  step?: 'end' | 'merge' | 'split',
): string => `/secretariat/plan/${sheet}/${code}${step ? `/${step}` : ''}${query(plan)}`;

/** The page on which an activity is added, to an objective where one is named. */
export const addPath = (plan: string, objective?: string): string =>
  `/secretariat/plan/add-activity${query(plan)}${objective ? `&objective=${encodeURIComponent(objective)}` : ''}`;

/** The form in which an edit was made, filled as it was sent. */
export function editPath({ plan, edit }: { plan: string; edit: PlanEdit }, draft: string): string {
  const steps = {
    'reword-activity': rowPath(plan, 'activities', edit.code),
    'end-activity': rowPath(plan, 'activities', edit.code, 'end'),
    'merge-activity': rowPath(plan, 'activities', edit.code, 'merge'),
    'split-activity': rowPath(plan, 'activities', edit.code, 'split'),
    'add-activity': addPath(plan),
    'reword-indicator': rowPath(plan, 'indicators', edit.code),
    'end-indicator': rowPath(plan, 'indicators', edit.code, 'end'),
  };
  return `${steps[edit.kind]}&draft=${draft}`;
}
