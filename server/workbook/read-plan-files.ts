import { unzipSync } from 'fflate';
import { parse, CsvError } from 'csv-parse/sync';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { restoreRows } from '#server/domain/data/csv-cell.rules.ts';
import type { RawPlanFileRow } from '#server/domain/plan/plan-file.schema.ts';
import { type PlanUpload, planSheetNames, parsePlanWorkbook } from '#server/domain/plan/plan-upload.rules.ts';
import { readWorkbookFile } from './read-workbook-file.ts';
import { describeTooLarge, workbookLimits } from './recognise-file.rules.ts';

export type UploadedFile = { name: string; bytes: Uint8Array };

/** Limits for CSV files in an archive. A real plan has a few hundred kilobytes. */
const limits = { entries: 60, unpackedBytes: 16 * 1024 * 1024, rows: 6000 } as const;

/**
 * Reads a plan from one workbook, one archive of CSV files, or the CSV files themselves. Throws BAD_INPUT
 * with a sentence at "file" for anything else.
 */
export async function readPlanFiles(files: readonly UploadedFile[]): Promise<PlanUpload> {
  const [first] = files;
  if (!first) return refuseFile('Choose the workbook of the plan, or its CSV files.');
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size > workbookLimits.fileBytes) return refuseFile(describeTooLarge(size));
  const isArchive = first.bytes[0] === 0x50 && first.bytes[1] === 0x4b;
  if (files.length === 1 && (isArchive || !/\.csv$/i.test(first.name))) {
    const names = isArchive ? listNames(first.bytes) : null;
    return names && names.some((name) => isPlanCsv(name)) && !names.includes('xl/workbook.xml')
      ? readCsvFiles(unpack(first.bytes))
      : parsePlanWorkbook(await readWorkbookFile(first.bytes));
  }
  return readCsvFiles(files);
}

/** The sheet that a CSV file represents: its name without folders and ending. */
const sheetOf = (name: string) => (name.split(/[\\/]/).at(-1) ?? '').toLowerCase().replace(/\.csv$/, '');
const isPlanCsv = (name: string) => /\.csv$/i.test(name) && planSheetNames.includes(sheetOf(name));

function listNames(bytes: Uint8Array): string[] {
  const names: string[] = [];
  try {
    unzipSync(bytes, {
      filter: ({ name }) => {
        if (names.length >= workbookLimits.entries) throw new Error('Too many.');
        names.push(name);
        return false;
      },
    });
  } catch {
    return [];
  }
  return names;
}

function unpack(bytes: Uint8Array): UploadedFile[] {
  let unpacked = 0;
  let count = 0;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!isPlanCsv(name)) return false;
        count += 1;
        unpacked += originalSize;
        if (count > limits.entries) refuseFile('The archive holds too many files to be a plan.');
        if (unpacked > limits.unpackedBytes) {
          refuseFile('Unpacked, the files have more than 16 MB, far more than a plan. Nothing was read.');
        }
        return true;
      },
    });
    return Object.entries(parts).map(([name, content]) => ({ name, bytes: content }));
  } catch (error) {
    if (error instanceof DomainError) throw error;
    return refuseFile('The archive is damaged: it could not be read to its end.');
  }
}

function readCsvFiles(files: readonly UploadedFile[]): PlanUpload {
  const sheets: Record<string, readonly RawPlanFileRow[]> = {};
  for (const { name, bytes } of files) {
    const sheet = sheetOf(name);
    if (!/\.csv$/i.test(name) || !planSheetNames.includes(sheet)) {
      return refuseFile(
        `“${name.slice(0, 80)}” is no file of a plan. They are called ${planSheetNames.map((known) => `${known}.csv`).join(', ')}.`,
      );
    }
    if (sheets[sheet]) return refuseFile(`There are two files called ${sheet}.csv.`);
    sheets[sheet] = readCsvText(`${sheet}.csv`, bytes);
  }
  const columns = Object.entries(sheets).map(([sheet, rows]) => [
    sheet,
    Object.fromEntries(Object.keys(rows[0] ?? {}).map((name, index) => [name, index])),
  ]);
  return { sheets, problems: [], columns: Object.fromEntries(columns) };
}

function readCsvText(name: string, bytes: Uint8Array): RawPlanFileRow[] {
  const text = parseCsvText(name, bytes, refuseFile);
  let rows: RawPlanFileRow[];
  try {
    rows = restoreRows(
      parse<Record<string, string>>(text, { bom: true, columns: true, relax_column_count_less: true }),
    );
  } catch (error) {
    return refuseFile(describeCsvFault(name, error));
  }
  if (rows.length > limits.rows) return refuseFile(`${name} has more than ${limits.rows} rows.`);
  return rows;
}

function refuseFile(message: string): never {
  requireNoProblems([{ path: 'file', message }]);
  throw new Error('A problem is always refused.');
}

/** Returns the text of a CSV file. Calls `refuse` with a sentence if it is not UTF-8. */
export function parseCsvText(name: string, bytes: Uint8Array, refuse: (sentence: string) => never): string {
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
export function describeCsvFault(name: string, error: unknown): string {
  if (!(error instanceof CsvError)) throw error;
  const line = Number(error['lines']);
  const what =
    error.code === 'CSV_RECORD_INCONSISTENT_COLUMNS'
      ? 'there are more cells than the first row has columns; a comma inside a text needs quotation marks around the text'
      : 'the quotation marks do not fit together';
  return `${name}${Number.isFinite(line) ? `, line ${line}` : ''}: ${what}.`;
}
