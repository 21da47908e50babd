import { checkCells } from '../value/indicator-value.rules.ts';
import { buildCellKey } from '../value/indicator-definition.ts';
import type { Change } from './compare-workbook.calculations.ts';
import { buildCellInput } from '../value/stored-figure.ts';
import { putCells } from './change-cells.calculations.ts';
import type { EntryRow } from './workbook-report.ts';

/**
 * Checks rules between the cells of one indicator: parts that add up to more than their total. If the
 * accepted changes would break one, none of the indicator's new figures can be accepted, and the field shows
 * the sentence.
 */
export function findCombinedProblems(rows: EntryRow[], changes: Change[]): Change[] {
  const [first] = rows;
  const moving = changes.filter(
    ({ kind, field }) => field === 'cell' && (kind === 'new' || kind === 'changed'),
  );
  if (first?.kind !== 'cell' || moving.length === 0) return changes;
  const { definition, answer } = first.indicator;
  const cells = putCells(rows, answer.cells, moving);
  const { problems } = checkCells(definition, cells.map(buildCellInput));
  const [problem] = problems;
  if (!problem) return changes;
  const index = Number(/^cells\.(\d+)/.exec(problem.path)?.[1] ?? -1);
  const at = cells[index];
  const key = at ? `${first.item}/${buildCellKey(at.dimension, at.category)}/cell` : moving[0]?.key;
  // The part that the rule names may be stored already: then the sentence is shown at the first changed one.
  const place = moving.some((change) => change.key === key) ? key : moving[0]?.key;
  const others = moving.find((change) => change.key === place);
  return changes.map((change) => {
    if (!moving.includes(change)) return change;
    const sentence =
      change.key === place
        ? problem.message
        : `${problem.message} See ${others?.cell ?? 'the other cells'}: the figures of one indicator are taken together.`;
    return { ...change, kind: 'rejected', sentence };
  });
}
