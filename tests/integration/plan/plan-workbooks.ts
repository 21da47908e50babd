import { strToU8, zipSync } from 'fflate';
import { buildPlanWorkbook } from '#server/domain/plan/build-plan-workbook.calculations.ts';
import type { RawPlanFileRow } from '#server/domain/plan/plan-file.schema.ts';
import { parsePlanWorkbook } from '#server/domain/plan/plan-upload.rules.ts';
import { parseXlsx } from '#server/workbook/parse-xlsx.ts';
import { serialisePlainWorkbook } from '#server/exports/xlsx/serialise-plain-workbook.ts';

export type Cells = Record<string, string | undefined>;
export type Sheets = Record<string, Cells[]>;

/** The cells of every sheet of a workbook as text, by the sheet's name. */
export async function readSheets(content: string): Promise<Record<string, string[][]>> {
  const { sheets } = await parseXlsx(new Uint8Array(Buffer.from(content, 'base64')));
  return Object.fromEntries(
    sheets.map(({ name, rows }) => [
      name,
      rows.map(({ cells }) =>
        cells.reduce<string[]>((row, { column, cell }) => {
          row[column] = 'text' in cell ? cell.text : '';
          return row;
        }, []),
      ),
    ]),
  );
}

/** A workbook of these sheets, as somebody fills it. */
export async function writeSheets(sheets: Sheets): Promise<string> {
  const { plan = [], areas = [], objectives = [], activities = [], indicators = [], ...lists } = sheets;
  const { 'validation-rules': rules, ...rest } = lists;
  const file = await serialisePlainWorkbook(
    buildPlanWorkbook({ plan, areas, objectives, activities, indicators, rules: rules ?? [] }, rest),
  );
  return Buffer.from(file).toString('base64');
}

/** A workbook with some of its rows changed, as somebody does in a spreadsheet. */
export async function editWorkbook(
  content: string,
  edit: (sheets: ReturnType<typeof editor>) => void,
): Promise<string> {
  const raw = await parseXlsx(new Uint8Array(Buffer.from(content, 'base64')));
  const sheets = structuredClone(parsePlanWorkbook(raw).sheets) as Record<string, Cells[]>;
  edit(editor(sheets));
  return writeSheets(sheets);
}

/** The files of a plan as they were before these columns and sheets existed. */
export async function writeOldArchive(
  content: string,
  columns: readonly string[],
  sheets: readonly string[],
): Promise<string> {
  const raw = await parseXlsx(new Uint8Array(Buffer.from(content, 'base64')));
  const files = Object.entries(parsePlanWorkbook(raw).sheets).flatMap(([name, rows]) => {
    const kept = Object.keys(rows[0] ?? {}).filter((column) => !columns.includes(column));
    if (sheets.includes(name) || kept.length === 0) return [];
    const lines = [kept, ...rows.map((row) => kept.map((column) => row[column] ?? ''))];
    const quoted = lines.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','));
    return [[`${name}.csv`, strToU8(quoted.join('\n'))] as const];
  });
  return Buffer.from(zipSync(Object.fromEntries(files))).toString('base64');
}

function editor(sheets: Sheets) {
  const keyOf = (row: RawPlanFileRow) => row['code'] ?? row['acronym'] ?? row['slug'];
  const row = (sheet: string, key: string): Cells => {
    const found = sheets[sheet]?.find((cells) => keyOf(cells) === key);
    if (!found) throw new Error(`There is no ${key} on the sheet ${sheet}.`);
    return found;
  };
  return {
    row,
    activities: (code: string) => row('activities', code),
    add: (sheet: string, cells: Cells) => {
      sheets[sheet] = [...(sheets[sheet] ?? []), cells];
    },
    remove: (sheet: string, key: string) => {
      sheets[sheet] = (sheets[sheet] ?? []).filter((cells) => keyOf(cells) !== key);
    },
  };
}
