import { z } from 'zod';
import type { Parameters } from '../validation/parameter-text.rules.ts';
import { directions, disclosureClasses } from '../value/indicator-definition.ts';
import { measures, aggregations } from '../value/measures.ts';
import {
  codeCell,
  dateCell,
  lineCell,
  listCell,
  listOrAllCell,
  optionalLineCell,
  optionalNumberCell,
  optionalPositionCell,
  optionalReferenceCell,
  optionalSliceCell,
  optionalTextCell,
  optionalWordCell,
  optionalYearCell,
  parametersCell,
  referenceCell,
  targetsCell,
  textCell,
  titleCell,
  wordCell,
  yearsCell,
  yesNoCell,
} from './plan-file-cells.schema.ts';

/**
 * The plan as five files that a person can edit in a spreadsheet: plan, areas, objectives, activities and
 * indicators. An optional sixth contains the validation rules. This file defines the rows of each;
 * plan-file.rules.ts checks how rows fit together.
 */

export const indicatorLevels = ['input', 'process', 'output', 'outcome', 'context', 'learning'] as const;
export const reportedByKinds = ['states', 'bodies', 'states_and_bodies', 'register'] as const;
export const registerDerivations = ['reports_on_time', 'splits_reported', 'activities_on_track'] as const;

/** Written instead of a list of bodies in reporting_bodies: every body that leads an activity of the plan. */
export const LEAD_BODIES = 'leads';

export const planRowSchema = z.object({
  code: codeCell(),
  title: titleCell(),
  starts_on: dateCell(),
  ends_on: dateCell(),
  illustrative: yesNoCell(),
  notice: optionalTextCell(),
});

export const areaRowSchema = z.object({ code: codeCell(), title: titleCell() });

export const objectiveRowSchema = z.object({
  code: codeCell(),
  area: referenceCell('Name the area this objective belongs to.'),
  title: titleCell(),
});

export const activityRowSchema = z.object({
  code: codeCell(),
  objective: referenceCell('Name the objective this activity belongs to.'),
  title: titleCell(),
  description: optionalTextCell(),
  lead: referenceCell('Name the body that leads this activity.'),
  cooperating: listOrAllCell(),
  active_years: yearsCell('Give at least one year in which the activity runs.'),
  actip_articles: listCell(),
  tags: listCell(),
  lenses: listCell(),
  partners: listCell(),
  participating_states: listOrAllCell('Write all, or the two-letter codes of the states that take part.'),
  basis: optionalTextCell(),
  /**
   * Codes of rounds and of other activities, if the plan was amended: from when it is asked for, and until
   * when.
   */
  added_from: optionalReferenceCell(),
  ended_from: optionalReferenceCell(),
  merged_into: optionalReferenceCell(),
  split_from: optionalReferenceCell(),
});

export const indicatorRowSchema = z.object({
  code: codeCell(),
  area: referenceCell('Name the area this indicator belongs to.'),
  activity: optionalReferenceCell(),
  title: titleCell(),
  level: wordCell(indicatorLevels),
  measure: wordCell(measures),
  unit: lineCell('Name the unit that is counted.'),
  direction: wordCell(directions),
  aggregation: wordCell(aggregations),
  disclosure_class: wordCell(disclosureClasses),
  reported_by: wordCell(reportedByKinds),
  reporting_bodies: listCell(),
  derivation: optionalWordCell(registerDerivations),
  dimensions: listCell(),
  choices: optionalReferenceCell(),
  person_count: yesNoCell(),
  cross_border_overlap: yesNoCell(),
  definition: textCell('Say what is measured.'),
  counting_rule: optionalTextCell(),
  numerator_label: optionalLineCell(),
  denominator_label: optionalLineCell(),
  baseline_year: optionalYearCell(),
  baseline_value: optionalNumberCell(),
  targets: targetsCell(),
  lens: optionalReferenceCell(),
  lens_slice: optionalSliceCell(),
  funnel_position: optionalPositionCell(),
  funnel_label: optionalLineCell(),
  added_from: optionalReferenceCell(),
  ended_from: optionalReferenceCell(),
});

/** Optional columns: if missing, their cells are empty. Files from before amendments have none of them. */
export const planFileSpareColumns: ReadonlySet<string> = new Set([
  'added_from',
  'ended_from',
  'merged_into',
  'split_from',
]);

export const ruleSeverities = ['error', 'warning', 'off'] as const;

export const ruleRowSchema = z.object({
  /** Empty for every indicator or activity that the rule can apply to. */
  indicator: optionalReferenceCell(),
  rule: referenceCell('Name the rule.'),
  severity: wordCell(ruleSeverities),
  parameters: parametersCell(),
});

/** The optional file: if missing, the stored rules stay. */
export const ruleFileName = 'validation-rules.csv';
export const ruleColumns: readonly string[] = Object.keys(ruleRowSchema.shape);

export const planFileSchemas = {
  plan: planRowSchema,
  areas: areaRowSchema,
  objectives: objectiveRowSchema,
  activities: activityRowSchema,
  indicators: indicatorRowSchema,
} as const;

export type PlanFilePart = keyof typeof planFileSchemas;

/** In the order in which they are read and their problems are listed. */
export const planFileParts = Object.keys(planFileSchemas) as readonly PlanFilePart[];

export const planFileNames: Readonly<Record<PlanFilePart, string>> = {
  plan: 'plan.csv',
  areas: 'areas.csv',
  objectives: 'objectives.csv',
  activities: 'activities.csv',
  indicators: 'indicators.csv',
};

/** Returns the columns of a file, in order. */
export function listPlanFileColumns(part: PlanFilePart): readonly string[] {
  return Object.keys(planFileSchemas[part].shape);
}

/**
 * A row as a CSV reader returns it: cell text by column name. Cells missing from a short row may be
 * undefined.
 */
export type RawPlanFileRow = Readonly<Record<string, string | undefined>>;
export type PlanFileRows = Readonly<Record<PlanFilePart, readonly RawPlanFileRow[]>> & {
  readonly rules?: readonly RawPlanFileRow[] | undefined;
};

export type PlanRow = z.output<typeof planRowSchema>;
export type AreaRow = z.output<typeof areaRowSchema>;
export type ObjectiveRow = z.output<typeof objectiveRowSchema>;
export type ActivityRow = z.output<typeof activityRowSchema>;
export type IndicatorRow = z.output<typeof indicatorRowSchema>;
export type RuleRow = z.output<typeof ruleRowSchema>;

type Camel<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : S;
type CamelKeys<T> = { [K in keyof T & string as Camel<K>]: T[K] };

export type PlanFilePlan = CamelKeys<PlanRow>;
export type PlanFileArea = CamelKeys<AreaRow>;
export type PlanFileObjective = CamelKeys<ObjectiveRow>;
export type PlanFileActivity = CamelKeys<ActivityRow>;
export type PlanFileIndicator = CamelKeys<IndicatorRow>;

export interface PlanFileRule {
  readonly indicator: string | null;
  readonly rule: string;
  readonly severity: (typeof ruleSeverities)[number];
  readonly parameters: Parameters;
}

/** A consistent plan. Lists keep the order of the files, which is the order shown to people. */
export interface PlanFile {
  readonly plan: PlanFilePlan;
  readonly areas: readonly PlanFileArea[];
  readonly objectives: readonly PlanFileObjective[];
  readonly activities: readonly PlanFileActivity[];
  readonly indicators: readonly PlanFileIndicator[];
  /** Null if the file was left out. */
  readonly rules: readonly PlanFileRule[] | null;
}

/** Returns the row with the names used in code: active_years becomes activeYears. */
export function toCamelRow<T extends object>(row: T): CamelKeys<T> {
  const entries = Object.entries(row).map(([name, value]) => [
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(entries) as CamelKeys<T>;
}

/** What a plan may refer to, from the reference data, and the rules that stay where its file has none. */
export interface PlanFileReference {
  readonly bodies: readonly string[];
  /** The bodies that take part in the plan, which “all” means; null for a plan that is not stored. */
  readonly ownBodies: readonly string[] | null;
  /** ISO 3166 alpha-2 codes of the member states. */
  readonly states: readonly string[];
  readonly partners: readonly string[];
  readonly articles: readonly string[];
  readonly tags: readonly string[];
  readonly lenses: readonly string[];
  readonly dimensions: readonly string[];
  readonly categories: readonly { readonly dimension: string; readonly code: string }[];
  readonly choiceLists: readonly string[];
  /** Codes of the rounds of all plans. */
  readonly rounds: readonly string[];
  /** The stored rules of the plan. */
  readonly rules: readonly PlanFileRule[];
}

/** One problem, with its position in the spreadsheet. */
export interface PlanFileProblem {
  /** The file's name, such as activities.csv. */
  readonly file: string;
  /** The row number in a spreadsheet: the header is row 1. */
  readonly row: number;
  readonly column: string;
  /** A plain sentence that explains the problem. */
  readonly message: string;
}
