import { isByAge } from '../value/age-breakdowns.rules.ts';

/**
 * Whether an indicator counts persons and asks for breakdowns by both sex and age. What is internal is left out: that
 * it exists is not public.
 */
export const isAskingForBreakdowns = (indicator: {
  personCount: boolean;
  disclosureClass: string;
  dimensions: readonly { code: string }[];
}): boolean =>
  indicator.personCount &&
  indicator.disclosureClass !== 'internal' &&
  indicator.dimensions.some(({ code }) => code === 'sex') &&
  indicator.dimensions.some(({ code }) => isByAge(code));
