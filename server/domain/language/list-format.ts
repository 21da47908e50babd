/** Joins words: "a", "a and b", "a, b and c". */
export function formatList(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** Words as they begin a sentence or a heading: "11 states" stays, "all 11 states" becomes "All 11 states". */
export const formatUpperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
