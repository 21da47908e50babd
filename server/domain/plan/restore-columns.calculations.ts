import {
  planFileParts,
  planFileSpareColumns,
  type PlanFileRows,
  type RawPlanFileRow,
} from './plan-file.schema.ts';
import {
  buildListRowKey,
  planListNames,
  planListSpareColumns,
  type PlanListName,
  type PlanLists,
  type RawPlanLists,
} from './plan-list.schema.ts';

/**
 * A file from before a column existed says nothing about it, so what is stored stays: its rows get the stored
 * cells of every optional column that the file does not have. An empty cell in a column that is there is empty.
 */
export function restorePlanColumns(given: PlanFileRows, stored: PlanFileRows | null): PlanFileRows {
  if (!stored) return given;
  const codeOf = (row: RawPlanFileRow) => row['code']?.trim() ?? '';
  const parts = planFileParts.map((part) => [
    part,
    restoreColumns(given[part], stored[part], planFileSpareColumns, codeOf),
  ]);
  return { ...given, ...(Object.fromEntries(parts) as Partial<PlanFileRows>) };
}

/** The same for the lists of a workbook. */
export function restoreListColumns(given: RawPlanLists, stored: PlanLists): RawPlanLists {
  const restored: { [Name in PlanListName]?: readonly RawPlanFileRow[] } = {};
  for (const name of planListNames) {
    const rows = given[name];
    if (!rows) continue;
    const keyOf = (row: RawPlanFileRow) =>
      buildListRowKey(
        name,
        Object.fromEntries(Object.entries(row).map(([column, text]) => [column, text?.trim() ?? ''])),
      );
    restored[name] = restoreColumns(rows, stored[name] ?? [], planListSpareColumns, keyOf);
  }
  return restored;
}

function restoreColumns(
  given: readonly RawPlanFileRow[],
  stored: readonly RawPlanFileRow[],
  spare: ReadonlySet<string>,
  keyOf: (row: RawPlanFileRow) => string,
): readonly RawPlanFileRow[] {
  const present = new Set(given.flatMap((row) => Object.keys(row)));
  const storedColumns = new Set(stored.flatMap((row) => Object.keys(row)));
  const absent = [...spare].filter((column) => storedColumns.has(column) && !present.has(column));
  if (absent.length === 0) return given;
  const byKey = new Map(stored.map((row) => [keyOf(row), row]));
  return given.map((row) => {
    const old = byKey.get(keyOf(row));
    return { ...row, ...Object.fromEntries(absent.map((column) => [column, old?.[column] ?? ''])) };
  });
}
