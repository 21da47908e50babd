import { stringify } from 'csv-stringify/sync';
import { serialiseDataCell } from '#server/domain/data/csv-cell.rules.ts';

/**
 * A column of a file: its name in the first line (snake_case, stable) and how its cells are read from a row.
 */
export type CsvColumn<Row> = { name: string; cell: (row: Row) => unknown };

/**
 * "windows" follows RFC 4180, which spreadsheets read; "unix" is for files that are stored in a repository.
 */
type LineEnd = 'windows' | 'unix';

/** Rows written at a time, in a few milliseconds. */
const pieceSize = 100;

/**
 * Returns lines of CSV in UTF-8 without a byte-order mark. All CSV files are written here: null is an empty
 * cell, zero is 0, booleans are true or false, and text that a spreadsheet would run as a formula gets an
 * apostrophe before it.
 */
export function serialiseCsvLines(
  lines: readonly (readonly unknown[])[],
  lineEnd: LineEnd = 'windows',
): string {
  return stringify(
    lines.map((line) => line.map(serialiseDataCell)),
    { record_delimiter: lineEnd },
  );
}

/** Returns columns for rows whose cells have the columns' names. */
export const listColumnsNamed = <Name extends string>(
  names: readonly Name[],
): CsvColumn<Readonly<Partial<Record<Name, unknown>>>>[] =>
  names.map((name) => ({ name, cell: (row) => row[name] }));

/** Returns a whole file: the names of the columns, then a line for each row. */
export function serialiseCsv<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
  lineEnd?: LineEnd,
): string {
  const lines = rows.map((row) => columns.map(({ cell }) => cell(row)));
  return serialiseCsvLines([columns.map(({ name }) => name), ...lines], lineEnd);
}

/** Yields a file in pieces, page by page, if it may be long; `heads` are further lines under the names. */
export async function* serialiseCsvPages<Row>(
  columns: readonly CsvColumn<Row>[],
  pages: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
  heads: readonly (readonly string[])[] = [],
): AsyncGenerator<string, void, undefined> {
  yield serialiseCsvLines([columns.map(({ name }) => name), ...heads]);
  for await (const rows of pages) {
    for (let from = 0; from < rows.length; from += pieceSize) {
      const piece = rows.slice(from, from + pieceSize);
      yield serialiseCsvLines(piece.map((row) => columns.map(({ cell }) => cell(row))));
    }
  }
}
