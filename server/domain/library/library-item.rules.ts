import type { FieldProblem } from '../error/domain-error.ts';
import { findLinkProblem, normaliseLink } from '../evidence/link.rules.ts';
import { findTextProblem, normaliseText, describeTooLong } from '../submission/text.rules.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { z } from 'zod';

// Longer than the stored maximum, so that the rules can explain what is wrong.
const text = z.string().max(20_000);
const codes = z.array(z.string().max(120)).max(500).default([]);

/** An entry as a form sends it: days as "2025-06-02", the year as text, empty for none. */
export const libraryItemInput = z.object({
  kind: text,
  title: text,
  summary: text,
  happenedOn: text.default(''),
  endedOn: text.default(''),
  year: text.default(''),
  organisers: text.default(''),
  place: text.default(''),
  url: text.default(''),
  basis: text.default(''),
  states: codes,
  bodies: codes,
  partners: codes,
  activities: codes,
  lenses: codes,
});
export type LibraryItemInput = z.infer<typeof libraryItemInput>;

/** The codes that an entry may name. */
export type LibraryCodes = {
  kinds: ReadonlyMap<string, { isCooperation: boolean }>;
  states: ReadonlySet<string>;
  bodies: ReadonlySet<string>;
  partners: ReadonlySet<string>;
  activities: ReadonlySet<string>;
  lenses: ReadonlySet<string>;
};

/** An entry as it is stored. */
export type LibraryContent = {
  kind: string;
  title: string;
  summary: string;
  happenedOn: string | null;
  endedOn: string | null;
  year: number | null;
  organisers: string;
  place: string;
  url: string | null;
  basis: string;
  states: string[];
  bodies: string[];
  partners: string[];
  activities: string[];
  lenses: string[];
};

/** The code lists of an entry, in the order of its form. */
export const libraryTies = ['states', 'bodies', 'partners', 'activities', 'lenses'] as const;
type LibraryTie = (typeof libraryTies)[number];

/** The maximum length of each text; the database has the same limits. */
export const longestOf = { title: 300, summary: 4000, organisers: 500, place: 200, basis: 500 } as const;
const years = { first: 1990, last: 2100 } as const;
const longestCode = 120;
const formOrder = [
  'kind',
  'title',
  'summary',
  'happenedOn',
  'endedOn',
  'year',
  'place',
  'organisers',
  'basis',
  'url',
  ...libraryTies,
];

const tieWords: Record<LibraryTie, string> = {
  states: 'state',
  bodies: 'body',
  partners: 'partner',
  activities: 'activity',
  lenses: 'topic',
};

/**
 * Checks an entry as typed and returns it as it is stored: trimmed texts, unique codes in order, the year
 * taken from the day. Problems are by field.
 */
export function checkLibraryItem(
  input: LibraryItemInput,
  codes: LibraryCodes,
): { content: LibraryContent; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const complain = (path: string, message: string | null) => {
    if (message !== null) problems.push({ path, message });
  };
  const texts = Object.fromEntries(
    Object.entries(longestOf).map(([field, longest]) => {
      const text = normaliseText(input[field as keyof typeof longestOf]).trim();
      complain(field, findWordsProblem(text, longest, field === 'summary'));
      return [field, text];
    }),
  ) as Record<keyof typeof longestOf, string>;
  if (texts.title === '') complain('title', 'Give it a title.');
  if (texts.summary === '') complain('summary', 'Say in a sentence or two what it is.');

  const kind = codes.kinds.get(input.kind);
  if (!kind) complain('kind', 'Choose a kind.');

  const days = checkDays(input, complain);
  const url = input.url.trim() === '' ? null : normaliseLink(input.url);
  if (url !== null) complain('url', findLinkProblem(url));
  if (url === null && texts.basis === '') {
    complain('basis', 'Say where this comes from, or give the address of its source.');
  }

  const ties = Object.fromEntries(
    libraryTies.map((tie) => {
      const given = [...new Set(input[tie].map((code) => code.trim()).filter((code) => code !== ''))].sort();
      complain(
        tie,
        formatUnknown(
          tie,
          given.filter((code) => !codes[tie].has(code)),
        ),
      );
      return [tie, given];
    }),
  ) as Record<LibraryTie, string[]>;
  if (kind?.isCooperation && ties.states.length < 2) {
    complain('states', 'Name the states that work together: at least two.');
  }
  // Keeps the first problem of each field, in the order of the form.
  const first = new Map(problems.toReversed().map((problem) => [problem.path, problem]));
  return {
    content: { kind: input.kind, ...texts, ...days, url, ...ties },
    problems: formOrder.flatMap((path) => first.get(path) ?? []),
  };
}

function findWordsProblem(text: string, longest: number, severalLines: boolean): string | null {
  if (text.length > longest) return describeTooLong(text, longest);
  if (!severalLines && text.includes('\n')) return 'Write this on one line.';
  return findTextProblem(text);
}

function formatUnknown(tie: LibraryTie, unknown: string[]): string | null {
  const [first, ...more] = unknown;
  if (first === undefined) return null;
  const short = first.length > 40 ? `${[...first].slice(0, 40).join('')}…` : first;
  const rest = more.length > 0 ? `, nor ${formatCount(more.length, 'others')} of these` : '';
  return `There is no ${tieWords[tie]} ${short}${rest}.`;
}

type Days = Pick<LibraryContent, 'happenedOn' | 'endedOn' | 'year'>;

function checkDays(
  input: Pick<LibraryItemInput, 'happenedOn' | 'endedOn' | 'year'>,
  complain: (path: string, message: string | null) => void,
): Days {
  const happenedOn = readDay(input.happenedOn, 'happenedOn', complain);
  const endedOn = readDay(input.endedOn, 'endedOn', complain);
  if (endedOn !== null) {
    if (input.happenedOn.trim() === '') complain('happenedOn', 'Give the first day too.');
    else if (happenedOn !== null && endedOn < happenedOn) {
      complain('endedOn', 'The last day lies before the first.');
    }
  }
  const typed = input.year.trim();
  const ofDay = happenedOn === null ? null : Number(happenedOn.slice(0, 4));
  if (typed === '') return { happenedOn, endedOn, year: ofDay };
  const year = /^\d{4}$/.test(typed) ? Number(typed) : Number.NaN;
  if (!(year >= years.first && year <= years.last)) {
    complain('year', `Give a year from ${years.first} to ${years.last}, such as 2025.`);
    return { happenedOn, endedOn, year: ofDay };
  }
  if (ofDay !== null && ofDay !== year) complain('year', `The first day lies in ${ofDay}.`);
  return { happenedOn, endedOn, year };
}

function readDay(
  typed: string,
  path: string,
  complain: (path: string, message: string | null) => void,
): string | null {
  const text = typed.trim();
  if (text === '') return null;
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  const year = Number(text.slice(0, 4));
  const isDay = moment !== null && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
  if (isDay && year >= years.first && year <= years.last) return text;
  complain(path, 'Give a day of the calendar, such as 2025-06-02.');
  return null;
}

/**
 * Suggests the code of a new entry from its title: "Roundtable: follow the money" becomes
 * "roundtable-follow-the-money". Empty if the title has no Latin letters or digits.
 */
export function buildLibraryCode(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let code = '';
  for (const word of words) {
    const longer = code === '' ? word.slice(0, 60) : `${code}-${word}`;
    if (longer.length > 60) break;
    code = longer;
  }
  return code;
}

/** Returns what is wrong with the code of a new entry, as a sentence, or null. */
export function findCodeProblem(code: string): string | null {
  if (code === '') return 'Give it an address in Latin letters, such as roundtable-2026.';
  if (code === 'new') return 'This address is taken by the form for new entries.';
  if (code.length > longestCode || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code)) {
    return `Use small Latin letters, figures and single hyphens, at most ${longestCode} characters.`;
  }
  return null;
}
