import { formatPlanFile } from './plan-file-format.calculations.ts';
import {
  type PlanFile,
  listPlanFileColumns,
  type PlanFilePart,
  planFileParts,
  ruleColumns,
  type PlanFileRows,
  type PlanFileRule,
} from './plan-file.schema.ts';
import {
  buildListRowKey,
  orderedPlanLists,
  listPlanListColumns,
  type PlanListName,
  planListNames,
  type PlanListRow,
  type PlanLists,
} from './plan-list.schema.ts';

export interface CellChange {
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

/** The change of one row of a sheet. `title` is its name for people. */
export interface RowChange {
  /** The sheet, such as "activities". */
  readonly sheet: string;
  readonly key: string;
  readonly title: string;
  readonly kind: 'added' | 'changed' | 'ended' | 'removed';
  /** For an added row, its content. */
  readonly cells: readonly CellChange[];
}

type Row = Readonly<Record<string, string | undefined>>;

/** Columns that can name a row of a sheet, in order of preference. */
const titleColumns = ['title', 'name', 'label', 'rule'];

/**
 * Compares a plan with the stored one, cell by cell; both with their lists written out, as expandPlanFile
 * returns them. `shown` is how people write it, with "all" for everyone. A row that only moved is not a
 * change.
 */
export function listPlanChanges(
  stored: { full: PlanFile; shown: PlanFile } | null,
  given: { full: PlanFile; shown: PlanFile },
): RowChange[] {
  const format = ({ full, shown }: { full: PlanFile; shown: PlanFile }) => ({
    full: formatPlanFile(full),
    shown: formatPlanFile(shown),
  });
  const before = stored && format(stored);
  const after = format(given);
  const changes: RowChange[] = [];
  const sheets: { sheet: PlanFilePart | 'rules'; columns: readonly string[] }[] = [
    ...planFileParts.map((part) => ({ sheet: part, columns: listPlanFileColumns(part) })),
    // A file that was left out changes nothing.
    ...(given.full.rules ? [{ sheet: 'rules' as const, columns: ruleColumns }] : []),
  ];
  for (const { sheet, columns } of sheets) {
    const rowsOf = (rows: readonly Row[] | undefined) =>
      new Map(
        (rows ?? []).map((row) => [sheet === 'rules' ? buildRuleKey(asRule(row)) : (row['code'] ?? ''), row]),
      );
    changes.push(
      ...compareRows(
        sheet === 'rules' ? 'validation-rules' : sheet,
        columns,
        { full: rowsOf(before?.full[sheet]), shown: rowsOf(before?.shown[sheet]) },
        { full: rowsOf(after.full[sheet]), shown: rowsOf(after.shown[sheet]) },
      ),
    );
  }
  return changes;
}

const asRule = (row: Row) => ({ indicator: row['indicator'] || null, rule: row['rule'] ?? '' });

/**
 * Compares lists with the stored ones. Rows missing from a list stay, because another plan may use them. Only
 * statuses belong to one plan: a missing one is no longer offered. A new plan has offered none yet.
 */
export function listListChanges(stored: PlanLists, given: PlanLists, isNewPlan: boolean): RowChange[] {
  return planListNames.flatMap((name) => {
    const rows = given[name];
    if (rows === undefined) return [];
    const before = keyRows(name, stored[name] ?? []);
    const after = keyRows(name, rows);
    const changes = compareRows(
      name,
      listPlanListColumns(name),
      { full: before, shown: before },
      { full: after, shown: after },
    ).filter(({ kind }) => kind !== 'removed' || (name === 'activity-statuses' && !isNewPlan));
    if (changes.length === 0 && orderedPlanLists.has(name) && isReordered(before, after)) {
      return [
        {
          sheet: name,
          key: '',
          title: 'The order of the rows',
          kind: 'changed' as const,
          cells: [],
        },
      ];
    }
    return changes;
  });
}

function keyRows(name: PlanListName, rows: readonly PlanListRow[]) {
  return new Map(rows.map((row) => [buildListRowKey(name, row), row as Row]));
}

/** Whether the rows that both have are in a different order. */
function isReordered(before: ReadonlyMap<string, Row>, after: ReadonlyMap<string, Row>): boolean {
  const common = [...before.keys()].filter((key) => after.has(key));
  return [...after.keys()].filter((key) => before.has(key)).some((key, index) => key !== common[index]);
}

type Rows = { full: ReadonlyMap<string, Row>; shown: ReadonlyMap<string, Row> };

function compareRows(sheet: string, columns: readonly string[], before: Rows, after: Rows): RowChange[] {
  const changes: RowChange[] = [];
  const title = (row: Row) => titleColumns.map((column) => row[column]).find((text) => text) ?? '';
  for (const [key, row] of after.full) {
    const old = before.full.get(key);
    const shown = after.shown.get(key) ?? row;
    const oldShown = before.shown.get(key) ?? old;
    if (!old || !oldShown) {
      const cells = columns
        .map((column) => ({ column, before: '', after: shown[column] ?? '' }))
        .filter(({ after: text }) => text !== '');
      changes.push({ sheet, key, title: title(row), kind: 'added', cells });
      continue;
    }
    const cells = columns.flatMap((column): CellChange[] => {
      const [a, b] = [old[column] ?? '', row[column] ?? ''];
      if (a === b) return [];
      const [x, y] = [oldShown[column] ?? '', shown[column] ?? ''];
      // "all" may now mean more than before: then the lists are written out.
      return [x === y ? { column, before: a, after: b } : { column, before: x, after: y }];
    });
    if (cells.length > 0) {
      const isEnd = cells.some(({ column, before: text }) => column === 'ended_from' && text === '');
      changes.push({ sheet, key, title: title(row), kind: isEnd ? 'ended' : 'changed', cells });
    }
  }
  for (const [key, row] of before.full) {
    if (!after.full.has(key)) changes.push({ sheet, key, title: title(row), kind: 'removed', cells: [] });
  }
  return changes;
}

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
              rows: lists[list].map((row) => ({ key: buildListRowKey(list, row), title: name(row) })),
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

/** Codes of rows, by how a new file compares with the stored one. */
export interface PartChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  /** Stored, but no longer in the file. */
  readonly removed: readonly string[];
}
export type PlanFileChanges = Readonly<Record<PlanFilePart | 'rules', PartChanges>>;

/** Numbers of rows in all files together. */
export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
}

/**
 * Compares two plans row by row, by code; both as expandPlanFile returns them. The order of rows is not
 * compared: a row that only moved is unchanged.
 */
export function comparePlanFiles(stored: PlanFile | null, given: PlanFile): PlanFileChanges {
  return {
    plan: compareByCode(stored ? [stored.plan] : [], [given.plan]),
    areas: compareByCode(stored?.areas ?? [], given.areas),
    objectives: compareByCode(stored?.objectives ?? [], given.objectives),
    activities: compareByCode(stored?.activities ?? [], given.activities),
    indicators: compareByCode(stored?.indicators ?? [], given.indicators),
    // A file that was left out changes nothing and is not counted.
    rules: compareByCode(nameRules(given.rules && stored?.rules), nameRules(given.rules)),
  };
}

/** A rule has no code: it is identified by its type and indicator. */
export const buildRuleKey = ({ indicator, rule }: Pick<PlanFileRule, 'indicator' | 'rule'>): string =>
  `${indicator ?? ''}/${rule}`;

const nameRules = (rules: PlanFile['rules'] | undefined) =>
  (rules ?? []).map((rule) => ({ code: buildRuleKey(rule), ...rule }));

function compareByCode<T extends { readonly code: string }>(
  stored: readonly T[],
  given: readonly T[],
): PartChanges {
  const before = new Map(stored.map((row) => [row.code, canonical(row)]));
  const codes = new Set(given.map(({ code }) => code));
  const pick = (wanted: (row: T) => boolean) => given.filter(wanted).map(({ code }) => code);
  return {
    added: pick(({ code }) => !before.has(code)),
    changed: pick((row) => before.has(row.code) && before.get(row.code) !== canonical(row)),
    unchanged: pick((row) => before.get(row.code) === canonical(row)),
    removed: [...before.keys()].filter((code) => !codes.has(code)),
  };
}

/** Returns the same text whatever the order of keys, also in nested objects. */
function canonical(row: unknown): string {
  return JSON.stringify(row, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

export function countChanges(changes: PlanFileChanges): ImportCounts {
  const parts = Object.values(changes);
  const count = (kind: keyof PartChanges) => parts.reduce((sum, part) => sum + part[kind].length, 0);
  return {
    added: count('added'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    removed: count('removed'),
  };
}
