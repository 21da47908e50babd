import type { RawCell, RawSheet, RawWorkbook } from '../workbook/raw-workbook.ts';
import {
  mostPeople,
  type PeopleColumn,
  peopleColumns,
  type PeopleRow,
  peopleSheetName,
  type PeopleUpload,
} from './people-file.schema.ts';
import { agree } from '#server/domain/language/format-counts.ts';

/** Names a column counted from 0: "A", "B" … "Z", "AA" … */
export function nameColumn(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${nameColumn(Math.floor(index / 26) - 1)}${letter}`;
}

const isColumn = (word: string): word is PeopleColumn => (peopleColumns as readonly string[]).includes(word);
const needed: readonly PeopleColumn[] = ['name', 'email', 'role'];

/** A row of a file as text, counted from 1; unreadable cells have a problem. */
export type TextRow = { row: number; cells: ReadonlyMap<number, string | { problem: string }> };

/**
 * Finds the line with the column names and reads the rows below. Returns a sentence if it is no list of
 * people.
 */
export function readPeopleRows(lines: readonly TextRow[]): PeopleUpload | string {
  const start = lines.findIndex(({ cells }) =>
    [...cells.values()].some((cell) => typeof cell === 'string' && cell.trim().toLowerCase() === 'email'),
  );
  const header = lines[start];
  if (!header) {
    return 'This holds no list of people: no line names its columns. Start from the template.';
  }
  const columns = new Map<PeopleColumn, number>();
  for (const [index, cell] of header.cells) {
    const word = typeof cell === 'string' ? cell.trim().toLowerCase() : '';
    if (!isColumn(word)) continue;
    if (columns.has(word)) return `Two columns are called “${word}”.`;
    columns.set(word, index);
  }
  const missing = needed.filter((column) => !columns.has(column));
  if (missing.length > 0) {
    const names = missing.map((column) => `“${column}”`).join(', ');
    return `The ${missing.length === 1 ? 'column' : 'columns'} ${names} ${agree(missing.length, 'are')} missing.`;
  }
  const letters = Object.fromEntries(
    [...columns].map(([column, index]) => [column, nameColumn(index)]),
  ) as PeopleUpload['letters'];
  const upload: PeopleUpload = { rows: [], letters, problems: [] };
  for (const line of lines.slice(start + 1)) {
    const row = readRow(line, columns, upload);
    if (row) upload.rows.push(row);
  }
  if (upload.rows.length === 0) return 'The list is empty: there is nobody below the names of the columns.';
  if (upload.rows.length > mostPeople) {
    return `The list has ${upload.rows.length} rows. Bring in at most ${mostPeople} at a time.`;
  }
  return upload;
}

function readRow(
  { row, cells }: TextRow,
  columns: ReadonlyMap<PeopleColumn, number>,
  upload: PeopleUpload,
): PeopleRow | null {
  const read: PeopleRow = { row, name: '', email: '', role: '', reporter: '', agency: '' };
  let isEmpty = true;
  for (const [column, index] of columns) {
    const cell = cells.get(index) ?? '';
    if (typeof cell !== 'string') {
      upload.problems.push({ row, column, cell: `${nameColumn(index)}${row}`, message: cell.problem });
      isEmpty = false;
      continue;
    }
    // Longer than any name or address: shown to whoever typed it, and rejected by the rules.
    read[column] = cell.slice(0, 1000);
    if (cell.trim() !== '') isEmpty = false;
  }
  return isEmpty ? null : read;
}

/** Reads the sheet of people in a workbook: the one with that name, or the first. */
export function readPeopleWorkbook({ sheets }: RawWorkbook): PeopleUpload | string {
  const sheet = sheets.find(({ name }) => name.trim().toLowerCase() === peopleSheetName) ?? sheets[0];
  if (!sheet) return 'The workbook has no sheet.';
  return readPeopleRows(listTextRows(sheet));
}

const listTextRows = ({ rows }: RawSheet): TextRow[] =>
  rows.map(({ index, cells }) => ({
    row: index + 1,
    cells: new Map(cells.map(({ column, cell }) => [column, readCell(cell)])),
  }));

function readCell(cell: RawCell): string | { problem: string } {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'number':
      return String(cell.number);
    case 'formula':
      return cell.shown;
    case 'boolean':
    case 'date':
      return { problem: 'This is a date or a yes or no. Enter it as text.' };
    case 'error':
      return { problem: `The spreadsheet shows ${cell.text} here. Enter it as text.` };
  }
}
