import { stringify } from 'csv-stringify/sync';
import { neutraliseCell } from '#server/domain/data/csv-cell.rules.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';

/** Text, a number, or nothing. Decimal text from the database stays as it is. */
export type CsvCell = string | number | boolean | null | undefined;

export interface CsvColumn<Row> {
  /** The name in the first line: snake_case, stable. */
  name: string;
  cell: (row: Row) => CsvCell;
}

export { neutraliseCell };

/**
 * Rows as CSV by RFC 4180: a line of names, CRLF, UTF-8 without a byte-order mark. Nothing stays an empty cell, zero
 * is 0, truth is true or false.
 */
export function buildCsv<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const table = rows.map((row) =>
    columns.map(({ cell }) => {
      const value = cell(row);
      if (value === null || value === undefined) return '';
      return typeof value === 'string' ? neutraliseCell(value) : String(value);
    }),
  );
  return stringify([columns.map(({ name }) => name), ...table], { record_delimiter: 'windows' });
}

/**
 * A CSV file for download. `name` is the file's name without its ending; it should carry the
 * publication: "bohol-activities-publication-4".
 */
export function createCsvResponse<Row>(
  name: string,
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
): Response {
  return new Response(buildCsv(columns, rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '-')}.csv"`,
      'cache-control': publicCacheControl,
      // Open data: pages of other sites may read it.
      'access-control-allow-origin': '*',
    },
  });
}
