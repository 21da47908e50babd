import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import {
  type PlanFileReference,
  type PlanFileRows,
  planFileNames,
  ruleFileName,
} from '#server/domain/plan/plan-file.schema.ts';

const seeds = new URL('../../../seeds/', import.meta.url);

export type CsvRow = Record<string, string>;

/** Empty lines stay as rows, so that row numbers are those of a spreadsheet. */
export const csvOptions = { bom: true, columns: true, relax_column_count_less: true } as const;

export function readCsv(path: string): CsvRow[] {
  return parse(readFileSync(new URL(path, seeds)), {
    bom: true,
    columns: true,
    relax_column_count_less: true,
  });
}

export function readHeader(path: string): string[] {
  const [header = []] = parse(readFileSync(new URL(path, seeds)), { bom: true, to: 1 });
  return header;
}

const columnOf = (path: string, column: string) => readCsv(path).map((row) => row[column] ?? '');

export function readPlanFiles(): PlanFileRows {
  const read = (part: keyof typeof planFileNames) => readCsv(`plan/${planFileNames[part]}`);
  return {
    plan: read('plan'),
    areas: read('areas'),
    objectives: read('objectives'),
    activities: read('activities'),
    indicators: read('indicators'),
    rules: readCsv(`plan/${ruleFileName}`),
  };
}

export function readReference(): PlanFileReference {
  return {
    bodies: columnOf('reference/bodies.csv', 'acronym'),
    ownBodies: null,
    states: columnOf('reference/states.csv', 'iso2'),
    partners: columnOf('reference/partners.csv', 'slug'),
    articles: columnOf('reference/actip-articles.csv', 'code'),
    tags: columnOf('reference/tags.csv', 'code'),
    lenses: columnOf('reference/lenses.csv', 'code'),
    dimensions: columnOf('reference/dimensions.csv', 'code'),
    categories: readCsv('reference/categories.csv').map((row) => ({
      dimension: row['dimension'] ?? '',
      code: row['code'] ?? '',
    })),
    choiceLists: [...new Set(columnOf('reference/choice-lists.csv', 'list'))],
    rounds: columnOf('reference/rounds.csv', 'code'),
    rules: [],
  };
}
