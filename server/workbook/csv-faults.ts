import { CsvError } from 'csv-parse/sync';

/** The text of a CSV file. Calls `refuse` with a sentence for what is not in UTF-8. */
export function decodeCsv(name: string, bytes: Uint8Array, refuse: (sentence: string) => never): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse(`${name} is not in UTF-8. Save it as “CSV UTF-8” in the spreadsheet.`);
  }
}

/** Why a CSV file could not be read, with the line where it is known. Throws what is no fault of the file. */
export function explainCsvFault(name: string, error: unknown): string {
  if (!(error instanceof CsvError)) throw error;
  const line = Number(error['lines']);
  const what =
    error.code === 'CSV_RECORD_INCONSISTENT_COLUMNS'
      ? 'there are more cells than the first row has columns; a comma inside a text needs quotation marks around the text'
      : 'the quotation marks do not fit together';
  return `${name}${Number.isFinite(line) ? `, line ${line}` : ''}: ${what}.`;
}
