import { LRUCache } from 'lru-cache';
import type { DisclosureDecision, Remember } from '#server/domain/disclosure/disclosure.types.ts';

/** In characters, keys and figures together: the rounds of a large plan. */
const most = 64_000_000;
/** A figure as text, about. */
const figureSize = 400;

const decisions = new LRUCache<string, DisclosureDecision[]>({
  maxSize: most,
  sizeCalculation: (made, key) =>
    key.length + made.reduce((sum, { figures }) => sum + figures.length * figureSize, 1),
});

/** What was decided, by its key. */
export type Decided = [key: string, made: DisclosureDecision[]][];

/**
 * Returns what was decided before of exactly the same input: between two looks at a publication most of it has not
 * changed. It can never be stale, since a decision depends on nothing but its key. The figures are the caller's own.
 */
export const decideOnce: Remember = (key, decide) => {
  const made = decisions.get(key) ?? decide();
  decisions.set(key, made);
  return copyDecisions(made);
};

/** Copies decisions, so that whoever goes on with their figures changes no others. */
export const copyDecisions = (made: readonly DisclosureDecision[]): DisclosureDecision[] =>
  made.map(({ figures, alreadyPublic }) => ({
    figures: figures.map((figure) => ({ ...figure })),
    alreadyPublic: [...alreadyPublic],
  }));

/** Adds what was decided elsewhere. */
export function addDecided(decided: Decided): void {
  for (const [key, made] of decided) decisions.set(key, made);
}
