import { isAnsweredInWords, measureRules, listMeasures } from '../value/measures.ts';
import { shortenCell } from './plan-file-cells.schema.ts';
import { type IndicatorRow, LEAD_BODIES } from './plan-file.schema.ts';
import {
  describeUnknown,
  type KnownPlan,
  type ReadRow,
  type ReportProblem,
  checkKnownCodes,
} from './plan-file-read.rules.ts';

type Report = (column: keyof IndicatorRow, message: string) => void;

/** Checks one indicator for references and for cells that do not go together. */
export function checkIndicator(
  { row, cells }: ReadRow<IndicatorRow>,
  known: KnownPlan,
  reportAt: ReportProblem<keyof IndicatorRow>,
): void {
  const report: Report = (column, message) => reportAt(row, column, message);
  checkPlace(cells, known, report);
  checkMeasure(cells, known, report);
  checkReporters(cells, known, report);
  checkFigures(cells, known, report);
  checkLens(cells, known, report);
}

function checkPlace({ area, activity }: Partial<IndicatorRow>, known: KnownPlan, report: Report): void {
  if (area && !known.areas.has(area)) report('area', describeUnknown('area', area, known.areas));
  if (!activity) return;
  if (!known.areaOfActivity.has(activity)) {
    report('activity', describeUnknown('activity', activity, known.areaOfActivity.keys()));
    return;
  }
  const areaOfActivity = known.areaOfActivity.get(activity);
  if (area && areaOfActivity && areaOfActivity !== area) {
    report('activity', `The activity ${activity} belongs to area ${areaOfActivity}, not to ${area}.`);
  }
}

function checkMeasure(cells: Partial<IndicatorRow>, known: KnownPlan, report: Report): void {
  const { measure, aggregation, choices, dimensions } = cells;
  checkKnownCodes('dimension', dimensions, known.dimensions, (message) => report('dimensions', message));
  if (choices && !known.choiceLists.has(choices)) {
    report('choices', describeUnknown('choice list', choices, known.choiceLists));
  }
  if (cells.cross_border_overlap && aggregation === 'sum') {
    report(
      'aggregation',
      'Where two states may report the same person or case, use sum_of_reports, not sum.',
    );
  }
  if (!measure) return;

  const { answer, aggregations, countsPersons, currency } = measureRules[measure];
  if (aggregation && !aggregations.includes(aggregation)) {
    report(
      'aggregation',
      `A ${measure} is put together by ${aggregations.join(' or ')}, not ${aggregation}.`,
    );
  }
  for (const column of ['numerator_label', 'denominator_label'] as const) {
    if (answer === 'ratio' && cells[column] === null) {
      report(column, `A ${measure} needs a name for this part, so that people know what to count.`);
    }
    if (answer !== 'ratio' && cells[column]) {
      report(column, `Only a ${listMeasures(({ answer }) => answer === 'ratio')} has this label.`);
    }
  }
  if (answer === 'choice' && choices === null) report('choices', 'Name the list of answers to choose from.');
  if (answer !== 'choice' && choices)
    report('choices', 'Only an indicator with measure choice has a choice list.');
  if (isAnsweredInWords(measure) && dimensions && dimensions.length > 0) {
    report('dimensions', `A ${measure} cannot be split by dimensions.`);
  }
  if (cells.person_count && !countsPersons) {
    const counting = listMeasures((rules) => rules.countsPersons);
    report('person_count', `Only a ${counting} can count persons.`);
  }
  if (currency && cells.unit && cells.unit !== currency) {
    report('unit', `Amounts of money are in ${currency}.`);
  }
}

function checkReporters(cells: Partial<IndicatorRow>, known: KnownPlan, report: Report): void {
  const { reported_by: reportedBy, reporting_bodies: bodies, derivation, measure } = cells;
  const named = bodies?.filter((body) => body !== LEAD_BODIES);
  checkKnownCodes('body', named, known.bodies, (message) => report('reporting_bodies', message));
  if (bodies && named && bodies.length > 1 && named.length < bodies.length) {
    report('reporting_bodies', `Write either ${LEAD_BODIES} or a list of bodies, not both.`);
  }
  if (!reportedBy) return;

  const byBodies = reportedBy === 'bodies' || reportedBy === 'states_and_bodies';
  if (byBodies && bodies?.length === 0) {
    report('reporting_bodies', `Name the bodies that report, or write ${LEAD_BODIES}.`);
  }
  if (!byBodies && bodies && bodies.length > 0) {
    report('reporting_bodies', `With reported_by ${reportedBy}, no body reports.`);
  }
  if (reportedBy === 'register' && derivation === null) {
    report('derivation', 'Say how the figure is calculated from the register.');
  }
  if (reportedBy !== 'register' && derivation) {
    report('derivation', 'Only an indicator reported by the register is calculated.');
  }
  if (reportedBy === 'register' && measure && measure !== 'percentage') {
    report('measure', 'The register can only calculate a percentage.');
  }
  if (reportedBy === 'bodies' && cells.aggregation === 'count_of_states') {
    report('aggregation', 'Bodies report this indicator, so states cannot be counted.');
  }
}

function checkFigures(cells: Partial<IndicatorRow>, known: KnownPlan, report: Report): void {
  const { measure, baseline_year: baselineYear, baseline_value: baselineValue, targets = [] } = cells;
  if (baselineYear === null && typeof baselineValue === 'number') {
    report('baseline_year', 'A baseline value needs its year.');
  }
  if (typeof baselineYear === 'number' && baselineValue === null) {
    report('baseline_value', 'A baseline year needs its value.');
  }
  if (known.years && baselineYear && baselineYear > known.years.last) {
    report('baseline_year', `The baseline cannot be later than the plan, which ends in ${known.years.last}.`);
  }
  for (const { year } of targets) {
    if (known.years && (year < known.years.first || year > known.years.last)) {
      report(
        'targets',
        `${year} is outside the plan, which runs from ${known.years.first} to ${known.years.last}.`,
      );
    }
  }
  if (cells.direction === 'none' && targets.length > 0) {
    report('targets', 'An indicator without a direction cannot have targets.');
  }
  const figures = [
    ...(typeof baselineValue === 'number'
      ? [{ column: 'baseline_value' as const, value: baselineValue }]
      : []),
    ...targets.map(({ value }) => ({ column: 'targets' as const, value })),
  ];
  if (!measure) return;
  const { answer, limit, isWhole, columnName } = measureRules[measure];
  if (answer === 'text' && figures[0]) report(figures[0].column, 'A text has no figures.');
  for (const { column, value } of figures) {
    if (limit !== null && value > limit)
      report(column, `${value} is more than ${limit} ${columnName?.toLowerCase()}.`);
    if (isWhole && !Number.isInteger(value)) {
      report(column, `${value} is not a whole number.`);
    }
    if (answer === 'choice' && value > known.states.size) {
      report(column, `${value} is more than the ${known.states.size} member states.`);
    }
  }
}

function checkLens(cells: Partial<IndicatorRow>, known: KnownPlan, report: Report): void {
  const { lens, lens_slice: slice, funnel_position: position, funnel_label: label, dimensions } = cells;
  if (lens && !known.lenses.has(lens)) report('lens', describeUnknown('lens', lens, known.lenses));
  if (lens === null && slice) report('lens_slice', 'A slice needs a lens to be shown in.');
  if (lens === null && position)
    report('funnel_position', 'A place in a funnel needs a lens to be shown in.');
  if (position && label === null) report('funnel_label', 'A place in a funnel needs a short label.');
  if (position === null && label) report('funnel_position', 'A funnel label needs its place in the funnel.');
  if (!slice) return;
  if (!known.categories.has(`${slice.dimension}=${slice.category}`)) {
    report(
      'lens_slice',
      `There is no category ${shortenCell(slice.category)} in a dimension ${shortenCell(slice.dimension)}.`,
    );
  } else if (dimensions && !dimensions.includes(slice.dimension)) {
    report('lens_slice', `The indicator is not split by ${slice.dimension}, so it has no such slice.`);
  }
}

/** Checks that no two steps of a funnel have the same position. */
export function checkFunnels(
  indicators: readonly ReadRow<IndicatorRow>[],
  report: ReportProblem<'funnel_position'>,
): void {
  const firstRows = new Map<string, number>();
  for (const { row, cells } of indicators) {
    if (!cells.lens || !cells.funnel_position) continue;
    const place = `${cells.lens} ${cells.funnel_position}`;
    const first = firstRows.get(place);
    if (first === undefined) firstRows.set(place, row);
    else
      report(
        row,
        'funnel_position',
        `Row ${first} already has place ${cells.funnel_position} in this funnel.`,
      );
  }
}
