import { z } from 'zod';
import { findLinkProblem, isWebAddress } from '../evidence/link.rules.ts';

/**
 * The cell types of a plan file. Each takes the text of a cell as typed and returns a typed value, or one
 * plain sentence for each fault. Lists inside a cell are separated by semicolons, because commas separate the
 * columns.
 */

const TITLE_LIMIT = 300;
const TEXT_LIMIT = 2000;
const LINK_LIMIT = 2000;
const PARAMETERS_LIMIT = 8000;
/** What the database stores: numeric(20, 4). */
const NUMBER_PATTERN = /^\d{1,16}(\.\d{1,4})?$/;
/** A double preserves this many digits; with more, the last may change. */
const DIGITS_KEPT = 15;
const CODE_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$/;
const YEAR_PATTERN = /^(20\d\d|2100)$/;
// Direction controls can make a text read differently from its content, so they are rejected, as are lone
// surrogates. The invisible joiners and word breaks of Khmer, Lao, Burmese and Thai are needed and accepted.
const HIDDEN_PATTERN = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

type Fault = (sentence: string) => void;
interface CellLimits {
  /** Maximum length, in characters (code points, as Postgres counts them). */
  readonly limit?: number;
  /** Whether line breaks are allowed. */
  readonly lines?: boolean;
}

/**
 * Returns the text of a cell for quoting in a sentence: a long one is cut, because the position is stated
 * beside it.
 */
export function shortenCell(text: string): string {
  const characters = [...text];
  return `“${characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : text}”`;
}

function cell<T>(read: (text: string, fault: Fault) => T, limits: CellLimits = {}) {
  return z.string().transform((raw, context): T => {
    const fault: Fault = (message) => context.addIssue({ code: 'custom', message });
    const text = raw.normalize('NFC').replace(/\r\n?/g, '\n').trim();
    const limit = limits.limit ?? TEXT_LIMIT;
    const length = [...text].length;
    if (length > limit) fault(`This text has ${length} characters; at most ${limit} fit.`);
    if (!limits.lines && text.includes('\n')) fault('This cell must be on one line.');
    if (HIDDEN_PATTERN.test(text.replaceAll('\n', ''))) {
      fault('This cell contains an invisible control character. Type the text again.');
    }
    return read(text, fault);
  });
}

const required = (sentence: string) => (text: string, fault: Fault) => {
  if (text === '') fault(sentence);
  return text;
};

/** A title: required, one line, at most 300 characters. */
export const titleCell = () => cell(required('Fill in the title.'), { limit: TITLE_LIMIT });

/** A required running text of at most 2000 characters; line breaks are kept. */
export const textCell = (sentence: string) => cell(required(sentence), { lines: true });

/** Running text, possibly empty, of at most 2000 characters. */
export const optionalTextCell = () => cell((text) => text, { lines: true });

/** A short text on one line, possibly empty, of at most `limit` characters. */
export const optionalShortCell = (limit: number) => cell((text) => text, { limit });

/** A required short text on one line, such as a unit. */
export const lineCell = (sentence: string) => cell(required(sentence), { limit: TITLE_LIMIT });

/** A label on one line; empty gives null. */
export const optionalLineCell = () => cell((text) => (text === '' ? null : text), { limit: TITLE_LIMIT });

/** The URL of a web page, or nothing. It is written into files that people open. */
export const optionalAddressCell = () =>
  cell(
    (text, fault) => {
      if (text === '') return '';
      const problem = findLinkProblem(text);
      if (problem) fault(problem);
      else if (!isWebAddress(text)) fault('The address must begin with https://, and hold no spaces.');
      return text;
    },
    { limit: LINK_LIMIT },
  );

/** A code of the plan itself: it is part of URLs, so it has letters, digits, dots, hyphens, underscores. */
export const codeCell = () =>
  cell((text, fault) => {
    if (text === '') fault('Give a code.');
    else if (!CODE_PATTERN.test(text)) {
      fault(
        'A code has at most 30 letters, digits, dots, hyphens or underscores and starts with a letter or digit.',
      );
    }
    return text;
  });

/** A code of another row or list; the rules check that it exists. */
export const referenceCell = (sentence: string) =>
  cell((text, fault) => {
    if (text === '') fault(sentence);
    else if (text.includes(';')) fault('Give one code here, not a list.');
    return text;
  });

/** Like referenceCell, but empty gives null. */
export const optionalReferenceCell = () =>
  cell((text, fault) => {
    if (text.includes(';')) fault('Give one code here, not a list.');
    return text === '' ? null : text;
  });

function match<T extends string>(text: string, values: readonly T[], fault: Fault): T | null {
  const found = values.find((value) => value === text.toLowerCase());
  if (found !== undefined) return found;
  fault(
    text === ''
      ? `Choose one of: ${values.join(', ')}.`
      : `${shortenCell(text)} is not one of: ${values.join(', ')}.`,
  );
  return null;
}

/** A word of a fixed list; case does not matter. */
export const wordCell = <T extends string>(values: readonly [T, ...T[]]) =>
  cell((text, fault): T => match(text, values, fault) ?? values[0]);

/** A word of a fixed list; empty gives null. */
export const optionalWordCell = <T extends string>(values: readonly [T, ...T[]]) =>
  cell((text, fault): T | null => (text === '' ? null : match(text, values, fault)));

/** What spreadsheets make of a box that is ticked: TRUE in CSV files, and in LibreOffice the formula TRUE(). */
const truths: Readonly<Record<string, string>> = { true: 'yes', false: 'no' };

/** yes or no. */
export const yesNoCell = () =>
  cell((text, fault) => match(truths[text.toLowerCase()] ?? text, ['yes', 'no'], fault) === 'yes');

function readDate(text: string, fault: Fault): string {
  const time = Date.parse(`${text}T00:00:00Z`);
  const exists = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time);
  // Some engines parse 2026-02-30 as 2 March, so the day must come back as written.
  if (!exists || new Date(time).toISOString().slice(0, 10) !== text) fault('Write the date as 2026-04-15.');
  return text;
}

/** A calendar day as 2026-04-15. */
export const dateCell = () => cell(readDate);

/** Like dateCell, but empty gives an empty text. */
export const optionalDateCell = () => cell((text, fault) => (text === '' ? '' : readDate(text, fault)));

/** A short text on one line that matches a pattern. */
export const patternCell = (pattern: RegExp, sentence: string) =>
  cell((text, fault) => {
    if (!pattern.test(text)) fault(sentence);
    return text;
  });

function splitList(text: string, fault: Fault): string[] {
  const items = text
    .split(';')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  const twice = items.find((item, index) => items.indexOf(item) !== index);
  if (twice !== undefined) fault(`${shortenCell(twice)} is in the list twice.`);
  return items;
}

/** Codes separated by semicolons; empty gives an empty list. */
export const listCell = () => cell(splitList);

/** The word all, or codes separated by semicolons. */
export const listOrAllCell = (sentence?: string) =>
  cell((text, fault): 'all' | string[] => {
    if (text.toLowerCase() === 'all') return 'all';
    const items = splitList(text, fault);
    if (sentence !== undefined && items.length === 0) fault(sentence);
    if (items.some((item) => item.toLowerCase() === 'all'))
      fault('Write either all or a list of codes, not both.');
    return items;
  });

function readYear(text: string, fault: Fault): number {
  if (!YEAR_PATTERN.test(text)) fault(`${shortenCell(text)} is not a year such as 2026.`);
  return Number(text);
}

function readNumber(text: string, fault: Fault): number {
  if (!NUMBER_PATTERN.test(text)) {
    fault(
      `${shortenCell(text)} is not a number. Write digits only, with a point before decimals, such as 1200 or 0.5.`,
    );
  } else if (text.replace(/^0+(?=\d)|\./g, '').length > DIGITS_KEPT) {
    fault(`${shortenCell(text)} has too many digits; at most ${DIGITS_KEPT} are kept as they are written.`);
  }
  return Number(text);
}

/** Years separated by semicolons, returned in order; at least one. */
export const yearsCell = (sentence: string) =>
  cell((text, fault): number[] => {
    const items = splitList(text, fault);
    if (items.length === 0) fault(sentence);
    return items.map((item) => readYear(item, fault)).sort((a, b) => a - b);
  });

export const optionalYearCell = () =>
  cell((text, fault): number | null => (text === '' ? null : readYear(text, fault)));

export const optionalNumberCell = () =>
  cell((text, fault): number | null => (text === '' ? null : readNumber(text, fault)));

/** A position in an order: 1, 2, 3 and so on; empty gives null. */
export const optionalPositionCell = () =>
  cell((text, fault): number | null => {
    if (text === '') return null;
    if (!/^[1-9]\d?$/.test(text)) fault('Write a whole number from 1 to 99.');
    return Number(text);
  });

/** Targets as 2024=10; 2025=20, returned in order of year. */
export const targetsCell = () =>
  cell((text, fault): { year: number; value: number }[] => {
    const targets: { year: number; value: number }[] = [];
    for (const item of splitList(text, fault)) {
      const [year, value, ...rest] = item.split('=').map((part) => part.trim());
      if (!year || !value || rest.length > 0) {
        fault(`${shortenCell(item)} is not a target. Write year=value, such as 2026=40.`);
        continue;
      }
      const target = { year: readYear(year, fault), value: readNumber(value, fault) };
      if (targets.some((other) => other.year === target.year)) fault(`The year ${year} has two targets.`);
      targets.push(target);
    }
    return targets.sort((a, b) => a.year - b.year);
  });

/** A slice of an indicator as dimension=category; empty gives null. */
export const optionalSliceCell = () =>
  cell((text, fault): { dimension: string; category: string } | null => {
    if (text === '') return null;
    const [dimension = '', category = '', ...rest] = text.split('=').map((part) => part.trim());
    if (dimension === '' || category === '' || rest.length > 0) {
      fault(`${shortenCell(text)} is not a slice. Write dimension=category.`);
    }
    return { dimension, category };
  });

/**
 * Parameters of a rule as name=value; name=value, returned by name. A list within a value is separated by |.
 */
export const parametersCell = () =>
  cell(
    (text, fault): Record<string, string> => {
      const parameters: Record<string, string> = {};
      for (const item of splitList(text, fault)) {
        const [, name, value] = /^([a-z]+(?:_[a-z]+)*)\s*=\s*(.*)$/s.exec(item) ?? [];
        if (name === undefined || value === undefined) {
          fault(`${shortenCell(item)} is not a parameter. Write name=value, such as factor=5.`);
        } else if (Object.hasOwn(parameters, name)) fault(`The parameter ${name} is given twice.`);
        else parameters[name] = value.trim();
      }
      return parameters;
    },
    { limit: PARAMETERS_LIMIT },
  );
