/** Whether an indicator counts persons and asks for breakdowns by both sex and age. */
export const isAskingForBreakdowns = (indicator: {
  personCount: boolean;
  dimensions: readonly { code: string }[];
}): boolean =>
  indicator.personCount &&
  ['sex', 'age'].every((code) => indicator.dimensions.some((dimension) => dimension.code === code));
