/** The breakdowns by age: children and adults, or bands. Both tell who is a child, so an indicator asks for one of them. */
export const ageBreakdowns = ['age', 'age_band'] as const;

/** Whether a breakdown is one by age. */
export const isByAge = (dimension: string | null): boolean =>
  ageBreakdowns.some((code) => code === dimension);
