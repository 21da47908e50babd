import { describeUnknown, type ReadRow, readRows } from './plan-file-read.rules.ts';
import type { PlanFileProblem, PlanFileReference, RawPlanFileRow } from './plan-file.schema.ts';
import {
  nameListRow,
  type PlanListName,
  planListKeys,
  planListNames,
  type PlanListRow,
  planListSchemas,
  type PlanLists,
} from './plan-list.schema.ts';

/** Rows of lists as uploaded; a list that is left out stays as stored. */
export type RawPlanLists = { readonly [Name in PlanListName]?: readonly RawPlanFileRow[] | undefined };

export interface PlanListCheck {
  /** Present only if there is no problem. */
  readonly lists?: PlanLists;
  readonly problems: readonly PlanFileProblem[];
}

/** Checks the lists of a workbook: every cell, duplicate keys, references between lists, and dates. */
export function checkPlanLists(raw: RawPlanLists, stored: PlanFileReference): PlanListCheck {
  const problems: PlanFileProblem[] = [];
  const lists: { [Name in PlanListName]?: PlanListRow[] } = {};
  const read = new Map<PlanListName, ReadRow<PlanListRow>[]>();
  for (const name of planListNames) {
    const given = raw[name];
    if (given === undefined) continue;
    const report = (row: number, column: string, message: string) =>
      problems.push({ file: `${name}.csv`, row, column, message });
    const rows = readRows(planListSchemas[name], withoutPositions(given), report) as ReadRow<PlanListRow>[];
    reportTwice(name, rows, report);
    for (const row of rows) checkDates(row, report);
    read.set(name, rows);
    lists[name] = rows.map(({ cells }) => cells as PlanListRow);
  }
  const dimensions = new Set([
    ...stored.dimensions,
    ...(lists.dimensions ?? []).map(({ code }) => code ?? ''),
  ]);
  for (const { row, cells } of read.get('categories') ?? []) {
    if (cells['dimension'] && !dimensions.has(cells['dimension'])) {
      problems.push({
        file: 'categories.csv',
        row,
        column: 'dimension',
        message: describeUnknown('dimension', cells['dimension'], dimensions),
      });
    }
  }
  return problems.length > 0 ? { problems } : { lists, problems };
}

/** The order of rows is their position, so a position column in a file is redundant. */
function withoutPositions(rows: readonly RawPlanFileRow[]): RawPlanFileRow[] {
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([column]) => column !== 'position')),
  );
}

function reportTwice(
  name: PlanListName,
  rows: readonly ReadRow<PlanListRow>[],
  report: (row: number, column: string, message: string) => void,
): void {
  const first = new Map<string, number>();
  const column = planListKeys[name].at(-1) ?? 'code';
  for (const { row, cells } of rows) {
    if (planListKeys[name].some((key) => !cells[key])) continue;
    const key = nameListRow(name, cells as PlanListRow).toLowerCase();
    const before = first.get(key);
    if (before === undefined) first.set(key, row);
    else report(row, column, `Row ${before} already has ${cells[column]}.`);
  }
}

/** Each of these days is after, or the same as, the one before it. Dates as 2026-04-15 sort as text. */
const dateOrder = [
  ['period_start', 'period_end', 'The period must end after it starts.'],
  ['opens_on', 'due_on', 'Reports are due on the day on which the round opens, or later.'],
  ['due_on', 'closes_on', 'The round closes on the day on which reports are due, or later.'],
  ['starts_on', 'ends_on', 'The mandate must end after it starts.'],
] as const;

function checkDates(
  { row, cells }: ReadRow<PlanListRow>,
  report: (row: number, column: string, message: string) => void,
): void {
  for (const [earlier, later, message] of dateOrder) {
    const [from, to] = [cells[earlier], cells[later]];
    if (!from || !to) continue;
    const isStrict = later === 'period_end' || later === 'ends_on';
    if (isStrict ? to <= from : to < from) report(row, later, message);
  }
}

/** Returns what a plan may refer to once the lists that came with it are stored. */
export function addListsToReference(stored: PlanFileReference, lists: PlanLists): PlanFileReference {
  const add = (known: readonly string[], rows: readonly PlanListRow[] | undefined, column: string) => [
    ...new Set([...known, ...(rows ?? []).map((row) => row[column] ?? '')]),
  ];
  const categories = new Map(
    [
      ...stored.categories,
      ...(lists.categories ?? []).map((row) => ({
        dimension: row['dimension'] ?? '',
        code: row['code'] ?? '',
      })),
    ].map((category) => [`${category.dimension}=${category.code}`, category]),
  );
  return {
    ...stored,
    bodies: add(stored.bodies, lists.bodies, 'acronym'),
    partners: add(stored.partners, lists.partners, 'slug'),
    articles: add(stored.articles, lists['actip-articles'], 'code'),
    tags: add(stored.tags, lists.tags, 'code'),
    lenses: add(stored.lenses, lists.lenses, 'code'),
    dimensions: add(stored.dimensions, lists.dimensions, 'code'),
    categories: [...categories.values()],
    choiceLists: add(stored.choiceLists, lists['choice-lists'], 'list'),
    rounds: add(stored.rounds, lists.rounds, 'code'),
  };
}
