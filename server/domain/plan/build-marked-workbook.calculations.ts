import type { PlainCell, PlainRow, PlainSheet, PlainWorkbook } from '../workbook/plain-sheet.ts';
import type { PlanFileProblem, RawPlanFileRow } from './plan-file.schema.ts';
import { groupProblems } from './plan-problem-groups.calculations.ts';
import type { PlanUpload } from './plan-upload.rules.ts';

/** The name of the sheet with the list; people's own sheets are not read, so it can stay in the file. */
const listSheet = 'Problems';

/**
 * Builds an upload again with every cell where it was, those at fault coloured and with a note, after a sheet that lists
 * them. It can be corrected and uploaded as it is.
 */
export function buildMarkedWorkbook(
  { sheets, columns }: PlanUpload,
  problems: readonly PlanFileProblem[],
  warnings: readonly PlanFileProblem[],
): PlainWorkbook {
  const notes = new Map<string, { look: PlainCell['look']; notes: string[] }>();
  for (const [list, look] of [
    [problems, 'fault'],
    [warnings, 'doubt'],
  ] as const) {
    for (const { file, row, column, message } of list) {
      const key = `${file.replace(/\.csv$/, '')}/${row}/${column}`;
      const known = notes.get(key);
      if (known) known.notes.push(message);
      else notes.set(key, { look, notes: [message] });
    }
  }
  return {
    title: 'Plan with its problems marked',
    sheets: [
      buildList(problems, warnings, columns),
      ...Object.entries(sheets).map(([name, rows]) =>
        buildSheet(name, rows, columns?.[name] ?? {}, (row, column) => notes.get(`${name}/${row}/${column}`)),
      ),
    ],
    lists: [],
  };
}

type FindNote = (
  row: number,
  column: string,
) => { look: PlainCell['look']; notes: readonly string[] } | undefined;

function buildSheet(
  name: string,
  rows: readonly RawPlanFileRow[],
  columns: Readonly<Record<string, number>>,
  findNote: FindNote,
): PlainSheet {
  const width = Math.max(0, ...Object.values(columns)) + 1;
  const names = Array.from({ length: width }, (_, at) =>
    Object.keys(columns).find((column) => columns[column] === at),
  );
  const buildRow = (row: number, look: PlainCell['look'], read: (column: string) => string): PlainRow => ({
    cells: names.map((column) => {
      if (column === undefined) return null;
      const found = findNote(row, column);
      return {
        value: read(column),
        look: found?.look ?? look,
        ...(found ? { note: found.notes.join(' ') } : {}),
      };
    }),
  });
  return {
    name,
    visibility: 'visible',
    isOpen: true,
    columns: names.map((column) => ({ width: Math.max(16, (column?.length ?? 0) + 2) })),
    rows: [
      buildRow(1, 'header', (column) => column),
      ...rows.map((cells, index) => buildRow(index + 2, 'enterText', (column) => cells[column] ?? '')),
    ],
    freeze: { rows: 1, columns: 1 },
    headerRow: 1,
    printColumns: { from: 0, to: width - 1 },
    landscape: true,
  };
}

function buildList(
  problems: readonly PlanFileProblem[],
  warnings: readonly PlanFileProblem[],
  columns: PlanUpload['columns'],
): PlainSheet {
  const list = (found: readonly PlanFileProblem[], kind: string, look: PlainCell['look']): PlainRow[] =>
    groupProblems(found, columns).flatMap(({ message, places }) =>
      places.map(({ sheet, cell, row, column }) => ({
        cells: [
          { value: sheet, look: 'locked' },
          { value: cell ?? `row ${row}, ${column}`, look },
          { value: kind, look: 'locked' },
          { value: message, look: 'locked' },
        ],
      })),
    );
  return {
    name: listSheet,
    visibility: 'visible',
    isOpen: true,
    columns: [{ width: 20 }, { width: 16 }, { width: 16 }, { width: 90 }],
    rows: [
      {
        cells: ['Sheet', 'Cell', 'Kind', 'What to do'].map((value) => ({ value, look: 'header' })),
      },
      ...list(problems, 'To correct', 'fault'),
      ...list(warnings, 'To check', 'doubt'),
    ],
    freeze: { rows: 1, columns: 0 },
    headerRow: 1,
    printColumns: { from: 0, to: 3 },
    landscape: true,
  };
}
