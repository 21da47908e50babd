/** Said wherever consent is given, before it is. */
export const staysPublic =
  'A figure that has been published stays public: it counts as known from then on, even if consent is withdrawn later.';

/** Describes what a choice means where other indicators ask for the same figure; null where none does. */
export function describeSharedFigure(others: readonly string[]): string | null {
  const [last, ...earlier] = others.toReversed();
  if (last === undefined) return null;
  const named = earlier.length === 0 ? last : `${earlier.toReversed().join(', ')} and ${last}`;
  return `A figure of this indicator is also asked for in ${named}. The ${
    others.length === 1
      ? 'stricter of the two choices counts for both'
      : 'strictest of these choices counts for all'
  }.`;
}
