import type { Release } from '#server/domain/value/indicator-definition.ts';

/** What is released, in a word for a cell. */
export const releaseWords: Record<Release, string> = {
  national: 'own figures',
  regional: 'in totals only',
  withheld: 'not at all',
};
