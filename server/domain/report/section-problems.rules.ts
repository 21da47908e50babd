import { type NarrativeBlock, parseNarrative, resolveNarrative } from './narrative.rules.ts';
import { type Facts, writeReference } from './reference.rules.ts';
import { findTypedFigures, formatTypedFigure } from './typed-figures.rules.ts';

export type SectionProblem = {
  /**
   * grammar: cannot be parsed; unknown: matches nothing; typed: a number typed by hand; moved: the number has
   * changed.
   */
  kind: 'grammar' | 'unknown' | 'typed' | 'moved';
  /** Line number from 1; null if it concerns the whole text. */
  line: number | null;
  message: string;
};

/** The meaning of each reference in a text, stored with it. */
export type SavedFacts = Readonly<Record<string, string>>;

/** Lists the canonical references in a text, each once, in order. */
export function listReferences(blocks: readonly NarrativeBlock[]): string[] {
  const runs = blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs : block.items.flat()));
  return [
    ...new Set(runs.flatMap((run) => (run.kind === 'reference' ? [writeReference(run.reference)] : []))),
  ];
}

/** Returns the current meaning of a text's references; leaves out unknown ones. */
export function readSavedFacts(text: string, facts: Facts): Record<string, string> {
  return Object.fromEntries(
    listReferences(parseNarrative(text).blocks).flatMap((reference) => {
      const fact = facts.get(reference);
      return fact ? [[reference, fact.text]] : [];
    }),
  );
}

/**
 * Lists what needs attention in the text of a section. Numbers that have changed since the text was saved are
 * shown as they are now; the words around them were written for the old ones and must be read again. `facts`
 * is null before the round is compiled: then only the grammar is checked.
 */
export function listSectionProblems(
  text: string,
  facts: Facts | null,
  saved: SavedFacts = {},
): SectionProblem[] {
  const { blocks, problems } = parseNarrative(text);
  const grammar = problems.map(({ line, message }): SectionProblem => ({ kind: 'grammar', line, message }));
  if (!facts) return grammar;
  const lines = text.split(/\r\n|\r|\n/);
  const lineOf = (reference: string) => {
    const at = lines.findIndex((line) => listReferences(parseNarrative(line).blocks).includes(reference));
    return at === -1 ? null : at + 1;
  };
  const unknown = resolveNarrative(blocks, facts).problems.map(
    ({ reference, message }): SectionProblem => ({ kind: 'unknown', line: lineOf(reference), message }),
  );
  const moved = listReferences(blocks).flatMap((reference): SectionProblem[] => {
    const [before, now] = [saved[reference], facts.get(reference)?.text];
    if (before === undefined || now === undefined || before === now) return [];
    return [
      {
        kind: 'moved',
        line: lineOf(reference),
        message: `{{${reference}}} was ${before} when this was saved and is ${now} now. Read the words around it again, then save.`,
      },
    ];
  });
  const typed = findTypedFigures(text, facts).map(
    (figure): SectionProblem => ({ kind: 'typed', line: figure.line, message: formatTypedFigure(figure) }),
  );
  return [...grammar, ...unknown, ...moved, ...typed];
}
