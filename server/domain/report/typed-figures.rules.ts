import type { Facts } from './reference.rules.ts';

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

/**
 * Indexes references by their number; totals before parts, this round before others, values before changes.
 */
function indexFacts(facts: Facts): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const [reference, fact] of facts) {
    if (fact.kind !== 'number' || / (?:coverage|change)$|^reports /.test(reference)) continue;
    const value = readNumber(fact.text) + (fact.text.endsWith('%') ? '%' : '');
    const list = index.get(value);
    if (list) list.push(reference);
    else index.set(value, [reference]);
  }
  for (const list of index.values()) list.sort((a, b) => rank(a) - rank(b));
  return index;
}

const rank = (reference: string) => reference.split(' ').length + (reference.includes('=') ? 2 : 0);

/** Explains a typed figure to a compiler of the report. */
export function formatTypedFigure({ text, references }: TypedFigure): string {
  const [first, ...others] = references.slice(0, 3).map((reference) => `{{${reference}}}`);
  if (!first) return `${text} is typed by hand and is no figure of this round. A reference cannot go stale.`;
  return `${text} is typed by hand; use ${first}${others.length > 0 ? `, or ${others.join(' or ')} if that is meant` : ''}.`;
}
