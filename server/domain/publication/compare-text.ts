/**
 * Compares two texts by code point, capitals first: as the tracker's database sorts them (collation "C"), so
 * that rows of files keep the order that they have always had.
 */
export const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
