import {
  type PlanFilePart,
  type PlanFileProblem,
  type PlanFileRows,
  planFileParts,
  type RawPlanFileRow,
} from './plan-file.schema.ts';
import type { RawPlanLists } from './plan-list.rules.ts';
import { planListNames } from './plan-list.schema.ts';
import { agree } from '#server/domain/language/format-counts.ts';

/** Every sheet that a plan's workbook can have; CSV files have the same names. */
export const planSheetNames: readonly string[] = [...planFileParts, 'validation-rules', ...planListNames];

/** The content of an upload: its sheets as text, and the cells that could not be read. */
export interface PlanUpload {
  readonly sheets: Readonly<Record<string, readonly RawPlanFileRow[]>>;
  readonly problems: readonly PlanFileProblem[];
}

/** Splits an upload into the parts of a plan and its lists; returns a sentence if a part is missing. */
export function readPlanUpload({ sheets }: PlanUpload): { rows: PlanFileRows; lists: RawPlanLists } | string {
  const missing = planFileParts.filter((part) => sheets[part] === undefined);
  if (missing.length > 0) {
    const names = missing.map((name) => `“${name}”`).join(', ');
    return missing.length === planFileParts.length
      ? 'This holds no sheet of a plan. Start from the template or from the plan as it is, and keep the names of the sheets.'
      : `${missing.length === 1 ? 'The sheet' : 'The sheets'} ${names} ${agree(missing.length, 'are')} missing. A plan is uploaded whole.`;
  }
  const rules = sheets['validation-rules'];
  const parts = Object.fromEntries(
    planFileParts.map((part) => [part, sheets[part] ?? []]),
  ) as unknown as Record<PlanFilePart, readonly RawPlanFileRow[]>;
  const lists = Object.fromEntries(
    planListNames.flatMap((name) => (sheets[name] ? [[name, sheets[name]]] : [])),
  ) as RawPlanLists;
  return { rows: { ...parts, ...(rules ? { rules } : {}) }, lists };
}
