import { getAnswerKind } from '../value/measures.ts';
import {
  equalityRule,
  formatEqualityParameters,
  groupEqualIndicators,
  listEqualities,
  type FigureSide,
} from './figure-equality.ts';
import type { KnownPlan, ReadRow, ReportProblem } from './plan-file-read.rules.ts';
import { type IndicatorRow, type PlanFileRule, ruleFileName } from './plan-file.schema.ts';
import { listStatedEqualities } from './stated-equality.rules.ts';

const ruleSheet = ruleFileName.replace('.csv', '');

/** The most characters of a sentence that are quoted. */
const quoted = 160;

/**
 * Reports each definition and counting rule that says that a figure is also asked in another indicator, while no
 * rule of the plan declares an equality between the two.
 */
export function checkStatedEqualities(
  rows: readonly ReadRow<IndicatorRow>[],
  rules: readonly PlanFileRule[],
  known: KnownPlan,
  report: ReportProblem<keyof IndicatorRow>,
): void {
  const indicators = new Map(rows.map(({ cells }) => [cells.code ?? '', cells]));
  indicators.delete('');
  const groups = groupEqualIndicators(listEqualities(rules));
  for (const { row, cells } of rows) {
    const { code } = cells;
    if (code === undefined) continue;
    for (const column of ['definition', 'counting_rule'] as const) {
      for (const { code: other, words } of listStatedEqualities(cells[column] ?? '', indicators.keys())) {
        const isDeclared = groups.some((group) => group.has(code) && group.has(other));
        if (other === code || isDeclared) continue;
        report(row, column, describeUndeclared(cells, indicators.get(other), words, known));
      }
    }
  }
}

/** Says which words were read and which row declares what they state. */
function describeUndeclared(
  own: Partial<IndicatorRow>,
  other: Partial<IndicatorRow> | undefined,
  words: string,
  known: KnownPlan,
): string {
  const left = guessSide(own);
  const line = /\b(?:line|row|category)\b/iu.test(words) ? findLine(other, words, known) : null;
  const right = { ...guessSide(other), ...line };
  const shown = [...words].length > quoted ? `${[...words].slice(0, quoted).join('')}…` : words;
  return [
    `“${shown}” says that ${left.indicator} and ${right.indicator} ask for the same figure, but no rule of the plan declares it.`,
    `Add a row to ${ruleSheet}: indicator ${left.indicator}, rule ${equalityRule}, severity warning, parameters ${formatEqualityParameters({ left, right })}.`,
    ...(line
      ? []
      : ['Where one line of a breakdown is meant, add other_cell=dimension=category, or cell= for its own.']),
    'If the two may differ, change this sentence.',
  ].join(' ');
}

/** The figure that is most often meant: the whole of a ratio, otherwise the total. */
function guessSide(cells: Partial<IndicatorRow> | undefined): FigureSide {
  const isRatio = cells?.measure !== undefined && getAnswerKind(cells.measure) === 'ratio';
  return {
    indicator: cells?.code ?? '',
    part: isRatio ? 'denominator' : 'value',
    dimension: null,
    category: null,
  };
}

/** The category whose code has the most words, all of them in the sentence: “forced labour line” of forced_labour. */
function findLine(
  cells: Partial<IndicatorRow> | undefined,
  words: string,
  { categories }: KnownPlan,
): Pick<FigureSide, 'dimension' | 'category'> | null {
  const text = words.toLowerCase();
  const found = [...categories]
    .map((key) => key.split('=') as [string, string])
    .filter(([dimension]) => cells?.dimensions?.includes(dimension))
    .map(([dimension, category]) => ({ dimension, category, parts: category.toLowerCase().split(/[_.-]/u) }))
    .filter(({ parts }) => parts.every((part) => text.includes(part)))
    .sort((a, b) => b.parts.length - a.parts.length);
  const [best] = found;
  return best ? { dimension: best.dimension, category: best.category } : null;
}
