/** What a suppressed figure is between: whole numbers, both included. */
export type CountRange = { least: number; most: number };

/** The limits of a range beside other properties; absent or null where there is none. */
export type RangeLimits = { least?: number | null | undefined; most?: number | null | undefined };

/** Returns the range of a figure or cell; null if it has none. A range is not a number: nothing adds it up. */
export const findRange = ({ least, most }: RangeLimits): CountRange | null =>
  least == null || most == null ? null : { least, most };
