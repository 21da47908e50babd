/**
 * The identifier of the reporting organisation. No registration agency has given one: "XI-EXAMPLE" says that it is
 * illustrative, as the plan is. A real one takes its place before the file is registered with IATI; identifiers of
 * activities begin with it and never change afterwards.
 */
export function buildOrganisationRef(planCode: string): string {
  return `XI-EXAMPLE-${clean(planCode)}`;
}

/** The identifier of an activity; of the plan as a whole without a code. */
export function buildActivityIdentifier(planCode: string, activity?: string): string {
  return `${buildOrganisationRef(planCode)}-${activity === undefined ? 'PLAN' : clean(activity)}`;
}

/** Identifiers have no white space and none of the characters that the rules of IATI name (/ & | ?). */
const clean = (code: string) => code.replaceAll(/[^A-Za-z0-9._-]/g, '_');

export const organisationName = 'ASEAN Secretariat (illustrative)';
