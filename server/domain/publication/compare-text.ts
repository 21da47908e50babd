/**
 * Which of two texts comes first, letter by letter, capitals before small ones: as the database of a tracker sorts them
 * (collation "C"), so that rows of files keep the order in which they have always been.
 */
export const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
