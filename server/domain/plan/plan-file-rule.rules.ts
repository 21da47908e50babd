import { listFigureFields } from '../value/measures.ts';
import { parseParameters } from '../validation/parameter-text.rules.ts';
import { findSettableRule, rulesOf, settableRules } from '../validation/rule-registry.ts';
import { shortenCell } from './plan-file-cells.schema.ts';
import { describeUnknown, type KnownPlan, type ReadRow, type ReportProblem } from './plan-file-read.rules.ts';
import type { IndicatorRow, PlanFileRule, RuleRow } from './plan-file.schema.ts';

type Report = (column: keyof RuleRow, message: string) => void;
type Indicators = ReadonlyMap<string, Partial<IndicatorRow>>;

/** Checks the rules of a plan against its indicators, and returns them with typed parameters. */
export function checkRules(
  rows: readonly ReadRow<RuleRow>[],
  indicatorRows: readonly ReadRow<IndicatorRow>[],
  known: KnownPlan,
  reportAt: ReportProblem<keyof RuleRow>,
): PlanFileRule[] {
  const indicators: Indicators = new Map(
    indicatorRows.flatMap(({ cells }) => (cells.code === undefined ? [] : [[cells.code, cells]])),
  );
  const firstRows = new Map<string, number>();
  return rows.flatMap(({ row, cells }): PlanFileRule[] => {
    const report: Report = (column, message) => reportAt(row, column, message);
    const { indicator = null, rule: name, severity, parameters: given = {} } = cells;
    if (indicator !== null && !indicators.has(indicator)) {
      report('indicator', describeUnknown('indicator', indicator, indicators.keys()));
    }
    if (!name) return [];
    const key = `${indicator ?? ''}/${name}`;
    const first = firstRows.get(key);
    if (first === undefined) firstRows.set(key, row);
    else report('rule', `Row ${first} already sets ${name} for ${indicator ?? 'all'}.`);
    const rule = findSettableRule(name);
    if (!rule) {
      report('rule', describeRule(name));
      return [];
    }
    if (rule.about === 'activity' && indicator !== null) {
      report('indicator', `${name} is about activities. Leave this cell empty.`);
    }
    const read = parseParameters(name, rule, given);
    for (const problem of read.problems) report('parameters', problem);
    checkReferences({ indicator, given }, indicators, known, (message) => report('parameters', message));
    return severity ? [{ indicator, rule: name, severity, parameters: read.parameters }] : [];
  });
}

function describeRule(name: string): string {
  if (rulesOf.activity.has(name) || rulesOf.indicator.has(name)) {
    return `${name} is part of how reports work and cannot be set.`;
  }
  return `There is no rule ${shortenCell(name)}. The rules are: ${settableRules.join(', ')}.`;
}

/** Checks what parameters refer to: another indicator, a cell and its figure, breakdowns. */
function checkReferences(
  { indicator, given }: { indicator: string | null; given: Readonly<Record<string, string>> },
  indicators: Indicators,
  known: KnownPlan,
  report: (message: string) => void,
): void {
  const own = indicator === null ? undefined : indicators.get(indicator);
  const otherCode = given['other'];
  if (otherCode !== undefined && otherCode !== '' && !indicators.has(otherCode)) {
    report(describeUnknown('indicator', otherCode, indicators.keys()));
  }
  if (otherCode !== undefined && indicator === null) {
    report('Name the indicator whose figure is held against the other.');
  }
  const other = otherCode ? indicators.get(otherCode) : own;
  checkCell(own, given['cell'], known, report);
  checkCell(other, given['other_cell'], known, report);
  checkFigure(own, given['figure'], report);
  checkFigure(other, given['other_figure'], report);
  for (const name of ['dimensions', 'except']) {
    for (const code of (given[name] ?? '').split('|').map((item) => item.trim())) {
      if (code === '') continue;
      if (!known.dimensions.has(code)) report(describeUnknown('dimension', code, known.dimensions));
      else if (own?.dimensions && !own.dimensions.includes(code)) {
        report(`${indicator} is not split by ${code}.`);
      }
    }
  }
}

function checkCell(
  indicator: Partial<IndicatorRow> | undefined,
  cell: string | undefined,
  known: KnownPlan,
  report: (message: string) => void,
): void {
  if (cell === undefined || cell === 'total') return;
  const [dimension = ''] = cell.split('=');
  if (!known.categories.has(cell)) {
    report(`${shortenCell(cell)} is not a cell. Write total, or dimension=category.`);
  } else if (indicator?.dimensions && !indicator.dimensions.includes(dimension)) {
    report(`${indicator.code} is not split by ${dimension}.`);
  }
}

function checkFigure(
  indicator: Partial<IndicatorRow> | undefined,
  figure: string | undefined,
  report: (message: string) => void,
): void {
  if (figure === undefined || !indicator?.measure) return;
  if (!listFigureFields(indicator.measure).some((field) => field === figure)) {
    report(`${indicator.code} is a ${indicator.measure} and has no ${figure}.`);
  }
}
