import { formatList } from '#server/domain/finding/sentence-parts.ts';

/** How somebody is notified by a comment, and who can be. */
export const describeMentions = (names: readonly string[]): string =>
  `To notify somebody, write @ and the name: ${formatList(names.map((name) => `@${name}`))}.`;
