import type { RowChange } from './plan-cell-changes.calculations.ts';
import { type PlanFileRows, planFileParts } from './plan-file.schema.ts';
import { nameListRow, planListNames, type PlanLists } from './plan-list.schema.ts';

/** How many rows of one sheet change in which way, and how many stay unchanged. */
export interface SheetSummary {
  readonly sheet: string;
  readonly added: number;
  readonly changed: number;
  readonly ended: number;
  readonly removed: number;
  readonly unchanged: readonly { readonly key: string; readonly title: string }[];
}

/**
 * Summarises every compared sheet, in the order of the workbook. A changed order of rows counts as one change
 * of the whole sheet.
 */
export function summariseChanges(
  changes: readonly RowChange[],
  rows: PlanFileRows,
  lists: PlanLists,
): SheetSummary[] {
  const name = (row: Readonly<Record<string, string | undefined>>) =>
    row['title'] ?? row['name'] ?? row['label'] ?? '';
  const sheets: { sheet: string; rows: { key: string; title: string }[] }[] = [
    ...planFileParts.map((part) => ({
      sheet: part as string,
      rows: rows[part].map((row) => ({ key: row['code'] ?? '', title: name(row) })),
    })),
    ...(rows.rules
      ? [
          {
            sheet: 'validation-rules',
            rows: rows.rules.map((row) => ({
              key: `${row['indicator'] ?? ''}/${row['rule'] ?? ''}`,
              title: row['rule'] ?? '',
            })),
          },
        ]
      : []),
    ...planListNames.flatMap((list) =>
      lists[list]
        ? [
            {
              sheet: list,
              rows: lists[list].map((row) => ({ key: nameListRow(list, row), title: name(row) })),
            },
          ]
        : [],
    ),
  ];
  return sheets.map(({ sheet, rows: all }) => {
    const here = changes.filter((change) => change.sheet === sheet);
    const touched = new Set(here.map(({ key }) => key));
    const count = (kind: RowChange['kind']) => here.filter((change) => change.kind === kind).length;
    return {
      sheet,
      added: count('added'),
      changed: count('changed'),
      ended: count('ended'),
      removed: count('removed'),
      unchanged: all.filter(({ key }) => !touched.has(key)),
    };
  });
}
