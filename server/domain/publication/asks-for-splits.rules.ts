/** Whether an indicator counts persons and asks for both the split by sex and the split by age. */
export const asksForSplits = (indicator: {
  personCount: boolean;
  dimensions: readonly { code: string }[];
}): boolean =>
  indicator.personCount &&
  ['sex', 'age'].every((code) => indicator.dimensions.some((dimension) => dimension.code === code));
