import { languageCodes, getLanguage, type LanguageCode } from '../language/languages.ts';
import type { PlanFileProblem } from '../plan/plan-file.schema.ts';
import { groupProblems, type ProblemGroup } from '../plan/plan-problem-groups.calculations.ts';
import { type NamedColumns, readNamedColumns, type SheetColumns } from '../plan/plan-upload.rules.ts';
import { findNearest } from '../workbook/nearest-word.calculations.ts';
import type { RawWorkbook } from '../workbook/raw-workbook.ts';
import {
  type ReferenceField,
  type ReferenceListName,
  referenceListNames,
  referenceLists,
} from './reference-lists.ts';
import {
  checkReferenceRow,
  type ReferenceCells,
  type ReferenceRow,
  type ReferenceWords,
  translatedLanguages,
} from './reference-row.rules.ts';

/** A column of the sheet of a list: a field, a field in another language, or whether the row is ended. */
export type ReferenceColumn = {
  header: string;
  /** As problems name it: "name", "name.th" or "ended". */
  path: string;
  field: ReferenceField | null;
  language: LanguageCode | null;
};

/** The columns of the sheet of a list, in order. */
export function listReferenceColumns(list: ReferenceListName): ReferenceColumn[] {
  const { fields, canEnd } = referenceLists[list];
  return [
    ...fields.flatMap((field): ReferenceColumn[] => [
      { header: field.label, path: field.name, field, language: null },
      ...(field.translated ? translatedLanguages : []).map((language) => ({
        header: `${field.label}, ${getLanguage(language).name}`,
        path: `${field.name}.${language}`,
        field,
        language,
      })),
    ]),
    ...(canEnd ? [{ header: 'Ended', path: 'ended', field: null, language: null }] : []),
  ];
}

/** The fields that together say which row is meant. They are in the file, unlike the key of the database. */
const keyFields: Partial<Record<ReferenceListName, readonly string[]>> = {
  agencies: ['state', 'acronym', 'from_on'],
  categories: ['dimension', 'code'],
  answers: ['list', 'code'],
};
const listKeyFields = (list: ReferenceListName): readonly string[] => keyFields[list] ?? ['code'];
const buildKey = (list: ReferenceListName, cells: ReferenceCells): string =>
  listKeyFields(list)
    .map((name) => cells[name] ?? '')
    .join('\n');

/** A row of a file that differs from what is stored. */
export type ReferenceRowChange = {
  list: ReferenceListName;
  outcome: 'added' | 'changed' | 'ended' | 'resumed';
  cells: ReferenceCells;
  words: ReferenceWords;
  ended: boolean;
  /** As stored; null for a new row. */
  before: ReferenceRow | null;
};

export type ReferenceSheetSummary = {
  list: ReferenceListName;
  added: number;
  changed: number;
  ended: number;
  unchanged: number;
  /** Stored rows that the file does not have. They stay as they are. */
  missing: number;
};

export type ReferenceComparison = {
  sheets: ReferenceSheetSummary[];
  changes: ReferenceRowChange[];
  problems: ProblemGroup[];
};

/** More than anybody changes at once. */
export const mostReferenceChanges = 1000;

const fold = (text: string) => text.trim().replaceAll(/\s+/g, ' ').toLowerCase();

/**
 * Compares the sheets of a workbook with the stored lists, each row as the form of a row would be checked. Sheets with
 * other names, and stored rows that the file does not have, are left alone. Returns a sentence for a file without any
 * sheet of a list.
 */
export function compareReferenceWorkbook(
  { sheets }: RawWorkbook,
  stored: Readonly<Record<ReferenceListName, readonly ReferenceRow[]>>,
): ReferenceComparison | string {
  const problems: PlanFileProblem[] = [];
  const columns: Record<string, Record<string, number>> = {};
  const changes: ReferenceRowChange[] = [];
  const summaries: ReferenceSheetSummary[] = [];
  /** The lists as they would be after the rows that were read so far. */
  const working = { ...stored };
  for (const list of referenceListNames) {
    const { title } = referenceLists[list];
    const sheet = sheets.find(({ name }) => fold(name) === fold(title));
    if (!sheet) continue;
    const read = readNamedColumns(sheet);
    columns[title] = read.columns;
    const compared = compareList(list, read, working);
    working[list] = compared.rows;
    changes.push(...compared.changes);
    problems.push(...compared.problems.map((problem) => ({ file: title, ...problem })));
    const count = (...outcomes: string[]) =>
      compared.changes.filter(({ outcome }) => outcomes.includes(outcome)).length;
    summaries.push({
      list,
      added: count('added'),
      changed: count('changed', 'resumed'),
      ended: count('ended'),
      unchanged: compared.met - compared.changes.filter(({ before }) => before).length,
      missing: stored[list].length - compared.met,
    });
  }
  if (summaries.length === 0) {
    return 'This file has no sheet of a list. Start from the workbook that you can download here, and keep the names of its sheets.';
  }
  if (changes.length > mostReferenceChanges) {
    return `This file changes ${changes.length} rows. Change at most ${mostReferenceChanges} at once.`;
  }
  return { sheets: summaries, changes, problems: groupProblems(problems, columns satisfies SheetColumns) };
}

type SheetProblem = NamedColumns['problems'][number];
type TypedRow = {
  /** Of the sheet, counted from 1. */
  at: number;
  cells: Record<string, string>;
  words: Record<string, Record<string, string>>;
  ended: string;
  stored: ReferenceRow | null;
};

function compareList(
  list: ReferenceListName,
  read: NamedColumns,
  working: Readonly<Record<ReferenceListName, readonly ReferenceRow[]>>,
) {
  const about = referenceLists[list];
  const headers = listReferenceColumns(list);
  const titles = new Map(Object.keys(read.columns).map((title) => [fold(title), title]));
  const titleOf = (path: string) => {
    const header = headers.find((column) => column.path === path)?.header ?? path;
    return titles.get(fold(header)) ?? header;
  };
  const problems = [...read.problems, ...checkHeaders(list, headers, titles)];
  const changes: ReferenceRowChange[] = [];
  let rows = [...working[list]];
  const result = (met: number) => ({ rows, changes, problems, met });
  if (listKeyFields(list).some((name) => !titles.has(fold(titleOf(name))))) return result(0);

  const unreadable = new Set(read.problems.map(({ row }) => row));
  const typed = read.rows.flatMap((texts, index) => {
    const isEmpty = Object.values(texts).every((text = '') => text.trim() === '');
    return isEmpty ? [] : [readTypedRow(list, headers, texts, titles, index + 2, rows)];
  });
  const report = ({ at }: TypedRow, path: string, message: string) =>
    problems.push({ row: at, column: titleOf(path), message });
  const firsts = new Map<string, number>();
  for (const row of typed.toSorted(byClearing(list))) {
    if (unreadable.has(row.at)) continue;
    const key = buildKey(list, row.cells);
    const first = firsts.get(key);
    const [keyField = 'code'] = listKeyFields(list).toReversed();
    if (first !== undefined) {
      report(row, keyField, `Row ${Math.min(first, row.at)} is the same ${about.one}. Remove one of them.`);
      continue;
    }
    firsts.set(key, row.at);
    if (!row.stored && !about.canAdd) {
      report(row, keyField, 'New rows of this list come with the workbook of the plan. Remove this row.');
      continue;
    }
    // What a row before it in this file changed counts already.
    const now = rows.find((one) => one.row === row.stored?.row) ?? null;
    const found = checkAgainstStored(list, { ...row, stored: now }, rows, working);
    for (const { path, message } of found.problems) report(row, path, message);
    if (!found.change) continue;
    changes.push(found.change);
    rows = withChange(list, rows, found.change, key);
  }
  for (const { at } of listSecondClearing(list, typed)) {
    problems.push({
      row: at,
      column: titleOf('is_clearing_authority'),
      message: 'Two agencies of this state would clear its report. Write yes for one of them.',
    });
  }
  if (about.canEnd && rows.length > 0 && rows.every(({ ended }) => ended)) {
    const last = typed.findLast(({ ended }) => fold(ended) === 'yes');
    if (last) report(last, 'ended', 'This is the last one in use, so it cannot be ended.');
  }
  return result(typed.filter(({ stored }) => stored).length);
}

/** Columns that are missing and without which no row is known, and names that are probably slips. */
function checkHeaders(
  list: ReferenceListName,
  headers: readonly ReferenceColumn[],
  titles: ReadonlyMap<string, string>,
): SheetProblem[] {
  const known = new Set(headers.map(({ header }) => fold(header)));
  const free = headers.map(({ header }) => header).filter((header) => !titles.has(fold(header)));
  return [
    ...headers
      .filter(({ path, header }) => listKeyFields(list).includes(path) && !titles.has(fold(header)))
      .map(({ header }) => ({ row: 1, column: header, message: `The column “${header}” is missing.` })),
    ...[...titles].flatMap(([folded, title]) => {
      const nearest = known.has(folded) ? null : findNearest(title, free);
      return nearest
        ? [{ row: 1, column: title, message: `Did you mean “${nearest}”? Correct the name of the column.` }]
        : [];
    }),
  ];
}

function readTypedRow(
  list: ReferenceListName,
  headers: readonly ReferenceColumn[],
  texts: NamedColumns['rows'][number],
  titles: ReadonlyMap<string, string>,
  at: number,
  rows: readonly ReferenceRow[],
): TypedRow {
  const cells: Record<string, string> = {};
  const given: [column: ReferenceColumn, text: string][] = headers.flatMap((column) => {
    const title = titles.get(fold(column.header));
    return title === undefined ? [] : [[column, (texts[title] ?? '').replace(/\r\n?/g, '\n').trim()]];
  });
  for (const [{ field, language }, text] of given) {
    if (field && !language) cells[field.name] = readCell(field, text);
  }
  const key = buildKey(list, cells);
  const stored = rows.find((row) => buildKey(list, row.cells) === key) ?? null;
  // A column that the file does not have is left as it is.
  const words: Record<string, Record<string, string>> = structuredClone(stored?.words ?? {}) as never;
  let ended = '';
  for (const [{ field, language, path }, text] of given) {
    if (field && language) (words[field.name] ??= {})[language] = text;
    if (path === 'ended') ended = text;
  }
  return { at, cells: { ...stored?.cells, ...cells }, words, ended, stored };
}

/** A choice may be written by its label, and a number may have lost the zeros before it. */
function readCell({ kind, options = [] }: ReferenceField, text: string): string {
  switch (kind) {
    case 'choice':
      return (
        options.find(({ value, label }) => [fold(value), fold(label)].includes(fold(text)))?.value ?? text
      );
    case 'yesNo':
      return text.toLowerCase();
    default:
      return text;
  }
}

const isSameText = (one: string, other: string) =>
  one === other || (/^\d+$/.test(one) && /^\d+$/.test(other) && Number(one) === Number(other));

function checkAgainstStored(
  list: ReferenceListName,
  { cells, words, ended: endedText, stored }: TypedRow,
  rows: readonly ReferenceRow[],
  working: Readonly<Record<ReferenceListName, readonly ReferenceRow[]>>,
): { change: ReferenceRowChange | null; problems: { path: string; message: string }[] } {
  const { fields } = referenceLists[list];
  const problems: { path: string; message: string }[] = [];
  if (!['', 'yes', 'no'].includes(fold(endedText))) {
    problems.push({ path: 'ended', message: 'Write yes or no.' });
  }
  const ended = endedText === '' ? (stored?.ended ?? false) : fold(endedText) === 'yes';
  if (!stored && ended) problems.push({ path: 'ended', message: 'A new row cannot be ended yet.' });
  for (const { name, fixed } of fields) {
    const is = stored?.cells[name] ?? '';
    if (stored && fixed && !isSameText(cells[name] ?? '', is)) {
      problems.push({ path: name, message: `This cannot be changed here. It is “${is}”.` });
    }
  }
  for (const { name, options, kind } of fields) {
    const text = cells[name] ?? '';
    if (kind !== 'choice' || !options || options.some(({ value }) => value === text)) continue;
    const message = `Choose one of: ${options.map(({ label }) => label).join(', ')}.`;
    problems.push({ path: name, message });
  }
  if (list === 'agencies' && !stored && !working.states.some(({ row }) => row === cells['state'])) {
    problems.push({ path: 'state', message: 'There is no member state with this code.' });
  }
  const isSame = (now: { cells: ReferenceCells; words: ReferenceWords }) =>
    stored !== null &&
    stored.ended === ended &&
    fields.every(
      ({ name, fixed, translated }) =>
        (fixed || (now.cells[name] ?? '') === (stored.cells[name] ?? '')) &&
        (!translated ||
          languageCodes.every(
            (code) => (now.words[name]?.[code] ?? '') === (stored.words[name]?.[code] ?? ''),
          )),
    );
  if (isSame({ cells, words })) return { change: null, problems };
  const others = rows.filter(({ row }) => row !== stored?.row);
  const checked = checkReferenceRow(list, { cells, words }, stored, others);
  const known = new Set(problems.map(({ path }) => path));
  problems.push(...checked.problems.filter(({ path }) => !known.has(path)));
  if (problems.length > 0 || isSame(checked)) return { change: null, problems };
  const isOver = (row: { cells: ReferenceCells; ended: boolean }) => row.ended || Boolean(row.cells['to_on']);
  const now = { cells: checked.cells, words: checked.words, ended };
  const outcome = !stored
    ? 'added'
    : isOver(now) && !isOver(stored)
      ? 'ended'
      : isOver(stored) && !isOver(now)
        ? 'resumed'
        : 'changed';
  return { change: { list, outcome, ...now, before: stored }, problems };
}

const clears = ({ cells }: Pick<ReferenceRow, 'cells'>) =>
  cells['is_clearing_authority'] === 'yes' && !cells['to_on'];

/** Agencies that take over the clearing are read first, since the one before can only then give it up. */
const byClearing = (list: ReferenceListName) => (one: TypedRow, other: TypedRow) => {
  const takesOver = (row: TypedRow) => clears(row) && !(row.stored && clears(row.stored));
  return list === 'agencies' ? Number(takesOver(other)) - Number(takesOver(one)) : 0;
};

/** Rows by which a state would have more than one agency that clears; the first of each state is not one of them. */
function listSecondClearing(list: ReferenceListName, typed: readonly TypedRow[]): TypedRow[] {
  if (list !== 'agencies') return [];
  return [...Map.groupBy(typed.filter(clears), ({ cells }) => cells['state'])].flatMap(([, rows]) =>
    rows.slice(1),
  );
}

function withChange(
  list: ReferenceListName,
  rows: readonly ReferenceRow[],
  { cells, words, ended, before }: ReferenceRowChange,
  key: string,
): ReferenceRow[] {
  const changed = { row: before?.row ?? `new ${key}`, cells, words, ended };
  const kept = rows.map((row) => {
    if (row.row === before?.row) return changed;
    const givesUp =
      list === 'agencies' && clears(changed) && clears(row) && row.cells['state'] === cells['state'];
    return givesUp ? { ...row, cells: { ...row.cells, is_clearing_authority: 'no' } } : row;
  });
  return before ? kept : [...kept, changed];
}
