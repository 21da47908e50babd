import { formatParameters } from '../validation/parameter-text.rules.ts';
import {
  type PlanFile,
  type PlanFilePart,
  type PlanFileReference,
  type PlanFileRows,
  LEAD_BODIES,
  listPlanFileColumns,
  type RawPlanFileRow,
} from './plan-file.schema.ts';

/** Formats the files of a plan as text cells, from which checkPlanFiles reads the same plan again. */
export function formatPlanFile(file: PlanFile): PlanFileRows {
  return {
    plan: formatRows('plan', [file.plan]),
    areas: formatRows('areas', file.areas),
    objectives: formatRows('objectives', file.objectives),
    activities: formatRows('activities', file.activities),
    indicators: formatRows('indicators', file.indicators),
    ...(file.rules === null
      ? {}
      : {
          rules: file.rules.map(({ indicator, rule, severity, parameters }) => ({
            indicator: indicator ?? '',
            rule,
            severity,
            parameters: formatParameters(parameters),
          })),
        }),
  };
}

function formatRows(part: PlanFilePart, rows: readonly object[]): RawPlanFileRow[] {
  return rows.map((row) =>
    Object.fromEntries(
      listPlanFileColumns(part).map((column) => {
        const name = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
        return [column, formatCell((row as Record<string, CellValue>)[name])];
      }),
    ),
  );
}

/** The value of a typed cell in a plan file. */
type CellValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | { year: number; value: number }
  | { dimension: string; category: string }
  | readonly CellValue[];

function formatCell(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if ('year' in value) return `${value.year}=${value.value}`;
  if ('dimension' in value) return `${value.dimension}=${value.category}`;
  return value.map(formatCell).join('; ');
}

type Codes = Pick<PlanFileReference, 'bodies' | 'ownBodies' | 'states'>;

/** Who “all” is: a body that came with another plan is not among them. */
const listAll = ({ bodies, ownBodies }: Codes): readonly string[] => ownBodies ?? bodies;

/**
 * Returns the plan with every list written out: "all" and "leads" become the codes that they mean today, and
 * lists without a meaningful order are sorted, so that two plans can be compared.
 */
export function expandPlanFile(file: PlanFile, codes: Codes): PlanFile {
  const { states } = codes;
  const bodies = listAll(codes);
  const leads = listLeads(file);
  return {
    ...file,
    activities: file.activities.map((activity) => ({
      ...activity,
      cooperating: sort(
        activity.cooperating === 'all'
          ? bodies.filter((body) => body !== activity.lead)
          : activity.cooperating,
      ),
      participatingStates: sort(
        activity.participatingStates === 'all' ? states : activity.participatingStates,
      ),
      actipArticles: sort(activity.actipArticles),
      tags: sort(activity.tags),
      lenses: sort(activity.lenses),
      partners: sort(activity.partners),
    })),
    indicators: file.indicators.map((indicator) => ({
      ...indicator,
      reportingBodies: sort(
        indicator.reportingBodies.includes(LEAD_BODIES) ? leads : indicator.reportingBodies,
      ),
    })),
  };
}

/** The reverse, for people: a list that names everyone becomes "all" or "leads". */
export function collapsePlanFile(file: PlanFile, codes: Codes): PlanFile {
  const { states } = codes;
  const bodies = listAll(codes);
  const leads = listLeads(file);
  return {
    ...file,
    activities: file.activities.map((activity) => ({
      ...activity,
      cooperating: isSame(
        activity.cooperating,
        bodies.filter((body) => body !== activity.lead),
      )
        ? 'all'
        : activity.cooperating,
      participatingStates: isSame(activity.participatingStates, states)
        ? 'all'
        : activity.participatingStates,
    })),
    indicators: file.indicators.map((indicator) => ({
      ...indicator,
      reportingBodies:
        // A single body that leads everything was more likely meant by name.
        leads.length > 1 && isSame(indicator.reportingBodies, leads)
          ? [LEAD_BODIES]
          : indicator.reportingBodies,
    })),
  };
}

function listLeads(file: PlanFile): string[] {
  return [...new Set(file.activities.map(({ lead }) => lead))];
}

function sort(codes: readonly string[]): string[] {
  return [...codes].sort();
}

function isSame(some: readonly string[] | 'all', others: readonly string[]): boolean {
  return some !== 'all' && JSON.stringify(sort(some)) === JSON.stringify(sort(others));
}
