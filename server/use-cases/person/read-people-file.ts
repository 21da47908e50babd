import { CsvError, parse } from 'csv-parse/sync';
import { refuseBadInput } from '#server/domain/error/domain-error.ts';
import type { PeopleUpload } from '#server/domain/person/people-file.schema.ts';
import { readPeopleRows, readPeopleWorkbook } from '#server/domain/person/people-file.rules.ts';
import { readWorkbookFile } from '#server/workbook/read-workbook-file.ts';

/** Far more than a list of people has. */
const mostBytes = 1024 * 1024;

/** Reads a list of people from a workbook or a CSV file. Throws BAD_INPUT with a sentence at "file" for what is none. */
export async function readPeopleFile(name: string, bytes: Uint8Array): Promise<PeopleUpload> {
  const read = /\.csv$/i.test(name) ? readCsv(bytes) : readPeopleWorkbook(await readWorkbookFile(bytes));
  return typeof read === 'string' ? refuseFile(read) : read;
}

function readCsv(bytes: Uint8Array): PeopleUpload | string {
  if (bytes.length > mostBytes) return 'A list of people has at most 1 MB.';
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return 'The file is not in UTF-8. Save it as “CSV UTF-8” in the spreadsheet.';
  }
  // Spreadsheets of many countries put semicolons between cells.
  const delimiter = (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',';
  try {
    const lines: string[][] = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
    });
    return readPeopleRows(lines.map((cells, index) => ({ row: index + 1, cells: new Map(cells.entries()) })));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines']);
    return `${Number.isFinite(line) ? `Line ${line}: the` : 'The'} quotation marks do not fit together.`;
  }
}

function refuseFile(message: string): never {
  refuseBadInput([{ path: 'file', message }]);
  throw new Error('A problem is always refused.');
}
