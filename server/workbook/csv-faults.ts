import { CsvError } from 'csv-parse/sync';

/** Returns the text of a CSV file. Calls `refuse` with a sentence if it is not UTF-8. */
export function decodeCsv(name: string, bytes: Uint8Array, refuse: (sentence: string) => never): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse(`${name} is not in UTF-8. Save it as “CSV UTF-8” in the spreadsheet.`);
  }
}

/**
 * Explains in a sentence why a CSV file could not be read, with the line if known. Rethrows errors that are
 * not the file's fault.
 */
export function explainCsvFault(name: string, error: unknown): string {
  if (!(error instanceof CsvError)) throw error;
  const line = Number(error['lines']);
  const what =
    error.code === 'CSV_RECORD_INCONSISTENT_COLUMNS'
      ? 'there are more cells than the first row has columns; a comma inside a text needs quotation marks around the text'
      : 'the quotation marks do not fit together';
  return `${name}${Number.isFinite(line) ? `, line ${line}` : ''}: ${what}.`;
}
