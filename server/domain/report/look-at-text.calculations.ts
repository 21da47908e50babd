import { parseNarrative, resolveNarrative, type ResolvedBlock } from './narrative.rules.ts';
import type { Facts } from './reference.rules.ts';
import { listSectionProblems, type SectionProblem } from './section-problems.rules.ts';

/** A text with its current numbers, and its problems. */
export type SectionLook = { preview: ResolvedBlock[]; problems: SectionProblem[] };

/**
 * Returns a text with the current numbers, and its problems; `saved` are the numbers that it was saved with.
 */
export function lookAtText(
  text: string,
  facts: Facts | null,
  saved: Readonly<Record<string, string>> = {},
): SectionLook {
  return {
    preview: resolveNarrative(parseNarrative(text).blocks, facts ?? new Map()).blocks,
    problems: listSectionProblems(text, facts, saved),
  };
}
