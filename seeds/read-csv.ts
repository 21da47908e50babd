import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type PlanFileRows, planFileNames, ruleFileName } from '#server/domain/plan/plan-file.schema.ts';

export type CsvRow = Record<string, string>;

/** The rows of a CSV text by column name. Empty lines stay, so that row numbers are those of a spreadsheet. */
export function parseCsv(text: string | Buffer): CsvRow[] {
  return parse(text, { bom: true, columns: true, relax_column_count_less: true });
}

/** The rows of a file under seeds/, such as "reference/states.csv". */
export async function readCsv(path: string): Promise<CsvRow[]> {
  return parseCsv(await readFile(join(import.meta.dirname, path)));
}

/** The plan that comes with the tracker. */
export async function readSeedPlan(): Promise<PlanFileRows> {
  const read = (part: keyof typeof planFileNames) => readCsv(`plan/${planFileNames[part]}`);
  const [plan, areas, objectives, activities, indicators, rules] = await Promise.all([
    read('plan'),
    read('areas'),
    read('objectives'),
    read('activities'),
    read('indicators'),
    readCsv(`plan/${ruleFileName}`),
  ]);
  return { plan, areas, objectives, activities, indicators, rules };
}
