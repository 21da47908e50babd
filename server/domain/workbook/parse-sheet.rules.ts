import { getAnswerKind } from '../value/measures.ts';
import { columnsOf, parseAnswer, type RowCells, shorten, formatCell } from './read-cells.rules.ts';
import type { RawCell, RawRow, RawSheet } from './raw-workbook.ts';
import { findBaseValue, type Stamp } from './stamp.rules.ts';
import {
  type ReadField,
  type ReadRow,
  type Rejection,
  getCode,
  type EntryRow,
  type FieldName,
  isSameValue,
  listEntryRows,
  listFields,
  type WorkbookReport,
} from './workbook-report.ts';
import {
  columns,
  type EntryColumn,
  entryColumns,
  normaliseWords,
  formatCellName,
  formatPart,
  type ColumnKey,
  formatColumnName,
  parseSheetKey,
} from './workbook-format.ts';

/** Finds the rows of a report by their hidden keys and by what people see of them. */
export type RowFinder = {
  report: WorkbookReport;
  byKey: Map<string, EntryRow>;
  byWords: Map<string, EntryRow>;
};

export function buildRowFinder(report: WorkbookReport): RowFinder {
  const rows = listEntryRows(report);
  return {
    report,
    byKey: new Map(rows.map((row) => [row.key, row])),
    byWords: new Map(rows.map((row) => [wordsOf(row), row])),
  };
}

const partOf = (row: EntryRow) =>
  row.kind === 'activity' ? '' : formatPart(row.indicator.definition.dimensions, row.place);
const wordsOf = (row: EntryRow) => `${normaliseWords(getCode(row))}/${normaliseWords(partOf(row))}`;

/** Reads all rows below the headings of a sheet. */
export function parseSheet(
  sheet: RawSheet,
  found: FoundColumns,
  finder: RowFinder,
  stamp: Stamp | null,
): { rows: ReadRow[]; rejections: Rejection[] } {
  const rows: ReadRow[] = [];
  const rejections: Rejection[] = [];
  const reject = (row: number, column: number, sentence: string) =>
    rejections.push({ sheet: sheet.name, cell: formatCellName(row, column), sentence });
  const unknown = new Set<string>();
  for (const raw of sheet.rows) {
    if (raw.index <= found.headerRow) continue;
    const cells = new Map(raw.cells.map(({ column, cell }) => [column, cell]));
    const given = pickEntryCells(cells, found);
    const filled = entryColumns.find((column) => isFilled(given.cells[column]));
    const identified = identify(cells, found, finder);
    if ('problem' in identified) {
      if (!filled) continue;
      const at = found.columnOf.get(identified.column) ?? found.columnOf.get(filled) ?? 0;
      // One sentence for each item is enough, however many rows it has.
      if (identified.about === null || !unknown.has(identified.about)) {
        reject(
          raw.index,
          identified.column === 'answer' ? (found.columnOf.get(filled) ?? 0) : at,
          identified.problem,
        );
      }
      if (identified.about !== null) unknown.add(identified.about);
      continue;
    }
    const { row } = identified;
    rejections.push(...findStrayWords(sheet, raw, row, given, found));
    rows.push({
      key: row.key,
      sheet: sheet.name,
      row: raw.index + 1,
      fields: listFields(row).flatMap((field) =>
        readField(sheet, raw, row, field, given, found, finder, stamp),
      ),
    });
  }
  return { rows, rejections };
}

function pickEntryCells(cells: Map<number, RawCell>, found: FoundColumns): RowCells {
  const picked: RowCells['cells'] = {};
  const missing = new Set<EntryColumn>();
  for (const key of entryColumns) {
    const column = found.columnOf.get(key);
    if (column === undefined) missing.add(key);
    else {
      const cell = cells.get(column);
      if (cell) picked[key] = cell;
    }
  }
  return { cells: picked, missing };
}

const isFilled = (cell: RawCell | undefined) =>
  cell !== undefined && !(cell.kind === 'text' && cell.text.trim() === '');

type Identified =
  | { row: EntryRow }
  | { problem: string; column: 'row' | 'code' | 'answer'; about: string | null };

/** Identifies the row of the report: by its hidden key, otherwise by its code and part. */
function identify(
  cells: Map<number, RawCell>,
  found: FoundColumns,
  { report, byKey, byWords }: RowFinder,
): Identified {
  const textOf = (key: 'row' | 'code' | 'part') => {
    const column = found.columnOf.get(key);
    const cell = column === undefined ? undefined : cells.get(column);
    return cell ? formatCell(cell).trim() : '';
  };
  const [mark, code, part] = [textOf('row'), textOf('code'), textOf('part')];
  const marked = byKey.get(mark);
  if (marked) {
    if (code !== '' && normaliseWords(code) !== normaliseWords(getCode(marked))) {
      return {
        problem: `The code says ${shorten(code)}, and the row was made for ${getCode(marked)}. Copy the row from a new workbook.`,
        column: 'code',
        about: null,
      };
    }
    if (part !== '' && partOf(marked) !== '' && normaliseWords(part) !== normaliseWords(partOf(marked))) {
      return {
        problem: `The row says "${shorten(part)}", and was made for "${partOf(marked)}". Copy the row from a new workbook.`,
        column: 'code',
        about: null,
      };
    }
    return { row: marked };
  }
  const known = byWords.get(`${normaliseWords(code)}/${normaliseWords(part)}`);
  if (known && mark === '') return { row: known };
  const name = code || (mark.split('/')[1] ?? '');
  if (name === '') {
    return {
      problem: 'There is an answer here, but no code says what it is for.',
      column: 'answer',
      about: null,
    };
  }
  const items = [
    ...report.activities.map((one) => one.code),
    ...report.indicators.map(({ definition }) => definition.code),
  ];
  if (items.some((one) => normaliseWords(one) === normaliseWords(name))) {
    return {
      problem: `"${shorten(part || mark)}" is not a part of ${shorten(name)} that is yours to report.`,
      column: 'code',
      about: null,
    };
  }
  return {
    problem: `"${shorten(name)}" is not asked of you for ${report.reporter.name} in ${report.round.code}. Its rows were not read.`,
    column: 'code',
    about: normaliseWords(name),
  };
}

function readField(
  sheet: RawSheet,
  raw: RawRow,
  row: EntryRow,
  field: FieldName,
  given: RowCells,
  found: FoundColumns,
  finder: RowFinder,
  stamp: Stamp | null,
): ReadField[] {
  const base = findBaseValue(stamp, row, field);
  const known = base === undefined ? {} : { base };
  const nameOf = (column: EntryColumn) => formatCellName(raw.index, found.columnOf.get(column) ?? 0);
  const used = columnsOf[field].filter((column) => found.columnOf.has(column));
  const merge = sheet.merges.find(
    (one) =>
      raw.index >= one.fromRow &&
      raw.index <= one.toRow &&
      used.some((column) => {
        const at = found.columnOf.get(column) ?? -1;
        return at >= one.fromColumn && at <= one.toColumn;
      }),
  );
  const answer = parseAnswer(row, field, given, finder.report.statuses);
  if (answer === null) return [];
  // A row that is unchanged since the workbook was made has no effect, merged or not.
  const untouched = 'value' in answer && base !== undefined && isSameValue(answer.value, base);
  if (merge && !untouched) {
    const range = `${formatCellName(merge.fromRow, merge.fromColumn)}:${formatCellName(merge.toRow, merge.toColumn)}`;
    return [
      {
        field,
        cell: nameOf(answer.column),
        ...known,
        problem: `The cells ${range} are merged. Unmerge them, so that each has its own answer.`,
      },
    ];
  }
  const { column, ...read } = answer;
  return [{ field, cell: nameOf(column), ...known, ...read }];
}

/** Finds words in a cell that the row does not ask for: they would be lost silently. */
function findStrayWords(
  sheet: RawSheet,
  raw: RawRow,
  row: EntryRow,
  given: RowCells,
  found: FoundColumns,
): Rejection[] {
  const takes = new Set<EntryColumn>(listFields(row).flatMap((field) => columnsOf[field]));
  if (row.kind === 'cell' && getAnswerKind(row.indicator.definition.measure) !== 'ratio') takes.delete('of');
  return entryColumns.flatMap((column) => {
    const cell = given.cells[column];
    if (takes.has(column) || !cell || !isFilled(cell)) return [];
    const header = columns.find(({ key }) => key === column)?.header;
    return [
      {
        sheet: sheet.name,
        cell: formatCellName(raw.index, found.columnOf.get(column) ?? 0),
        sentence: `"${shorten(formatCell(cell))}" is under "${header}", which does not apply to ${getCode(row)}. Move it or remove it.`,
      },
    ];
  });
}

type FoundColumns = {
  /** The last row of the headings: answers are below. */
  headerRow: number;
  columnOf: Map<ColumnKey, number>;
  /** A sentence about duplicate headings. */
  problem: string | null;
};

/** How many rows are searched for the headings: more than any letterhead above them. */
const deepest = 60;

const headings = new Map<string, ColumnKey>(columns.map(({ key, header }) => [normaliseWords(header), key]));
const keys = new Map<string, ColumnKey>(columns.map(({ key }) => [key, key]));

/**
 * Finds the columns of a sheet by the hidden row of their keys or, if that is missing, by their headings,
 * wherever they have been moved. Null if the sheet has no such row.
 */
export function findColumns(sheet: RawSheet): FoundColumns | null {
  const byKeys = findRow(sheet, (text) => keys.get(text.trim()), null);
  const byHeadings = findRow(
    sheet,
    (text) => headings.get(normaliseWords(text.replace(/\(\S+\)\s*$/, ''))),
    // Some keys read like headings.
    byKeys?.headerRow ?? null,
  );
  const found = byKeys ?? byHeadings;
  if (!found) return null;
  const { columnOf } = found;
  // A column without its key is found by its heading, and the other way round.
  const other = found === byKeys ? byHeadings : null;
  const taken = new Set(columnOf.values());
  for (const [key, column] of other?.columnOf ?? []) {
    if (!columnOf.has(key) && !taken.has(column)) columnOf.set(key, column);
  }
  return { headerRow: Math.max(found.headerRow, other?.headerRow ?? 0), columnOf, problem: found.problem };
}

function findRow(
  sheet: RawSheet,
  know: (text: string) => ColumnKey | undefined,
  except: number | null,
): FoundColumns | null {
  for (const { index, cells } of sheet.rows) {
    if (index > deepest) return null;
    if (index === except) continue;
    const columnOf = new Map<ColumnKey, number>();
    let problem: string | null = null;
    for (const { column, cell } of cells) {
      const key = cell.kind === 'text' ? know(cell.text) : undefined;
      if (key === undefined) continue;
      const first = columnOf.get(key);
      if (first === undefined) columnOf.set(key, column);
      else {
        const header = columns.find((one) => one.key === key)?.header;
        problem ??= `The column "${header}" is there twice, as ${formatColumnName(first)} and ${formatColumnName(column)}. Delete one of them.`;
      }
    }
    // A title that equals one heading is not a row of headings.
    if (columnOf.size >= 3) return { headerRow: index, columnOf, problem };
  }
  return null;
}

/** Finds the round and reporter that a sheet names, wherever in its first rows that has been moved. */
export function findSheetMark(sheet: RawSheet): ReturnType<typeof parseSheetKey> {
  for (const { index, cells } of sheet.rows) {
    if (index > deepest) return null;
    for (const { cell } of cells) {
      const mark = cell.kind === 'text' ? parseSheetKey(cell.text) : null;
      if (mark) return mark;
    }
  }
  return null;
}
