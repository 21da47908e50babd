import { DomainError } from '#server/domain/error/domain-error.ts';
import { buildPlanWorkbook } from '#server/domain/plan/build-plan-workbook.calculations.ts';
import { collapsePlanFile, formatPlanFile } from '#server/domain/plan/plan-file-format.calculations.ts';
import {
  loadStoredLists,
  loadReferenceCodes,
  loadStoredPlan,
} from '#server/loaders/plan/load-stored-plan.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { serialisePlainWorkbook } from '#server/exports/xlsx/serialise-plain-workbook.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { strToU8, zipSync } from 'fflate';
import type { PlanFileRows, RawPlanFileRow } from '#server/domain/plan/plan-file.schema.ts';
import type { PlanLists } from '#server/domain/plan/plan-list.schema.ts';
import { listSheetWords, planSheetWords } from '#server/domain/plan/plan-sheet-words.ts';
import { listColumnsNamed, serialiseCsv } from '#server/exports/csv/serialise-csv.ts';

export type PlanFileDownload = { fileName: string; contentType: string; content: string };

/**
 * A plan with its lists as a workbook, or as an archive of CSV files; in base64. Without a plan it is the template:
 * the lists are there and the parts of the plan are empty. Throws NOT_FOUND.
 */
export function getPlanWorkbook(
  context: OperationContext,
  input: { plan?: string | undefined; format: 'xlsx' | 'csv' },
): Promise<PlanFileDownload> {
  return runOperation(context, { permission: 'plan.read' }, {}, async ({ tx: { sql: tx } }) => {
    const code = input.plan ?? '';
    const stored = input.plan === undefined ? null : await loadStoredPlan(tx, code);
    if (input.plan !== undefined && !stored) throw new DomainError('NOT_FOUND', `There is no plan ${code}.`);
    const rows = stored && formatPlanFile(collapsePlanFile(stored, await loadReferenceCodes(tx, code)));
    const lists = await loadStoredLists(tx, code);
    const name = input.plan === undefined ? 'plan-template' : `plan-${code}`;
    if (input.format === 'xlsx') {
      const file = await serialisePlainWorkbook(buildPlanWorkbook(rows, lists));
      return {
        fileName: `${name}.xlsx`,
        contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        content: Buffer.from(file).toString('base64'),
      };
    }
    return {
      fileName: `${name}.zip`,
      contentType: 'application/zip',
      content: Buffer.from(serialisePlanArchive(rows, lists)).toString('base64'),
    };
  });
}

/**
 * A plan with its lists as a .zip of CSV files, one a sheet; without a plan the parts of it are headings alone. Cells
 * that a spreadsheet would run are made text, and read back as they were.
 */
export function serialisePlanArchive(rows: PlanFileRows | null, lists: PlanLists): Uint8Array {
  const sheets: Record<string, readonly RawPlanFileRow[] | undefined> = {
    ...lists,
    ...(rows && { ...rows, 'validation-rules': rows.rules ?? [] }),
  };
  const files = [...planSheetWords, ...listSheetWords].map(({ sheet, columns }) => {
    const names = columns.map(({ column }) => column);
    const text = serialiseCsv(listColumnsNamed<string>(names), sheets[sheet] ?? [], 'unix');
    return [`${sheet}.csv`, strToU8(`\ufeff${text}`)] as const;
  });
  return zipSync(Object.fromEntries(files));
}
