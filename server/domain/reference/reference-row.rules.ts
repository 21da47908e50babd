import type { FieldProblem } from '../error/domain-error.ts';
import { languageCodes, type LanguageCode } from '../language/languages.ts';
import { findTextProblem, normaliseText } from '../submission/text.rules.ts';
import { type ReferenceField, type ReferenceListName, referenceLists } from './reference-lists.ts';

export type ReferenceCells = Readonly<Record<string, string>>;
/** Words in other languages: by field, then by language. What is not translated is left out. */
export type ReferenceWords = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A row of a list as it is stored. */
export type ReferenceRow = {
  /** Identifies it within its list. */
  row: string;
  cells: ReferenceCells;
  words: ReferenceWords;
  /** It is not offered any more; what has it keeps it. */
  ended: boolean;
};

/** The languages into which names are translated. */
export const translatedLanguages: readonly LanguageCode[] = languageCodes.filter((code) => code !== 'en');

const longestWords = { line: 500, lines: 6000 } as const;

/**
 * Checks what was typed for a row. `stored` is null for a new one; `others` are the other rows of the list. What cannot
 * change stays as stored. `path` of a problem is the field, or "field.language".
 */
export function checkReferenceRow(
  name: ReferenceListName,
  typed: { cells: ReferenceCells; words: ReferenceWords },
  stored: ReferenceRow | null,
  others: readonly ReferenceRow[],
): { cells: ReferenceCells; words: ReferenceWords; problems: FieldProblem[] } {
  const { fields } = referenceLists[name];
  const problems: FieldProblem[] = [];
  const cells: Record<string, string> = {};
  const words: Record<string, Record<string, string>> = {};
  for (const field of fields) {
    if (field.fixed && stored) {
      cells[field.name] = stored.cells[field.name] ?? '';
    } else {
      const read = field.cell.safeParse(typed.cells[field.name] ?? '');
      cells[field.name] = read.success ? String(read.data) : '';
      const message = read.success ? undefined : read.error.issues[0]?.message;
      if (message) problems.push({ path: field.name, message });
    }
    if (field.translated) {
      words[field.name] = readWords(field, typed.words[field.name] ?? {}, problems);
    }
  }
  if (problems.length === 0) problems.push(...checkAmongOthers(name, cells, stored, others));
  return { cells, words, problems };
}

function readWords(
  field: ReferenceField,
  typed: Readonly<Record<string, string>>,
  problems: FieldProblem[],
): Record<string, string> {
  const words: Record<string, string> = {};
  const isLong = field.kind === 'lines';
  for (const language of translatedLanguages) {
    const text = normaliseText((typed[language] ?? '').normalize('NFC')).trim();
    if (text === '') continue;
    words[language] = isLong ? text : text.replace(/\s+/g, ' ');
    const message = findTextProblem(text, isLong ? longestWords.lines : longestWords.line);
    if (message) problems.push({ path: `${field.name}.${language}`, message });
  }
  return words;
}

function checkAmongOthers(
  name: ReferenceListName,
  cells: ReferenceCells,
  stored: ReferenceRow | null,
  others: readonly ReferenceRow[],
): FieldProblem[] {
  const { fields, groupField, nameField, one } = referenceLists[name];
  const problems: FieldProblem[] = [];
  const group = others.filter((other) => !groupField || other.cells[groupField] === cells[groupField]);
  const lower = (text: string | undefined) => (text ?? '').toLowerCase();
  const isSame = (field: string) => (other: ReferenceRow) =>
    lower(other.cells[field]) === lower(cells[field]);
  if (!stored) {
    const codes = fields.filter(
      ({ name: field, fixed }) => fixed && field !== groupField && field !== 'from_on',
    );
    for (const { name: field } of codes) {
      // An agency may come back under its acronym, from another day on.
      const taken = group.find(
        (other) => isSame(field)(other) && (name !== 'agencies' || isSame('from_on')(other)),
      );
      if (taken)
        problems.push({ path: field, message: `${taken.cells[nameField]} already has this. Enter another.` });
    }
  }
  if (group.some((other) => !other.ended && !other.cells['to_on'] && isSame(nameField)(other))) {
    problems.push({ path: nameField, message: `There is already a ${one} with this name.` });
  }
  if (cells['to_on'] && (cells['from_on'] ?? '') >= cells['to_on']) {
    problems.push({ path: 'to_on', message: 'This day must be after the first day.' });
  }
  if (name === 'states') problems.push(...checkTile(cells, others));
  if (name === 'agencies') problems.push(...checkClearing(cells, stored));
  return problems;
}

function checkTile(cells: ReferenceCells, others: readonly ReferenceRow[]): FieldProblem[] {
  const { tile_row: row = '', tile_column: column = '' } = cells;
  if ((row === '') !== (column === '')) {
    return [{ path: row === '' ? 'tile_row' : 'tile_column', message: 'Enter both the row and the column.' }];
  }
  const taken = row
    ? others.find((other) => other.cells['tile_row'] === row && other.cells['tile_column'] === column)
    : undefined;
  return taken ? [{ path: 'tile_row', message: `${taken.cells['name']} has this place on the map.` }] : [];
}

/** A state always has one agency that clears: another takes its place, and then it no longer clears. */
function checkClearing(cells: ReferenceCells, stored: ReferenceRow | null): FieldProblem[] {
  const clears = (row: ReferenceCells) => row['is_clearing_authority'] === 'yes' && !row['to_on'];
  if (stored && clears(stored.cells) && !clears(cells)) {
    const path = cells['to_on'] ? 'to_on' : 'is_clearing_authority';
    const message =
      'This agency clears the reports of its state. First choose the agency that clears instead.';
    return [{ path, message }];
  }
  if (cells['is_clearing_authority'] === 'yes' && cells['to_on'] && !stored) {
    return [{ path: 'to_on', message: 'An agency that clears has no last day.' }];
  }
  return [];
}

/** The rows of a list in order with one of them moved after another; to the beginning with ''. */
export function withRowMoved(rows: readonly string[], moved: string, after: string): string[] {
  const rest = rows.filter((row) => row !== moved);
  const at = after === '' ? 0 : rest.indexOf(after) + 1;
  return [...rest.slice(0, at), moved, ...rest.slice(at)];
}
