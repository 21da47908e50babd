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
  ['sex', 'age'].every((code) => indicator.dimensions.some((dimension) => dimension.code === code));
