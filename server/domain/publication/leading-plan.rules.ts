/** A publication as far as it takes part in deciding what is shown where none is asked for. */
export type PublicationOfPlan = { number: number; plan: string };

/**
 * The plan that public pages show where no publication is asked for: the one chosen last, else the plan of the oldest
 * publication, so that whoever publishes another plan does not take the front page away by accident. A choice of a plan
 * without publications counts for nothing. Null before the first publication.
 */
export function findLeadingPlan(
  publications: readonly PublicationOfPlan[],
  chosen: string | null,
): string | null {
  if (chosen !== null && publications.some(({ plan }) => plan === chosen)) return chosen;
  return findFirstPlan(publications);
}

/** The plan of the oldest publication. Null before the first. */
export function findFirstPlan(publications: readonly PublicationOfPlan[]): string | null {
  const oldest = publications.reduce<PublicationOfPlan | null>(
    (found, each) => (found === null || each.number < found.number ? each : found),
    null,
  );
  return oldest?.plan ?? null;
}

/**
 * What stands before the path of a page or file so that it leads to the newest publication of a plan, whichever plan
 * leads. The plan that was published first had its addresses before there were others and keeps them.
 */
export const buildPlanPrefix = (plan: string, publications: readonly PublicationOfPlan[]): string =>
  plan === findFirstPlan(publications) ? '' : buildPlanPath(plan);

/** The address of a plan: it leads to the newest publication of it. */
export const buildPlanPath = (plan: string): string => `/plans/${encodeURIComponent(plan)}`;
