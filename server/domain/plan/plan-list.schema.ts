import { z } from 'zod';
import {
  codeCell,
  dateCell,
  lineCell,
  optionalDateCell,
  optionalAddressCell,
  optionalShortCell,
  optionalTextCell,
  patternCell,
  referenceCell,
  textCell,
  wordCell,
  yesNoCell,
} from './plan-file-cells.schema.ts';
import { describeUnknown, type ReadRow, parsePlanRows } from './plan-file-read.rules.ts';
import type { PlanFileProblem, PlanFileReference, RawPlanFileRow } from './plan-file.schema.ts';

/**
 * The lists that a plan depends on, and the calendar of its rounds. They come with the plan in one workbook,
 * a sheet each, and are optional: what is missing stays as stored. Rows are stored as text, as written.
 */

export const statusSymbols = ['empty', 'dot', 'half', 'hatched', 'bars', 'solid', 'turn', 'stroke'] as const;
export const bodyPillars = ['apsc', 'aec', 'ascc', 'associated'] as const;

const pillarCell = () =>
  wordCell(bodyPillars).transform((pillar) => (pillar === 'associated' ? pillar : pillar.toUpperCase()));
const yes = () => yesNoCell().transform((value) => (value ? 'yes' : 'no'));

const planListSchemas = {
  'activity-statuses': z.object({
    code: codeCell(),
    label: lineCell('Enter the label.'),
    mark: wordCell(statusSymbols),
    iati_code: patternCell(/^[1-6]$/, 'Give the code of the list of IATI, from 1 to 6.'),
    is_late: yes(),
    is_done: yes(),
    is_on_track: yes(),
  }),
  bodies: z.object({
    acronym: patternCell(
      /^[A-Z][A-Za-z0-9-]{1,11}$/,
      'An acronym has 2 to 12 letters, digits or hyphens and starts with a capital letter.',
    ),
    name: lineCell('Give the name of the body.'),
    pillar: pillarCell(),
    starts_on: dateCell(),
    ends_on: optionalDateCell(),
  }),
  partners: z.object({
    slug: patternCell(
      /^[a-z0-9]+(-[a-z0-9]+)*$/,
      'Write small letters, digits and single hyphens, such as asean-act.',
    ),
    name: lineCell('Give the name of the partner.'),
    kind: lineCell('Say what kind of partner it is.'),
    url: optionalAddressCell(),
  }),
  'actip-articles': z.object({
    // Articles are numbered as in the treaty, such as 16(a).
    code: patternCell(
      /^[^;=\s]{1,30}$/,
      'Give the number of the article, without spaces, such as 14 or 16(a).',
    ),
    title: lineCell('Give the title of the article.'),
    chapter: lineCell('Name the chapter.'),
  }),
  tags: z.object({ code: codeCell(), name: lineCell('Give the name of the tag.') }),
  lenses: z.object({
    code: codeCell(),
    title: lineCell('Give the title of the lens.'),
    description: textCell('Say what the lens looks at.'),
    menu_label: optionalShortCell(40),
    situation: optionalTextCell(),
  }),
  'lens-drivers': z.object({
    lens: referenceCell('Name the lens.'),
    tag: referenceCell('Name the tag that activities bear for this driver.'),
    text: lineCell('Say in a sentence what the driver is.'),
  }),
  dimensions: z.object({ code: codeCell(), name: lineCell('Give the name of the breakdown.') }),
  categories: z.object({
    dimension: referenceCell('Name the breakdown that this category belongs to.'),
    code: codeCell(),
    name: lineCell('Give the name of the category.'),
  }),
  'choice-lists': z.object({
    list: codeCell(),
    code: codeCell(),
    label: lineCell('Give the answer as people read it.'),
    counts: yes(),
  }),
  rounds: z.object({
    code: codeCell(),
    title: lineCell('Give the title of the round.'),
    period_start: dateCell(),
    period_end: dateCell(),
    opens_on: dateCell(),
    due_on: dateCell(),
    closes_on: dateCell(),
  }),
} as const;

export type PlanListName = keyof typeof planListSchemas;

/** In the order in which one list may refer to another. */
export const planListNames = Object.keys(planListSchemas) as readonly PlanListName[];

/** The columns that identify a row of a list. */
const planListKeys: Readonly<Record<PlanListName, readonly string[]>> = {
  'activity-statuses': ['code'],
  bodies: ['acronym'],
  partners: ['slug'],
  'actip-articles': ['code'],
  tags: ['code'],
  lenses: ['code'],
  'lens-drivers': ['lens', 'tag'],
  dimensions: ['code'],
  categories: ['dimension', 'code'],
  'choice-lists': ['list', 'code'],
  rounds: ['code'],
};

/** Lists whose order is shown to people: a row that moved has changed. */
export const orderedPlanLists: ReadonlySet<PlanListName> = new Set([
  'activity-statuses',
  'actip-articles',
  'lens-drivers',
  'categories',
  'choice-lists',
]);

export function listPlanListColumns(name: PlanListName): readonly string[] {
  return Object.keys(planListSchemas[name].shape);
}

/** A row with all cells, as text. */
export type PlanListRow = Readonly<Record<string, string>>;
export type PlanLists = { readonly [Name in PlanListName]?: readonly PlanListRow[] | undefined };

/** Returns the key of a row as one text: "sex=female" for a category. */
export function buildListRowKey(name: PlanListName, row: PlanListRow): string {
  return planListKeys[name].map((column) => row[column] ?? '').join('=');
}

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
    const rows = parsePlanRows(
      planListSchemas[name],
      withoutPositions(given),
      report,
    ) as ReadRow<PlanListRow>[];
    reportTwice(name, rows, report);
    if (name === 'bodies') reportOtherSpelling(rows, stored.bodies, report);
    for (const row of rows) checkDates(row, report);
    read.set(name, rows);
    lists[name] = rows.map(({ cells }) => cells as PlanListRow);
  }
  const known = addListsToReference(stored, lists);
  for (const [name, column, codes] of [
    ['categories', 'dimension', known.dimensions],
    ['lens-drivers', 'lens', known.lenses],
    ['lens-drivers', 'tag', known.tags],
  ] as const) {
    const all = new Set(codes);
    for (const { row, cells } of read.get(name) ?? []) {
      const code = cells[column];
      if (!code || all.has(code)) continue;
      problems.push({ file: `${name}.csv`, row, column, message: describeUnknown(column, code, all) });
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
    const key = buildListRowKey(name, cells as PlanListRow).toLowerCase();
    const before = first.get(key);
    if (before === undefined) first.set(key, row);
    else report(row, column, `Row ${before} already has ${cells[column]}.`);
  }
}

/** A body that is stored in capitals is not another one in small letters. */
function reportOtherSpelling(
  rows: readonly ReadRow<PlanListRow>[],
  stored: readonly string[],
  report: (row: number, column: string, message: string) => void,
): void {
  const spellings = new Map(stored.map((acronym) => [acronym.toLowerCase(), acronym]));
  for (const { row, cells } of rows) {
    const acronym = cells['acronym'] ?? '';
    const known = spellings.get(acronym.toLowerCase());
    if (known !== undefined && known !== acronym) {
      report(row, 'acronym', `This body is stored as “${known}”. Write it so everywhere.`);
    }
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
    // A new plan has the bodies of its own sheet; one that is stored gains those that are new altogether.
    ownBodies: stored.ownBodies
      ? add(
          stored.ownBodies,
          lists.bodies?.filter(({ acronym = '' }) => !stored.bodies.includes(acronym)),
          'acronym',
        )
      : (lists.bodies?.map(({ acronym = '' }) => acronym) ?? null),
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
