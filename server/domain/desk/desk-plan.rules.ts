/** A plan with its rounds, as the desk of the secretariat chooses between plans. */
export type DeskPlan = {
  code: string;
  title: string;
  /** Latest period first. */
  rounds: readonly { code: string; state: 'planned' | 'open' | 'closed' }[];
};

export type DeskPlanAsked = {
  /** The round that a page is about: it belongs to one plan. */
  round?: string | undefined;
  /** The plan that the address names. */
  plan?: string | null | undefined;
  /** The plan that was chosen last. */
  last?: string | null | undefined;
};

/**
 * Returns the plan whose rounds, reports, publications and roles a page of the desk shows: that of the page's round,
 * else the one that the address names, else the one chosen last, else the plan at work; null where there is none.
 *
 * @param plans in the order of their newest round that has begun
 */
export function findDeskPlan<Plan extends DeskPlan>(
  plans: readonly Plan[],
  { round, plan, last }: DeskPlanAsked,
): Plan | null {
  const ofRound = round && plans.find(({ rounds }) => rounds.some(({ code }) => code === round));
  const named = (wanted: string | null | undefined) =>
    wanted ? plans.find(({ code }) => code === wanted) : undefined;
  return ofRound || (named(plan) ?? named(last) ?? plans[0] ?? null);
}
