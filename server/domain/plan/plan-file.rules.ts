import {
  type ActivityRow,
  toCamelRow,
  type PlanFile,
  type PlanFilePart,
  type PlanFileProblem,
  type PlanFileReference,
  type PlanFileRows,
  type PlanRow,
  listPlanFileColumns,
  planFileNames,
  planFileParts,
  planFileSchemas,
  planFileSpareColumns,
  ruleColumns,
  ruleFileName,
  ruleRowSchema,
} from './plan-file.schema.ts';
import {
  parsePlanRows,
  describeUnknown,
  type KnownPlan,
  type ReadRow,
  type ReportProblem,
  checkKnownCodes,
} from './plan-file-read.rules.ts';
import { checkRules } from './plan-file-rule.rules.ts';
import { checkFunnels, checkIndicator } from './plan-file-indicator.rules.ts';
import { checkStatedEqualities } from './plan-file-equality.rules.ts';

export interface PlanFileCheck {
  /** Present only if there is no problem. */
  readonly plan?: PlanFile;
  /** In the order of files, rows and columns. */
  readonly problems: readonly PlanFileProblem[];
}

/**
 * Checks the files of a plan against each other and against the reference data. Returns the plan with typed
 * values if nothing is wrong.
 *
 * Finds all faults at once, so that a person can correct a spreadsheet in one go: a row with a bad cell is
 * still checked for everything that its other cells allow. Skips empty rows but keeps the row numbers, so
 * read the files without dropping empty lines.
 */
export function checkPlanFiles(rows: PlanFileRows, reference: PlanFileReference): PlanFileCheck {
  const problems: PlanFileProblem[] = [];
  const reporterFor =
    (part: PlanFilePart): ReportProblem<string> =>
    (row, column, message) =>
      problems.push({ file: planFileNames[part], row, column, message });
  const read = <P extends PlanFilePart>(part: P) => {
    const filled = parsePlanRows(planFileSchemas[part], rows[part], reporterFor(part), planFileSpareColumns);
    if (filled.length === 0) reporterFor(part)(1, 'code', 'The file has no rows below its header.');
    return filled;
  };

  const plans = read('plan');
  const areas = read('areas');
  const objectives = read('objectives');
  const activities = read('activities');
  const indicators = read('indicators');

  for (const second of plans.slice(1))
    reporterFor('plan')(second.row, 'code', 'A plan file has one row only.');
  const header = plans[0];
  if (header) checkPlanRow(header, reporterFor('plan'));

  const known = knownPlan(header?.cells ?? {}, areas, objectives, activities, reference);
  reportDuplicates('area', areas, reporterFor('areas'));
  reportDuplicates('objective', objectives, reporterFor('objectives'));
  reportDuplicates('activity', activities, reporterFor('activities'));
  reportDuplicates('indicator', indicators, reporterFor('indicators'));

  for (const { row, cells } of objectives) {
    if (cells.area && !known.areas.has(cells.area)) {
      reporterFor('objectives')(row, 'area', describeUnknown('area', cells.area, known.areas));
    }
  }
  for (const activity of activities) checkActivity(activity, known, reporterFor('activities'));
  for (const indicator of indicators) checkIndicator(indicator, known, reporterFor('indicators'));
  checkAmendmentCells(activities, known, reporterFor('activities'));
  checkAmendmentCells(indicators, known, reporterFor('indicators'));
  checkFunnels(indicators, reporterFor('indicators'));

  const reportRule: ReportProblem<string> = (row, column, message) =>
    problems.push({ file: ruleFileName, row, column, message });
  const rules =
    rows.rules === undefined
      ? null
      : checkRules(parsePlanRows(ruleRowSchema, rows.rules, reportRule), indicators, known, reportRule);

  // A rule that could not be read may be the one that is missed.
  if (!problems.some(({ file }) => file === ruleFileName)) {
    checkStatedEqualities(indicators, rules ?? reference.rules, known, reporterFor('indicators'));
  }

  if (problems.length > 0 || !header) return { problems: sortProblems(problems) };
  // Without a problem every cell was read, so the rows are complete.
  const whole = <T extends object>(list: readonly ReadRow<T>[]) =>
    list.map(({ cells }) => toCamelRow(cells as T));
  const [plan] = whole([header]);
  if (!plan) return { problems };
  return {
    plan: {
      plan,
      areas: whole(areas),
      objectives: whole(objectives),
      activities: whole(activities),
      indicators: whole(indicators),
      rules,
    },
    problems,
  };
}

function checkPlanRow({ row, cells }: ReadRow<PlanRow>, report: ReportProblem<keyof PlanRow>): void {
  // Dates as 2026-04-15 sort as text.
  if (cells.starts_on && cells.ends_on && cells.ends_on <= cells.starts_on) {
    report(row, 'ends_on', `The plan must end after it starts on ${cells.starts_on}.`);
  }
  if (cells.illustrative && cells.notice === '') {
    report(row, 'notice', 'An illustrative plan needs the sentence that tells readers so.');
  }
}

function knownPlan(
  header: Partial<PlanRow>,
  areas: readonly ReadRow<{ code: string }>[],
  objectives: readonly ReadRow<{ code: string; area: string }>[],
  activities: readonly ReadRow<ActivityRow>[],
  reference: PlanFileReference,
): KnownPlan {
  const areaOfObjective = new Map(objectives.map(({ cells }) => [cells.code, cells.area]));
  const areaOfActivity = new Map<string, string | undefined>();
  for (const { cells } of activities) {
    if (cells.code !== undefined) areaOfActivity.set(cells.code, areaOfObjective.get(cells.objective));
  }
  const codes = (rows: readonly ReadRow<{ code: string }>[]) =>
    new Set(rows.flatMap(({ cells }) => (cells.code === undefined ? [] : [cells.code])));
  return {
    years:
      header.starts_on && header.ends_on
        ? { first: Number(header.starts_on.slice(0, 4)), last: Number(header.ends_on.slice(0, 4)) }
        : null,
    areas: codes(areas),
    objectives: codes(objectives),
    areaOfActivity,
    bodies: new Set(reference.bodies),
    states: new Set(reference.states),
    partners: new Set(reference.partners),
    articles: new Set(reference.articles),
    tags: new Set(reference.tags),
    lenses: new Set(reference.lenses),
    dimensions: new Set(reference.dimensions),
    categories: new Set(reference.categories.map(({ dimension, code }) => `${dimension}=${code}`)),
    choiceLists: new Set(reference.choiceLists),
    rounds: new Set(reference.rounds),
  };
}

function reportDuplicates(
  what: string,
  rows: readonly ReadRow<{ code: string }>[],
  report: ReportProblem<'code'>,
): void {
  const firstRows = new Map<string, number>();
  for (const { row, cells } of rows) {
    if (!cells.code) continue;
    // Codes are part of URLs, where two pages must not differ by case alone.
    const key = cells.code.toLowerCase();
    const first = firstRows.get(key);
    if (first === undefined) firstRows.set(key, row);
    else report(row, 'code', `Row ${first} already has the ${what} ${cells.code}.`);
  }
}

function checkActivity(
  { row, cells }: ReadRow<ActivityRow>,
  known: KnownPlan,
  report: ReportProblem<keyof ActivityRow>,
): void {
  const { objective, lead, cooperating, active_years: years, participating_states: states } = cells;
  if (objective && !known.objectives.has(objective)) {
    report(row, 'objective', describeUnknown('objective', objective, known.objectives));
  }
  if (lead && !known.bodies.has(lead)) report(row, 'lead', describeUnknown('body', lead, known.bodies));
  if (Array.isArray(cooperating)) {
    checkKnownCodes('body', cooperating, known.bodies, (message) => report(row, 'cooperating', message));
    if (lead && cooperating.includes(lead)) {
      report(row, 'cooperating', `${lead} leads this activity, so it is not also a cooperating body.`);
    }
  }
  for (const year of years ?? []) {
    if (known.years && (year < known.years.first || year > known.years.last)) {
      report(
        row,
        'active_years',
        `${year} is outside the plan, which runs from ${known.years.first} to ${known.years.last}.`,
      );
    }
  }
  checkKnownCodes('article', cells.actip_articles, known.articles, (message) =>
    report(row, 'actip_articles', message),
  );
  checkKnownCodes('tag', cells.tags, known.tags, (message) => report(row, 'tags', message));
  checkKnownCodes('lens', cells.lenses, known.lenses, (message) => report(row, 'lenses', message));
  checkKnownCodes('partner', cells.partners, known.partners, (message) => report(row, 'partners', message));
  if (Array.isArray(states)) {
    checkKnownCodes('state', states, known.states, (message) => report(row, 'participating_states', message));
  }
}

/** Sorts problems by files, rows and columns; lists come after the parts of the plan. */
export function sortProblems(problems: readonly PlanFileProblem[]): PlanFileProblem[] {
  const files: [string, readonly string[]][] = [
    ...planFileParts.map((part): [string, readonly string[]] => [
      planFileNames[part],
      listPlanFileColumns(part),
    ]),
    [ruleFileName, ruleColumns],
  ];
  const places = new Map(files.map(([name, columns], index) => [name, { index, columns }]));
  const place = ({ file, row, column }: PlanFileProblem) =>
    [places.get(file)?.index ?? files.length, row, places.get(file)?.columns.indexOf(column) ?? 0] as const;
  return [...problems].sort((a, b) => {
    const [x, y] = [place(a), place(b)];
    return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
  });
}

interface AmendedCells {
  readonly code: string;
  readonly added_from: string | null;
  readonly ended_from: string | null;
  readonly merged_into?: string | null;
  readonly split_from?: string | null;
}
type Report = ReportProblem<'added_from' | 'ended_from' | 'merged_into' | 'split_from'>;

/** Checks from when a row applies, until when, which row replaced it, and which it came from. */
function checkAmendmentCells(rows: readonly ReadRow<AmendedCells>[], known: KnownPlan, report: Report): void {
  const others = new Map(rows.map(({ cells }) => [cells.code, cells]));
  for (const { row, cells } of rows) {
    for (const column of ['added_from', 'ended_from'] as const) {
      const round = cells[column];
      if (round && !known.rounds.has(round))
        report(row, column, describeUnknown('round', round, known.rounds));
    }
    if (cells.merged_into) checkMerge(row, cells, cells.merged_into, others, known, report);
    if (cells.split_from) checkSplit(row, cells, cells.split_from, others, known, report);
  }
}

type Others = ReadonlyMap<string | undefined, Partial<AmendedCells>>;

function checkMerge(
  row: number,
  { code, ended_from: ended }: Partial<AmendedCells>,
  into: string,
  others: Others,
  known: KnownPlan,
  report: Report,
) {
  if (!ended) {
    report(
      row,
      'merged_into',
      'An activity that was merged into another has ended. Name the round in ended_from.',
    );
  }
  const other = others.get(into);
  if (into === code) report(row, 'merged_into', 'Name another activity, not this one.');
  else if (!other) {
    report(row, 'merged_into', describeUnknown('activity', into, known.areaOfActivity.keys()));
  } else if (other.ended_from) {
    report(row, 'merged_into', `${into} has ended too. Name an activity that continues.`);
  }
}

function checkSplit(
  row: number,
  { code }: Partial<AmendedCells>,
  from: string,
  others: Others,
  known: KnownPlan,
  report: Report,
) {
  const other = others.get(from);
  if (from === code) report(row, 'split_from', 'Name another activity, not this one.');
  else if (!other) {
    report(row, 'split_from', describeUnknown('activity', from, known.areaOfActivity.keys()));
  } else if (!other.ended_from) {
    report(
      row,
      'split_from',
      `An activity that was split has ended. Name the round in ended_from of ${from}.`,
    );
  } else if (other.merged_into) {
    report(row, 'split_from', `${from} was merged into ${other.merged_into}, so it was not split.`);
  }
}
