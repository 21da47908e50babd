import { type NarrativeBlock, parseNarrative, resolveNarrative } from './narrative.rules.ts';
import { type Facts, writeReference } from './reference.rules.ts';
import { findTypedFigures, sayTypedFigure } from './typed-figures.rules.ts';

export type SectionProblem = {
  /** grammar: cannot be read; unknown: stands for nothing; typed: a number by hand; moved: stood for another number. */
  kind: 'grammar' | 'unknown' | 'typed' | 'moved';
  /** Where it stands, counted from 1; null where it is about the text as a whole. */
  line: number | null;
  message: string;
};

/** What each reference of a text stood for, to be kept with it. */
export type SavedFacts = Readonly<Record<string, string>>;

/** The canonical references in a text, each once, in the order in which they come. */
export function listReferences(blocks: readonly NarrativeBlock[]): string[] {
  const runs = blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs : block.items.flat()));
  return [
    ...new Set(runs.flatMap((run) => (run.kind === 'reference' ? [writeReference(run.reference)] : []))),
  ];
}

/** What the references of a text stand for now; an unknown one stands for nothing and is left out. */
export function readSavedFacts(text: string, facts: Facts): Record<string, string> {
  return Object.fromEntries(
    listReferences(parseNarrative(text).blocks).flatMap((reference) => {
      const fact = facts.get(reference);
      return fact ? [[reference, fact.text]] : [];
    }),
  );
}

/**
 * What is to be seen to in the text of a section. Numbers that have moved since the text was saved are shown as they
 * are now; the words around them were written for the old ones and have to be read again. `facts` is null before the
 * round is compiled: then only the grammar is looked at.
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
    (figure): SectionProblem => ({ kind: 'typed', line: figure.line, message: sayTypedFigure(figure) }),
  );
  return [...grammar, ...unknown, ...moved, ...typed];
}
