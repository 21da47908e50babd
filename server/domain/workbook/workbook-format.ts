import { buildCellKey } from '../value/indicator-definition.ts';

/** The format in the workbook's hidden cells; a new number means a new layout of the sheets. */
export const workbookFormat = 'bohol-workbook/1';
/** The text in the first cell of the hidden sheet that stores what was downloaded. */
export const stampMark = `${workbookFormat} stamp`;
export const stampSheetName = 'Stamp';
export const readMeSheetName = 'Read me';
export const listsSheetName = 'Lists';

/**
 * The columns of an area's sheet, in order. One place for each answer: the column "Answer" takes a status, a
 * figure, a choice or a narrative, whatever the row asks for. `key` is in a hidden row, so that a column is
 * recognised wherever it is moved and whatever its heading.
 */
export const columns = [
  { key: 'row', header: 'Mark', width: 4 },
  { key: 'code', header: 'Code', width: 8 },
  { key: 'title', header: 'Activity or indicator', width: 38 },
  { key: 'part', header: 'Part', width: 20 },
  { key: 'unit', header: 'What to enter', width: 22 },
  { key: 'last', header: 'Last round', width: 16 },
  { key: 'answer', header: 'Answer', width: 18 },
  { key: 'of', header: 'Out of', width: 10 },
  { key: 'state', header: 'If there is no figure', width: 14 },
  { key: 'words', header: 'Achievements, or note', width: 42 },
  { key: 'challenges', header: 'Challenges', width: 34 },
  { key: 'obstacles', header: 'What is in the way', width: 26 },
  { key: 'helpWanted', header: 'What would help', width: 24 },
  { key: 'nextSteps', header: 'Next steps', width: 34 },
  { key: 'release', header: 'May be shown', width: 20 },
  { key: 'lastWords', header: 'Last round: achievements, or note', width: 34 },
  { key: 'lastChallenges', header: 'Last round: challenges', width: 28 },
  { key: 'lastNextSteps', header: 'Last round: next steps', width: 28 },
] as const;
export type ColumnKey = (typeof columns)[number]['key'];

/** The columns for entry. */
export const entryColumns = [
  'answer',
  'of',
  'state',
  'words',
  'challenges',
  'obstacles',
  'helpWanted',
  'nextSteps',
  'release',
] as const satisfies readonly ColumnKey[];
export type EntryColumn = (typeof entryColumns)[number];

/** Returns the text that identifies a sheet's report: hidden in the first cell of each area's sheet. */
export function buildSheetMark(key: { round: string; reporter: string }): string {
  return `${workbookFormat} ${key.round} ${key.reporter}`;
}

export function parseSheetKey(text: string): { format: string; round: string; reporter: string } | null {
  const parts = /^(bohol-workbook\/\d+) (\S+) (\S+)$/.exec(text.trim());
  return parts ? { format: parts[1] ?? '', round: parts[2] ?? '', reporter: parts[3] ?? '' } : null;
}

/** Names a cell as people do, "A1" or "AB12", from indexes that start at 0. */
export function formatCellName(row: number, column: number): string {
  return `${formatColumnName(column)}${row + 1}`;
}

export function formatColumnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** Names the part of an indicator that a row asks for. */
export function formatPart(
  dimensions: readonly { code: string; name: string; categories: { code: string; name: string }[] }[],
  place: { dimension: string | null; category: string | null },
): string {
  if (place.dimension === null) return 'Total';
  const dimension = dimensions.find(({ code }) => code === place.dimension);
  const category = dimension?.categories.find(({ code }) => code === place.category);
  return dimension && category
    ? `${dimension.name}: ${category.name}`
    : buildCellKey(place.dimension, place.category);
}

/** Normalises words for comparison: case, white space and punctuation at the ends do not matter. */
export function normaliseWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s'"“”‘’.:]+|[\s'"“”‘’.:]+$/gu, '')
    .toLowerCase();
}
