import { type Role, roleLabels, roles } from '../access/can.rules.ts';
import { findNearest } from '../workbook/nearest-word.calculations.ts';
import { checkInvitation } from './invitation.rules.ts';
import {
  type KnownPeople,
  type PeopleColumn,
  peopleColumns,
  type PeopleProblem,
  type PeopleRow,
  type PeopleUpload,
  type ReadyPerson,
  mostPeople,
  peopleSheetName,
} from './people-file.schema.ts';
import type { RawCell, RawSheet, RawWorkbook } from '../workbook/raw-workbook.ts';
import { formatVerb } from '#server/domain/language/counted-nouns.ts';

export type CheckedPeople = {
  ready: ReadyPerson[];
  /** Rows with a role that the person already holds. */
  held: { row: number; name: string }[];
  problems: PeopleProblem[];
};

const fold = (text: string) => text.trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** Reads a role, "focal_point", "Focal point" or "FOCAL POINT", or returns null. */
function readRole(text: string): Role | null {
  const wanted = fold(text).replaceAll('_', ' ');
  return roles.find((role) => [fold(roleLabels[role]), role.replaceAll('_', ' ')].includes(wanted)) ?? null;
}

/** Finds a state or body by its code or name. */
const findReporter = (text: string, { reporters }: KnownPeople) =>
  reporters.find(({ code, name }) => [fold(code), fold(name)].includes(fold(text))) ?? null;

/**
 * Checks every row of a list of people: who can be invited, who has the role already, and which cells of the
 * other rows are wrong. A row with a problem is left out; the others do not wait for it.
 */
export function checkPeople(upload: PeopleUpload, known: KnownPeople): CheckedPeople {
  const checked: CheckedPeople = { ready: [], held: [], problems: [...upload.problems] };
  const unreadable = new Set(upload.problems.map(({ row }) => row));
  const met = new Map<string, number>();
  for (const row of upload.rows) {
    if (unreadable.has(row.row)) continue;
    const found = checkRow(row, known);
    const problems = found.problems.map(([column, message]) => ({
      row: row.row,
      column,
      cell: `${upload.letters[column] ?? '?'}${row.row}`,
      message,
    }));
    const person = found.person;
    if (!person || problems.length > 0) {
      checked.problems.push(...problems);
      continue;
    }
    const key = `${person.email}\n${person.role}\n${person.reporter?.code ?? ''}`;
    const earlier = met.get(key);
    met.set(key, earlier ?? row.row);
    if (earlier !== undefined) {
      checked.problems.push({
        row: row.row,
        column: 'email',
        cell: `${upload.letters.email ?? '?'}${row.row}`,
        message: `Row ${earlier} gives the same person the same role.`,
      });
    } else if (found.holds) checked.held.push({ row: row.row, name: person.name });
    else checked.ready.push(person);
  }
  checked.problems.sort(
    (one, other) =>
      one.row - other.row || peopleColumns.indexOf(one.column) - peopleColumns.indexOf(other.column),
  );
  return checked;
}

type Checked = {
  person: ReadyPerson | null;
  holds: boolean;
  problems: (readonly [PeopleColumn, string])[];
};

function checkRow(row: PeopleRow, known: KnownPeople): Checked {
  const problems: [PeopleColumn, string][] = [];
  const role = readRole(row.role);
  if (row.role.trim() === '') problems.push(['role', 'Enter a role.']);
  else if (role === null) problems.push(['role', formatUnknown('role', row.role, Object.values(roleLabels))]);
  else if (role === 'partner') {
    problems.push(['role', 'Invite the people of a partner one at a time.']);
  } else if (!known.rolesToGive.includes(role)) {
    problems.push(['role', 'Only administrators invite people to this role.']);
  }
  const reporter = findReporter(row.reporter, known);
  if (row.reporter.trim() !== '' && !reporter) {
    const names = known.reporters.flatMap(({ code, name }) => [code, name]);
    problems.push(['reporter', formatUnknown('state or body', row.reporter, names)]);
  }
  const agency = row.agency.trim();
  const agencyOf = reporter?.agencies.find(({ acronym, name }) =>
    [fold(acronym), fold(name)].includes(fold(agency)),
  );
  const { invitation, problems: more } = checkInvitation(
    {
      name: row.name,
      email: row.email,
      // A row without a valid role is still checked, so that all problems are listed at once.
      role: role ?? 'focal_point',
      ...(row.reporter.trim() ? { reporter: row.reporter } : {}),
      ...(agency ? { agency } : {}),
    },
    reporter,
  );
  for (const { path, message } of more) {
    // A list has no column for partners.
    if (path === 'partner') continue;
    const column = path as PeopleColumn;
    if (role === null && column !== 'name' && column !== 'email') continue;
    if (!problems.some(([at]) => at === column)) problems.push([column, message]);
  }
  if (agency && !agencyOf && role === 'contributor' && reporter) {
    const names = reporter.agencies.map(({ acronym }) => acronym);
    problems.push(['agency', formatUnknown(`agency of ${reporter.name}`, agency, names)]);
  }
  const account = known.accounts.get(invitation.email);
  if (account?.disabled) {
    problems.push(['email', 'The account with this address is disabled. An administrator can enable it.']);
  }
  if (account?.id === known.viewerId) {
    problems.push(['email', 'This is your own address. You cannot give yourself a role.']);
  }
  if (role === null || problems.length > 0) return { person: null, holds: false, problems };
  const place = reporter && { code: reporter.code, name: reporter.name };
  return {
    person: {
      row: row.row,
      name: account?.name ?? invitation.name,
      email: invitation.email,
      role,
      reporter: place,
      agency: agencyOf?.acronym ?? null,
      personId: account?.id ?? null,
    },
    holds:
      account?.roles.some((held) => held.role === role && held.reporter === (place?.code ?? null)) ?? false,
    problems,
  };
}

/** Describes an unknown word: "There is no role “Focal pont”. Did you mean “Focal point”?" */
function formatUnknown(what: string, typed: string, options: readonly string[]): string {
  const near = findNearest(typed, options);
  return `There is no ${what} “${typed.trim().slice(0, 60)}”.${near ? ` Did you mean “${near}”?` : ''}`;
}

/** Names a column counted from 0: "A", "B" … "Z", "AA" … */
export function formatColumnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${formatColumnName(Math.floor(index / 26) - 1)}${letter}`;
}

const isColumn = (word: string): word is PeopleColumn => (peopleColumns as readonly string[]).includes(word);
const needed: readonly PeopleColumn[] = ['name', 'email', 'role'];

/** A row of a file as text, counted from 1; unreadable cells have a problem. */
export type TextRow = { row: number; cells: ReadonlyMap<number, string | { problem: string }> };

/**
 * Finds the line with the column names and reads the rows below. Returns a sentence if it is no list of
 * people.
 */
export function parsePeopleRows(lines: readonly TextRow[]): PeopleUpload | string {
  const start = lines.findIndex(({ cells }) =>
    [...cells.values()].some((cell) => typeof cell === 'string' && cell.trim().toLowerCase() === 'email'),
  );
  const header = lines[start];
  if (!header) {
    return 'This is not a list of people: it has no row with column names. Start from the template.';
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
    return `The ${missing.length === 1 ? 'column' : 'columns'} ${names} ${formatVerb(missing.length, 'are')} missing.`;
  }
  const letters = Object.fromEntries(
    [...columns].map(([column, index]) => [column, formatColumnName(index)]),
  ) as PeopleUpload['letters'];
  const upload: PeopleUpload = { rows: [], letters, problems: [] };
  for (const line of lines.slice(start + 1)) {
    const row = readRow(line, columns, upload);
    if (row) upload.rows.push(row);
  }
  if (upload.rows.length === 0) return 'The list is empty: there are no rows below the column names.';
  if (upload.rows.length > mostPeople) {
    return `The list has ${upload.rows.length} rows. Import at most ${mostPeople} at a time.`;
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
      upload.problems.push({ row, column, cell: `${formatColumnName(index)}${row}`, message: cell.problem });
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
export function parsePeopleWorkbook({ sheets }: RawWorkbook): PeopleUpload | string {
  const sheet = sheets.find(({ name }) => name.trim().toLowerCase() === peopleSheetName) ?? sheets[0];
  if (!sheet) return 'The workbook has no sheet.';
  return parsePeopleRows(listTextRows(sheet));
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
