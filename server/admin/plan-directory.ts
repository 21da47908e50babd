import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CsvRow, parseCsv } from '#seeds/read-csv.ts';
import { isFileError } from '#server/config/private-file.ts';
import {
  type PlanFileRows,
  planFileColumns,
  planFileNames,
  planFileParts,
  ruleColumns,
  ruleFileName,
} from '#server/domain/plan/plan-file.schema.ts';
import { columnsNamed, writeCsv } from '#server/exports/csv/write-csv.ts';
import { decodeCsv, explainCsvFault } from '#server/workbook/read-plan-files.ts';
import { restoreRows } from '#server/domain/data/csv-cell.rules.ts';
import { AdminError } from './command.ts';

const fileList = Object.values(planFileNames).join(', ');
const allFiles = `${fileList}, ${ruleFileName}`;

/** The rows of the files of a plan; the rules of the check may be left out. Throws AdminError that names the file which cannot be read. */
export async function readPlanDirectory(directory: string): Promise<PlanFileRows> {
  const found = await stat(directory).catch(() => null);
  if (!found) throw new AdminError(`${directory} is not there; name the directory that holds ${fileList}.`);
  if (!found.isDirectory()) {
    throw new AdminError(`${directory} is a file; name the directory that holds ${fileList}.`);
  }
  const entries = await Promise.all(
    planFileParts.map(async (part) => {
      const rows = await readPlanFile(directory, planFileNames[part]);
      if (!rows) throw new AdminError(`${directory} has no ${planFileNames[part]}; a plan is ${fileList}.`);
      return [part, rows] as const;
    }),
  );
  const rules = await readPlanFile(directory, ruleFileName);
  return { ...Object.fromEntries(entries), ...(rules ? { rules } : {}) } as unknown as PlanFileRows;
}

/** The rows of a file; null where it is not there. */
async function readPlanFile(directory: string, name: string): Promise<CsvRow[] | null> {
  const bytes = await readFile(join(directory, name)).catch((error: unknown) => {
    if (isFileError(error, 'ENOENT')) return null;
    throw error;
  });
  if (bytes === null) return null;
  const refuse = (sentence: string): never => {
    throw new AdminError(sentence);
  };
  const text = decodeCsv(name, bytes, refuse);
  try {
    return restoreRows(parseCsv(text));
  } catch (error) {
    return refuse(explainCsvFault(name, error));
  }
}

/**
 * Writes a plan as its files, each of which appears complete or not at all. Makes the directory. Throws
 * AdminError when there is something in it, unless `force`: then the files are written over and others stay.
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
      `${directory} is not empty; name another directory, or add --force to write over ${allFiles} in it.`,
    );
  }
  await mkdir(directory, { recursive: true });
  const files = [
    ...planFileParts.map((part) => ({
      name: planFileNames[part],
      rows: rows[part],
      columns: planFileColumns(part),
    })),
    { name: ruleFileName, rows: rows.rules ?? [], columns: ruleColumns },
  ];
  for (const { name, rows: lines, columns } of files) {
    const file = join(directory, name);
    const text = writeCsv(columnsNamed(columns), lines, 'unix');
    await writeFile(`${file}.part`, text, { flush: true });
    await rename(`${file}.part`, file);
  }
}
