import {
  type NarrativeBlock,
  parseNarrative,
  resolveNarrative,
  type ResolvedBlock,
} from './narrative.rules.ts';
import { type Facts, type MissingValueState, serialiseReference } from './reference.rules.ts';
import type { ReportSection } from './report-sections.rules.ts';

export type SectionProblem = {
  /**
   * grammar: cannot be parsed; unknown: matches nothing; empty: there is no figure; typed: a number typed by
   * hand that is a figure of the round; stale: one that is none; moved: the number has changed.
   */
  kind: 'grammar' | 'unknown' | 'empty' | 'typed' | 'stale' | 'moved';
  /** Line number from 1; null if it concerns the whole text. */
  line: number | null;
  message: string;
};

/** The meaning of each reference in a text, stored with it. */
export type SavedFacts = Readonly<Record<string, string>>;

/** A problem that has to be mended before a draft is signed. */
export type DraftProblem = { section: string; title: string; line: number | null; message: string };

/** Lists the canonical references in a text, each once, in order. */
export function listReferences(blocks: readonly NarrativeBlock[]): string[] {
  const runs = blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs : block.items.flat()));
  return [
    ...new Set(runs.flatMap((run) => (run.kind === 'reference' ? [serialiseReference(run.reference)] : []))),
  ];
}

/** Returns the current meaning of a text's references; leaves out unknown ones. */
export function buildSavedFacts(text: string, facts: Facts): Record<string, string> {
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
  const empty = listReferences(blocks).flatMap((reference): SectionProblem[] => {
    const fact = facts.get(reference);
    if (fact?.kind !== 'mark' || isMeant(fact.mark)) return [];
    const message = `{{${reference}}} has no figure: ${fact.text}. Write the sentence without it.`;
    return [{ kind: 'empty', line: lineOf(reference), message }];
  });
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
    (figure): SectionProblem => ({
      kind: figure.references.length > 0 ? 'typed' : 'stale',
      line: figure.line,
      message: formatTypedFigure(figure),
    }),
  );
  return [...grammar, ...unknown, ...empty, ...moved, ...typed];
}

/** A figure that is protected is not missing: the public edition leaves the sentence out by itself. */
const isMeant = (mark: MissingValueState): boolean => mark === 'suppressed' || mark === 'withheld';

/**
 * Lists what has to be mended in a report before a draft of it is signed: references without a figure, and
 * numbers in the words that no longer agree with the tables.
 */
export const listDraftProblems = (
  sections: readonly Pick<ReportSection, 'key' | 'title' | 'text' | 'facts'>[],
  facts: Facts,
): DraftProblem[] =>
  sections.flatMap(({ key, title, text, facts: saved }) =>
    listSectionProblems(text, facts, saved)
      .filter(({ kind }) => kind !== 'typed')
      .map(({ line, message }) => ({ section: key, title, line, message })),
  );

/** A text with its current numbers, and its problems. */
export type SectionLook = { preview: ResolvedBlock[]; problems: SectionProblem[] };

/**
 * Returns a text with the current numbers, and its problems; `saved` are the numbers that it was saved with.
 */
export function checkSectionText(
  text: string,
  facts: Facts | null,
  saved: Readonly<Record<string, string>> = {},
): SectionLook {
  return {
    preview: resolveNarrative(parseNarrative(text).blocks, facts ?? new Map()).blocks,
    problems: listSectionProblems(text, facts, saved),
  };
}

/** A number that somebody typed where a reference could be. */
export type TypedFigure = {
  line: number;
  column: number;
  /** As typed. */
  text: string;
  /** References with this number now, closest first; empty if it is no figure of the round. */
  references: string[];
};

const months = 'january|february|march|april|may|june|july|august|september|october|november|december';
/** Words after which a number identifies something and counts nothing. */
const names =
  /(?:articles?|chapters?|sections?|paragraphs?|pages?|rounds?|publications?|compilations?|version|annex|table|figure|no\.?|number|act|law|decree|resolution)\s+$/i;
const amount = /\d{1,3}(?:[,\u0020\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/g;

/** "1 417", "1,417" and "1417" are the same number; "62.50%" differs from "62.5" of something else. */
const readNumber = (text: string) =>
  text
    .replace(/[^\d.]/g, '')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

/**
 * Finds numbers in a text that look like figures of the plan: those that equal a fact of the round, and large
 * or percentage numbers that equal none and so may be outdated. Ignores years, dates, codes and small counts
 * that could be anything.
 */
export function findTypedFigures(text: string, facts: Facts): TypedFigure[] {
  const known = indexFacts(facts);
  return text.split(/\r\n|\r|\n/).flatMap((line, at) => {
    const references = [...line.matchAll(/\{\{.*?\}\}/g)].map((found) => [
      found.index,
      found.index + found[0].length,
    ]);
    return [...line.matchAll(amount)].flatMap((found): TypedFigure[] => {
      const [typed] = found;
      const start = found.index;
      const end = start + typed.length;
      const isInside = references.some(([from = 0, to = 0]) => start >= from && start < to);
      if (isInside || isName(line, start, end)) return [];
      const isPercentage = /^\s?(?:%|per ?cent)/i.test(line.slice(end));
      const value = readNumber(typed);
      const candidates = known.get(`${value}${isPercentage ? '%' : ''}`) ?? [];
      const looksLikeOne = isPercentage || Number(value) >= 10;
      const looksLarge = isPercentage || Number(value) >= 1000;
      if (!(looksLikeOne && candidates.length > 0) && !looksLarge) return [];
      return [
        { line: at + 1, column: start + 1, text: typed + (isPercentage ? '%' : ''), references: candidates },
      ];
    });
  });
}

/** Whether the number is part of a code, a date, a year or a name. */
function isName(line: string, start: number, end: number): boolean {
  const [before, after] = [line.slice(0, start), line.slice(end)];
  const isYear = /^(?:19|20)\d{2}$/.test(line.slice(start, end));
  return (
    isYear ||
    /[\p{L}\d][-./:]?$/u.test(before) ||
    /^(?:[-/:]\d|[-.]?\p{L})/u.test(after) ||
    names.test(before) ||
    new RegExp(`^\\s(?:${months})\\b`, 'i').test(after) ||
    new RegExp(`\\b(?:${months})\\s$`, 'i').test(before)
  );
}

/** A report has some fifty sections, each held against the same facts. */
const indexes = new WeakMap<Facts, Map<string, string[]>>();

/**
 * Indexes references by their number; totals before parts, this round before others, values before changes.
 */
function indexFacts(facts: Facts): Map<string, string[]> {
  const before = indexes.get(facts);
  if (before) return before;
  const index = new Map<string, string[]>();
  for (const [reference, fact] of facts) {
    if (fact.kind !== 'number' || / (?:coverage|change)$|^reports /.test(reference)) continue;
    const value = readNumber(fact.text) + (fact.text.endsWith('%') ? '%' : '');
    const list = index.get(value);
    if (list) list.push(reference);
    else index.set(value, [reference]);
  }
  for (const list of index.values()) list.sort((a, b) => rank(a) - rank(b));
  indexes.set(facts, index);
  return index;
}

const rank = (reference: string) => reference.split(' ').length + (reference.includes('=') ? 2 : 0);

/** Explains a typed figure to a compiler of the report. */
function formatTypedFigure({ text, references }: TypedFigure): string {
  const [first, ...others] = references.slice(0, 3).map((reference) => `{{${reference}}}`);
  if (!first) {
    return `${text} is typed by hand and is no figure of this round. Use a reference, which cannot go stale; if it is no figure of the plan, write {{=${text}}}.`;
  }
  return `${text} is typed by hand; use ${first}${others.length > 0 ? `, or ${others.join(' or ')} if that is meant` : ''}.`;
}
