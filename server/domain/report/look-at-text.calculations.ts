import { parseNarrative, resolveNarrative, type ResolvedBlock } from './narrative.rules.ts';
import type { Facts } from './reference.rules.ts';
import { listSectionProblems, type SectionProblem } from './section-problems.rules.ts';

/** A text as it reads with the numbers of now, and what is to be seen to in it. */
export type SectionLook = { preview: ResolvedBlock[]; problems: SectionProblem[] };

/** A text beside the numbers of now; `saved` are those that it was saved with. */
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
