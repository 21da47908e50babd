import { joinWords } from '#server/domain/finding/sentence-parts.ts';

/** Who stands behind a regional figure, as far as it is public. Names, in the order of the alphabet. */
export type Contributors = {
  /** Whose own number is shown in the same place. */
  released: string[];
  /** Who reported for the round at all, whether or not with a number here. */
  reported: string[];
};

/**
 * Answers "whose figures are in it?" with what is public: the names of those whose own number is shown, and who reported
 * for the round. That the others are not named is said, since whether a report holds a number is not public.
 * Empty where no report is in the figure.
 */
export function sayContributors(
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
