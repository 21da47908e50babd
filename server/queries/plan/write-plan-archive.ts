import { strToU8, zipSync } from 'fflate';
import type { PlanFileRows, RawPlanFileRow } from '#server/domain/plan/plan-file.schema.ts';
import type { PlanLists } from '#server/domain/plan/plan-list.schema.ts';
import { listSheetWords, planSheetWords } from '#server/domain/plan/plan-sheet-words.ts';
import { columnsNamed, writeCsv } from '#server/exports/csv/write-csv.ts';

/**
 * A plan with its lists as a .zip of CSV files, one a sheet; without a plan the parts of it are headings alone. Cells
 * that a spreadsheet would run are made text, and read back as they were.
 */
export function writePlanArchive(rows: PlanFileRows | null, lists: PlanLists): Uint8Array {
  const sheets: Record<string, readonly RawPlanFileRow[] | undefined> = {
    ...lists,
    ...(rows && { ...rows, 'validation-rules': rows.rules ?? [] }),
  };
  const files = [...planSheetWords, ...listSheetWords].map(({ sheet, columns }) => {
    const names = columns.map(({ column }) => column);
    const text = writeCsv(columnsNamed<string>(names), sheets[sheet] ?? [], 'unix');
    return [`${sheet}.csv`, strToU8(`\ufeff${text}`)] as const;
  });
  return zipSync(Object.fromEntries(files));
}
