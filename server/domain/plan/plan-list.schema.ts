import { z } from 'zod';
import {
  codeCell,
  dateCell,
  lineCell,
  optionalDateCell,
  optionalAddressCell,
  patternCell,
  referenceCell,
  textCell,
  wordCell,
  yesNoCell,
} from './plan-file-cells.schema.ts';

/**
 * The lists that a plan depends on, and the calendar of its rounds. They come with the plan in one workbook,
 * a sheet each, and are optional: what is missing stays as stored. Rows are stored as text, as written.
 */

export const statusSymbols = ['empty', 'dot', 'half', 'hatched', 'bars', 'solid', 'turn', 'stroke'] as const;
export const bodyPillars = ['apsc', 'aec', 'ascc', 'associated'] as const;

const pillarCell = () =>
  wordCell(bodyPillars).transform((pillar) => (pillar === 'associated' ? pillar : pillar.toUpperCase()));
const yes = () => yesNoCell().transform((value) => (value ? 'yes' : 'no'));

export const planListSchemas = {
  'activity-statuses': z.object({
    code: codeCell(),
    label: lineCell('Give the word that people read.'),
    mark: wordCell(statusSymbols),
    iati_code: patternCell(/^[1-6]$/, 'Give the code of the list of IATI, from 1 to 6.'),
    is_late: yes(),
    is_done: yes(),
    is_on_track: yes(),
  }),
  bodies: z.object({
    acronym: patternCell(
      /^[A-Z][A-Z0-9-]{1,11}$/,
      'An acronym has 2 to 12 capitals, digits or hyphens and starts with a letter.',
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
export const planListKeys: Readonly<Record<PlanListName, readonly string[]>> = {
  'activity-statuses': ['code'],
  bodies: ['acronym'],
  partners: ['slug'],
  'actip-articles': ['code'],
  tags: ['code'],
  lenses: ['code'],
  dimensions: ['code'],
  categories: ['dimension', 'code'],
  'choice-lists': ['list', 'code'],
  rounds: ['code'],
};

/** Lists whose order is shown to people: a row that moved has changed. */
export const orderedPlanLists: ReadonlySet<PlanListName> = new Set([
  'activity-statuses',
  'actip-articles',
  'categories',
  'choice-lists',
]);

export function planListColumns(name: PlanListName): readonly string[] {
  return Object.keys(planListSchemas[name].shape);
}

/** A row with all cells, as text. */
export type PlanListRow = Readonly<Record<string, string>>;
export type PlanLists = { readonly [Name in PlanListName]?: readonly PlanListRow[] | undefined };

/** Returns the key of a row as one text: "sex=female" for a category. */
export function nameListRow(name: PlanListName, row: PlanListRow): string {
  return planListKeys[name].map((column) => row[column] ?? '').join('=');
}
