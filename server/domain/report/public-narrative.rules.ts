import {
  type NarrativeBlock,
  type NarrativeRun,
  parseNarrative,
  resolveNarrative,
  type ResolvedBlock,
} from './narrative.rules.ts';
import { type Facts, writeReference } from './reference.rules.ts';
import { findTypedFigures } from './typed-figures.rules.ts';

export type PublicNarrative = {
  blocks: ResolvedBlock[];
  /** How many paragraphs and list items the public does not get. */
  leftOut: number;
};

/**
 * Returns a text as the public may read it. A paragraph written around a suppressed figure reveals more than
 * the marker in its place ("rose from suppressed to …"), so it is left out entirely, as is a list item; the
 * same applies if such a figure was typed by hand.
 */
export function buildPublicNarrative(
  text: string,
  facts: { restricted: Facts; public: Facts },
): PublicNarrative {
  let leftOut = 0;
  const isKept = (runs: readonly NarrativeRun[]) => {
    const kept = !speaksOfHeldBack(runs, facts);
    if (!kept) leftOut += 1;
    return kept;
  };
  const kept = parseNarrative(text).blocks.flatMap((block): NarrativeBlock[] => {
    if (block.kind === 'paragraph') return isKept(block.runs) ? [block] : [];
    const items = block.items.filter(isKept);
    return items.length > 0 ? [{ kind: 'list', items }] : [];
  });
  return { blocks: resolveNarrative(kept, facts.public).blocks, leftOut };
}

function speaksOfHeldBack(
  runs: readonly NarrativeRun[],
  facts: { restricted: Facts; public: Facts },
): boolean {
  const isHeldBack = (reference: string) => {
    const fact = facts.public.get(reference);
    return !fact || (fact.kind === 'mark' && (fact.mark === 'suppressed' || fact.mark === 'withheld'));
  };
  if (runs.some((run) => run.kind === 'reference' && isHeldBack(writeReference(run.reference)))) return true;
  const words = runs.map((run) => (run.kind === 'text' ? run.text : '\u2026')).join('');
  // A number that is public under another name is no secret.
  return findTypedFigures(words, facts.restricted).some(
    ({ references }) => references.length > 0 && references.every(isHeldBack),
  );
}
