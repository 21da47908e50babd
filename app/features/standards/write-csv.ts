import { stringify } from 'csv-stringify/sync';
import { writeDataCell } from '#server/domain/data/csv-cell.rules.ts';

type Column<Row> = { name: string; cell: (row: Row) => unknown };

const write = (lines: unknown[][]) => stringify(lines, { record_delimiter: 'windows' });

/**
 * A CSV file by RFC 4180, page by page: the names of the columns, further lines of heads if there are any, then a
 * line for each row. Nothing is an empty cell, zero is 0.
 */
export async function* writeCsv<Row>(
  columns: readonly Column<Row>[],
  pages: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
  heads: readonly string[][] = [],
): AsyncGenerator<string, void, undefined> {
  yield write([columns.map(({ name }) => name), ...heads]);
  for await (const rows of pages) {
    yield write(rows.map((row) => columns.map(({ cell }) => writeDataCell(cell(row)))));
  }
}
