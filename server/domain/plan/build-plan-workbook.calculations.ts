import { indicatorLevels, registerDerivations, reportedByKinds, ruleSeverities } from './plan-file.schema.ts';
import type { PlanFileRows, RawPlanFileRow } from './plan-file.schema.ts';
import { type PlanLists, statusSymbols } from './plan-list.schema.ts';
import { listSheetWords, planSheetWords, type SheetWords } from './plan-sheet-words.ts';
import { directions, disclosureClasses } from '../value/indicator-definition.ts';
import { measures, aggregations } from '../value/measures.ts';
import type { PlainRow, PlainSheet, PlainWorkbook, SheetChoice } from '../workbook/plain-sheet.ts';
import { readMeSheetName } from '../workbook/workbook-format.ts';

/** Empty rows for entry below the filled ones; they offer choices too. */
const spareRows = 200;

/**
 * The words of fixed lists that a cell accepts; any other column with a single code refers to another sheet.
 */
const fixedChoices: Readonly<Record<string, readonly string[]>> = {
  'plan/illustrative': ['yes', 'no'],
  'indicators/level': indicatorLevels,
  'indicators/measure': measures,
  'indicators/direction': directions,
  'indicators/aggregation': aggregations,
  'indicators/disclosure_class': disclosureClasses,
  'indicators/reported_by': reportedByKinds,
  'indicators/derivation': registerDerivations,
  'indicators/person_count': ['yes', 'no'],
  'indicators/cross_border_overlap': ['yes', 'no'],
  'validation-rules/severity': ruleSeverities,
  'activity-statuses/mark': statusSymbols,
  'activity-statuses/is_late': ['yes', 'no'],
  'activity-statuses/is_done': ['yes', 'no'],
  'activity-statuses/is_on_track': ['yes', 'no'],
  'bodies/pillar': ['APSC', 'AEC', 'ASCC', 'associated'],
  'choice-lists/counts': ['yes', 'no'],
};
const sheetChoices: Readonly<Record<string, string>> = {
  'objectives/area': 'areas',
  'activities/objective': 'objectives',
  'activities/lead': 'bodies',
  'activities/added_from': 'rounds',
  'activities/ended_from': 'rounds',
  'activities/merged_into': 'activities',
  'activities/split_from': 'activities',
  'indicators/area': 'areas',
  'indicators/activity': 'activities',
  'indicators/choices': 'choice-lists',
  'indicators/lens': 'lenses',
  'indicators/added_from': 'rounds',
  'indicators/ended_from': 'rounds',
  'validation-rules/indicator': 'indicators',
  'categories/dimension': 'dimensions',
  'lens-drivers/lens': 'lenses',
  'lens-drivers/tag': 'tags',
};

/** Columns of running text are wide, codes and words narrow. */
const widths: Readonly<Record<string, number>> = {
  title: 44,
  name: 44,
  description: 50,
  situation: 50,
  text: 50,
  definition: 50,
  counting_rule: 40,
  label: 30,
  basis: 30,
  notice: 50,
  cooperating: 28,
  participating_states: 24,
  partners: 28,
  parameters: 40,
  targets: 24,
  url: 30,
};

/**
 * Builds a plan with its lists as a workbook: a sheet for each part, after a first sheet that explains every
 * column. Row 1 of a sheet has the column names, like the first line of a CSV file, so that positions have
 * the same names. Without a plan it is a template: the lists are filled, the parts of the plan are empty.
 */
export function buildPlanWorkbook(plan: PlanFileRows | null, lists: PlanLists): PlainWorkbook {
  const rowsOf = (sheet: string): readonly RawPlanFileRow[] => {
    if (sheet === 'validation-rules') return plan?.rules ?? [];
    const part = plan?.[sheet as 'plan'];
    return part ?? lists[sheet as 'tags'] ?? [];
  };
  const sheets = [...planSheetWords, ...listSheetWords];
  const title = plan?.plan[0]?.['title'];
  return {
    title: title ? `Plan: ${title}` : 'Template of a plan',
    sheets: [
      buildReadMe(title ?? null),
      ...sheets.map((words) => buildSheet(words, rowsOf(words.sheet), sheets)),
    ],
    lists: [],
  };
}

function buildSheet(
  { sheet, columns }: SheetWords,
  rows: readonly RawPlanFileRow[],
  sheets: readonly SheetWords[],
): PlainSheet {
  const choices = columns.flatMap(({ column }, index): SheetChoice[] => {
    const place = { column: index, fromRow: 1, toRow: rows.length + spareRows };
    const words = fixedChoices[`${sheet}/${column}`];
    if (words) return [{ ...place, words }];
    const other = sheets.find((words) => words.sheet === sheetChoices[`${sheet}/${column}`]);
    // The key of another sheet is in its first column.
    return other ? [{ ...place, sheet: other.sheet }] : [];
  });
  return {
    name: sheet,
    visibility: 'visible',
    isOpen: true,
    columns: columns.map(({ column }) => ({
      width: Math.max(widths[column] ?? 14, column.length + 2, measureLongestWord(rows, column)),
    })),
    rows: [
      {
        cells: columns.map(({ column, meaning, example }) => ({
          value: column,
          look: 'header',
          note: example ? `${meaning} Example: ${example}` : meaning,
        })),
      },
      ...rows.map(
        (row): PlainRow => ({
          cells: columns.map(({ column }) => ({ value: row[column] ?? '', look: 'enterText' })),
        }),
      ),
      ...(rows.length === 0
        ? Array.from(
            { length: 20 },
            (): PlainRow => ({
              cells: columns.map(() => ({ value: null, look: 'enterText' })),
            }),
          )
        : []),
    ],
    freeze: { rows: 1, columns: 1 },
    headerRow: 1,
    printColumns: { from: 0, to: columns.length - 1 },
    landscape: true,
    choices,
  };
}

/** Characters of the longest word of a column, within reason: a code is not broken in two. */
const measureLongestWord = (rows: readonly RawPlanFileRow[], column: string): number =>
  Math.min(
    60,
    rows.reduce(
      (longest, row) => Math.max(longest, ...(row[column] ?? '').split(/\s+/).map((word) => word.length + 2)),
      0,
    ),
  );

function buildReadMe(title: string | null): PlainSheet {
  const text = (value: string, look: 'hint' | 'locked' | 'title' | 'code' = 'locked') =>
    ({ value, look }) as const;
  const rows: PlainRow[] = [
    { cells: [text(title ?? 'Template of a plan', 'title')] },
    {
      cells: [
        text('Each sheet holds one part of the plan or one list. Row 1 names the columns; keep it.', 'hint'),
      ],
    },
    {
      cells: [
        text(
          'Rows are matched by their codes: a changed row keeps its code, a new row gets a new one.',
          'hint',
        ),
      ],
    },
    { cells: [text('Several codes in one cell are separated by semicolons. Every cell is text.', 'hint')] },
    {
      cells: [
        text('An upload changes nothing by itself: you first see every addition, change and end.', 'hint'),
      ],
    },
    { cells: [] },
    { cells: ['Sheet', 'Column', 'Allowed values', 'Example'].map((value) => ({ value, look: 'header' })) },
  ];
  for (const { sheet, about, columns } of [...planSheetWords, ...listSheetWords]) {
    rows.push({ cells: [text(sheet, 'code'), text(''), text(about), text('')] });
    for (const { column, meaning, example } of columns) {
      rows.push({ cells: [text(sheet), text(column, 'code'), text(meaning), text(example)] });
    }
  }
  return {
    name: readMeSheetName,
    visibility: 'visible',
    columns: [{ width: 20 }, { width: 24 }, { width: 80 }, { width: 40 }],
    rows,
    freeze: null,
    headerRow: 7,
    printColumns: { from: 0, to: 3 },
    landscape: true,
  };
}
