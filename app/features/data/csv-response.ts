import { type CsvColumn, writeCsv } from '#server/exports/csv/write-csv.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';

/**
 * A CSV file for download. `name` is the file's name without its ending; it should carry the
 * publication: "bohol-activities-publication-4".
 */
export function createCsvResponse<Row>(
  name: string,
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
): Response {
  return new Response(writeCsv(columns, rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '-')}.csv"`,
      'cache-control': publicCacheControl,
      // Open data: pages of other sites may read it.
      'access-control-allow-origin': '*',
    },
  });
}
