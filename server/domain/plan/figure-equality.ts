import type { FigureName, RuleSetting } from '../validation/checked-report.ts';
import { othersRules, pairParameters } from '../validation/indicator.rules.ts';
import { buildSettings } from '../validation/rule.ts';
import { buildCellKey } from '../value/indicator-definition.ts';

/** One figure that a reporter gives. `dimension` and `category` are both null for the total. */
export type FigureSide = {
  /** The indicator's code. */
  indicator: string;
  part: FigureName;
  dimension: string | null;
  category: string | null;
};

/** Two figures that count the same, by the plan's own rules. */
export type FigureEquality = { left: FigureSide; right: FigureSide };

/** The validation rule that declares an equality. */
export const equalityRule = 'unequal_to_other' satisfies keyof typeof othersRules;

/**
 * Lists the equalities that a plan declares by its validation rules, in their order. `left` belongs to the
 * indicator of the rule. Ignores rules that are off, rules without an indicator, parameters that do not fit,
 * a figure held against itself, and an equality that is declared a second time, from either side.
 */
export function listEqualities(rules: readonly RuleSetting[]): FigureEquality[] {
  const find = buildSettings(rules);
  const found = new Map<string, FigureEquality>();
  for (const { indicator, rule } of rules) {
    if (rule !== equalityRule || indicator === null) continue;
    const { severity, parameters } = find(equalityRule, othersRules[equalityRule], indicator);
    const pair = pairParameters.safeParse(parameters);
    if (severity === 'off' || !pair.success) continue;
    const { cell, figure, other, other_cell: otherCell, other_figure: otherFigure } = pair.data;
    const left = buildSide(indicator, figure, cell);
    const right = buildSide(other || indicator, otherFigure, otherCell);
    if (!left || !right || buildSideKey(left) === buildSideKey(right)) continue;
    const key = buildEqualityKey({ left, right });
    if (!found.has(key)) found.set(key, { left, right });
  }
  return [...found.values()];
}

/**
 * Groups the figures of equalities: each group holds all figures that are equal, directly or by way of others.
 */
export function groupEqualFigures(equalities: readonly FigureEquality[]): FigureSide[][] {
  const groups = new Map<string, FigureSide[]>();
  for (const sides of equalities) {
    const [left, right] = [sides.left, sides.right].map((side) => groups.get(buildSideKey(side)) ?? [side]);
    if (!left || !right || left === right) continue;
    const group = [...left, ...right];
    for (const side of group) groups.set(buildSideKey(side), group);
  }
  return [...new Set(groups.values())];
}

/** Groups the codes of indicators that ask for the same figure, directly or by way of others. */
export const groupEqualIndicators = (equalities: readonly FigureEquality[]): Set<string>[] =>
  groupEqualFigures(equalities).map((sides) => new Set(sides.map(({ indicator }) => indicator)));

/** Lists the codes of the other indicators that ask for a figure of an indicator; none for most. */
export function listEqualIndicators(equalities: readonly FigureEquality[], code: string): string[] {
  const groups = groupEqualIndicators(equalities).filter((group) => group.has(code));
  return [...new Set(groups.flatMap((group) => [...group]))].filter((other) => other !== code).sort();
}

/** Returns a key of a figure: "I-B3/value/sex=female". */
export const buildSideKey = ({ indicator, part, dimension, category }: FigureSide): string =>
  `${indicator}/${part}/${buildCellKey(dimension, category)}`;

/** Returns a key of an equality that is the same whichever figure is on the left. */
export const buildEqualityKey = ({ left, right }: FigureEquality): string =>
  [buildSideKey(left), buildSideKey(right)].sort().join(' = ');

/** Builds a side from a cell's key, "total" or "sex=female"; null if the key is malformed. */
function buildSide(indicator: string, part: FigureName, cell: string): FigureSide | null {
  if (cell === 'total') return { indicator, part, dimension: null, category: null };
  const [dimension, category, ...rest] = cell.split('=');
  return dimension && category && rest.length === 0 ? { indicator, part, dimension, category } : null;
}

/** Formats an equality as the parameters of the rule that declares it: "figure=denominator; other=I-B3". */
export function formatEqualityParameters({ left, right }: FigureEquality): string {
  const cell = ({ dimension, category }: FigureSide) => buildCellKey(dimension, category);
  const parameters: [string, string, string][] = [
    ['cell', cell(left), 'total'],
    ['figure', left.part, 'value'],
    ['other', right.indicator, left.indicator],
    ['other_cell', cell(right), 'total'],
    ['other_figure', right.part, 'value'],
  ];
  return parameters
    .filter(([, value, usual]) => value !== usual)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}

/** The cells of the row of validation rules that declares an equality, in the order of the columns. */
export type EqualityRow = [indicator: string, rule: string, severity: string, parameters: string];

/**
 * Finds the row to add to a plan's rules. An indicator has one row at most for each rule, so the row stands at the
 * indicator on the right where the one on the left has such a row already; null where both have. A row that is
 * off is to be replaced.
 */
export function findEqualityRow(
  { left, right }: FigureEquality,
  rules: readonly RuleSetting[],
): EqualityRow | null {
  const taken = new Set(
    rules
      .filter(({ rule, severity }) => rule === equalityRule && severity !== 'off')
      .map(({ indicator }) => indicator),
  );
  const free = [
    { left, right },
    { left: right, right: left },
  ].find(({ left: { indicator } }) => !taken.has(indicator));
  return free ? [free.left.indicator, equalityRule, 'warning', formatEqualityParameters(free)] : null;
}
