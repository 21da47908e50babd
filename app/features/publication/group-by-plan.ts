import type { ListedPublication } from '#app/contract.ts';
import { findShownPublication } from '#server/domain/publication/withdrawal.rules.ts';

export type PublicationsOfPlan = {
  code: string;
  /** As its newest publication has it. */
  title: string;
  /** Its newest publication that is not withdrawn. */
  newest: number;
  /** Newest first. */
  publications: ListedPublication[];
};

/** Publications, newest first, by their plans: the plan in view comes first, then that with the newest publication. */
export function groupByPlan(
  publications: readonly ListedPublication[],
  inView: string | undefined,
): PublicationsOfPlan[] {
  const groups = [...Map.groupBy(publications, ({ plan }) => plan.code)].map(([code, ofPlan]) => {
    const shown = findShownPublication(
      ofPlan.map(({ number }) => number),
      ofPlan.filter(({ withdrawn }) => withdrawn !== null),
    );
    return { code, title: ofPlan[0]?.plan.title ?? code, newest: shown ?? 0, publications: ofPlan };
  });
  return groups.sort((a, b) => Number(b.code === inView) - Number(a.code === inView));
}
