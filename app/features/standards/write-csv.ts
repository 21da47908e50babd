import { stringify } from 'csv-stringify/sync';
import { writeDataCell } from '#server/domain/data/csv-cell.rules.ts';

type Column<Row> = { name: string; cell: (row: Row) => unknown };

/** So many rows are written at a go, in a few milliseconds. */
const pieceSize = 100;

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
    for (let from = 0; from < rows.length; from += pieceSize) {
      const piece = rows.slice(from, from + pieceSize);
      yield write(piece.map((row) => columns.map(({ cell }) => writeDataCell(cell(row)))));
    }
  }
}
