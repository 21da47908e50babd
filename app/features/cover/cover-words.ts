import { formatDate } from '#app/components/date-format.ts';
import type { Assignment } from '#server/domain/access/can.rules.ts';

/** For whom somebody stands in and until when: "for Somchai until 4 December 2026". */
export const sayCover = ({ name, until }: { name: string; until: string }): string =>
  `for ${name} until ${formatDate(until)}`;

/** The covers among somebody's roles, each as a sentence: "You stand in for Somchai as clearing officer …". */
export function listCoverSentences(
  assignments: readonly Assignment[],
  sayRole: (role: string, place?: string | null) => string,
): string[] {
  return assignments.flatMap(({ role, reporter, cover }) =>
    cover ? [`${sayRole(role, reporter?.name)}, ${sayCover(cover)}`] : [],
  );
}
