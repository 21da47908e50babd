/** What decides about a publication whether it is shown by default. */
export type PublicationOfPlan = { number: number; plan: string };

/**
 * Finds the plan that public pages show if no publication is asked for: the one chosen last, otherwise the
 * plan of the oldest publication, so that publishing another plan does not take over the front page by
 * accident. Ignores a chosen plan without publications. Null before the first publication.
 */
export function findLeadingPlan(
  publications: readonly PublicationOfPlan[],
  chosen: string | null,
): string | null {
  if (chosen !== null && publications.some(({ plan }) => plan === chosen)) return chosen;
  return findFirstPlan(publications);
}

/** Finds the plan of the oldest publication. Null before the first. */
export function findFirstPlan(publications: readonly PublicationOfPlan[]): string | null {
  const oldest = publications.reduce<PublicationOfPlan | null>(
    (found, each) => (found === null || each.number < found.number ? each : found),
    null,
  );
  return oldest?.plan ?? null;
}

/**
 * Builds the prefix of a page's path that leads to the newest publication of a plan, whichever plan leads.
 * The plan that was published first had its paths before there were others, so it keeps them.
 */
export const buildPlanPrefix = (plan: string, publications: readonly PublicationOfPlan[]): string =>
  plan === findFirstPlan(publications) ? '' : buildPlanPath(plan);

/** Returns the path of a plan: it leads to the plan's newest publication. */
export const buildPlanPath = (plan: string): string => `/plans/${encodeURIComponent(plan)}`;
