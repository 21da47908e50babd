import { formatList } from '#server/domain/language/list-format.ts';

/** How somebody is notified by a comment, and who can be. */
export const describeMentions = (names: readonly string[]): string =>
  `To notify somebody, write @ and the name: ${formatList(names.map((name) => `@${name}`))}.`;
