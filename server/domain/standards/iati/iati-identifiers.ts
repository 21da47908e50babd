/**
 * Builds the identifier of the reporting organisation. No registration agency has issued one: "XI-EXAMPLE"
 * shows that it is illustrative, like the plan. Replace it by a real one before the file is registered with
 * IATI; identifiers of activities begin with it and never change afterwards.
 */
export function buildOrganisationRef(planCode: string): string {
  return `XI-EXAMPLE-${clean(planCode)}`;
}

/** Builds the identifier of an activity; without a code that of the plan as a whole. */
export function buildActivityIdentifier(planCode: string, activity?: string): string {
  return `${buildOrganisationRef(planCode)}-${activity === undefined ? 'PLAN' : clean(activity)}`;
}

/** Identifiers have no white space and none of the characters that the IATI rules exclude (/ & | ?). */
const clean = (code: string) => code.replaceAll(/[^A-Za-z0-9._-]/g, '_');

export const organisationName = 'ASEAN Secretariat (illustrative)';
