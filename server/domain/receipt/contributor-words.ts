import { joinWords } from '#server/domain/finding/sentence-parts.ts';

/** Who contributes to a regional figure, as far as it is public. Names, in alphabetical order. */
export type Contributors = {
  /** Those whose own number is shown for the same cell. */
  released: string[];
  /** Those who reported for the round at all, with or without a number for this cell. */
  reported: string[];
};

/**
 * Describes whose figures are included, from what is public: the names of those whose own number is shown,
 * and of those who reported for the round. States that no others are named, because it is not public whether
 * a report has a number. Empty if the figure includes no report.
 */
export function describeContributors(
  { released, reported }: Contributors,
  { contributing }: { contributing: number | null },
): string[] {
  if (contributing === null || contributing === 0) return [];
  if (released.length >= contributing) return [`${joinWords(released)}.`];
  return [
    released.length > 0
      ? `Shown with a figure of their own: ${joinWords(released)}.`
      : 'None of them is shown with a figure of its own.',
    `${released.length > 0 ? 'Which others are in it' : 'Which they are'} is not published. ${reported.length} reported for the round: ${joinWords(reported)}.`,
  ];
}
