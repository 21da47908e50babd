import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CsvError } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { type CsvRow, parseCsv } from '#seeds/read-csv.ts';
import { isFileError } from '#server/config/file-error.ts';
import {
  type PlanFileRows,
  planFileColumns,
  planFileNames,
  planFileParts,
} from '#server/domain/plan/plan-file.schema.ts';
import { AdminError } from './admin-error.ts';

const fileList = Object.values(planFileNames).join(', ');

/** The rows of the five files of a plan. Throws AdminError that names the file which cannot be read. */
export async function readPlanDirectory(directory: string): Promise<PlanFileRows> {
  const found = await stat(directory).catch(() => null);
  if (!found) throw new AdminError(`${directory} is not there; name the directory that holds ${fileList}.`);
  if (!found.isDirectory()) {
    throw new AdminError(`${directory} is a file; name the directory that holds ${fileList}.`);
  }
  const entries = await Promise.all(
    planFileParts.map(async (part) => [part, await readPlanFile(directory, planFileNames[part])] as const),
  );
  return Object.fromEntries(entries) as unknown as PlanFileRows;
}

async function readPlanFile(directory: string, name: string): Promise<CsvRow[]> {
  const bytes = await readFile(join(directory, name)).catch((error: unknown) => {
    if (isFileError(error, 'ENOENT')) {
      throw new AdminError(`${directory} has no ${name}; a plan is ${fileList}.`);
    }
    throw error;
  });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AdminError(`${name} is not in UTF-8. Save it as “CSV UTF-8” in the spreadsheet.`);
  }
  try {
    return parseCsv(text);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines']);
    const what =
      error.code === 'CSV_RECORD_INCONSISTENT_COLUMNS'
        ? 'there are more cells than the first row has columns; a comma inside a text needs quotation marks around the text'
        : 'the quotation marks do not fit together';
    throw new AdminError(`${name}${Number.isFinite(line) ? `, line ${line}` : ''}: ${what}.`);
  }
}

/**
 * Writes a plan as its five files, each of which appears complete or not at all. Makes the directory. Throws
 * AdminError when there is something in it, unless `force`: then the five files are written over and others stay.
 */
export async function writePlanDirectory(
  directory: string,
  rows: PlanFileRows,
  options: { force: boolean },
): Promise<void> {
  const inside = await readdir(directory).catch((error: unknown) => {
    if (isFileError(error, 'ENOENT')) return [];
    if (isFileError(error, 'ENOTDIR')) throw new AdminError(`${directory} is a file; name a directory.`);
    throw error;
  });
  if (inside.length > 0 && !options.force) {
    throw new AdminError(
      `${directory} is not empty; name another directory, or add --force to write over ${fileList} in it.`,
    );
  }
  await mkdir(directory, { recursive: true });
  for (const part of planFileParts) {
    const file = join(directory, planFileNames[part]);
    const text = stringify([...rows[part]], { header: true, columns: [...planFileColumns(part)] });
    await writeFile(`${file}.part`, text, { flush: true });
    await rename(`${file}.part`, file);
  }
}
