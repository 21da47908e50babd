import {
  getAnswerKind,
  measureRules,
  type Measure,
  type FigureField,
  listFigureFields,
} from '#server/domain/value/measures.ts';
import { calculateRatio, serialiseDecimal, parseDecimal } from '#server/domain/value/decimal.calculations.ts';
import { calculateBreakdownSums } from '#server/domain/value/indicator-value.rules.ts';
import type { DimensionDefinition, IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import {
  type CellDraft,
  getCell,
  hasAnswer,
  type IndicatorDraft,
  listCellPlaces,
} from './indicator-draft.ts';
import { classNames } from '#app/components/class-names.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import styles from './indicator-table.module.css';
import { nameFigure } from './item-words.ts';
import { readFigure } from './read-figure.ts';

/** The ratio of a cell as its two numbers stand ("66.7" per cent); null while they do not make one. */
export function calculateDraftPercentage(
  { numerator, denominator }: CellDraft,
  measure: Measure = 'percentage',
): string | null {
  const [part, whole] = [readFigure(numerator), readFigure(denominator)];
  if (part === null || whole === null) return null;
  return calculateRatio(parseDecimal(part), parseDecimal(whole), measureRules[measure].factor);
}

/** How the parts of a breakdown stand to the total. */
type DraftDifference = { kind: 'equal' } | { kind: 'less' | 'more'; by: string } | null;

export type DraftSum = {
  dimension: DimensionDefinition;
  /** By figure ("value", or "numerator" and "denominator"): what the parts add up to, null without any. */
  sums: Partial<Record<FigureField, string | null>>;
  differences: Partial<Record<FigureField, DraftDifference>>;
  reported: number;
  of: number;
};

/** What the parts of each breakdown add up to, from what stands in the fields now. */
export function calculateDraftSums(definition: IndicatorDefinition, draft: IndicatorDraft): DraftSum[] {
  const fields = listFigureFields(definition.measure);
  if (fields.length === 0) return [];
  const cells = listCellPlaces(definition).map(({ key, dimension }) => {
    const cell = getCell(draft, key);
    const counts = cell.state === 'reported' || (cell.state === '' && hasAnswer(cell));
    const read = (field: FigureField) => (counts ? readFigure(cell[field]) : null);
    const figures = { value: read('value'), numerator: read('numerator'), denominator: read('denominator') };
    const complete = fields.every((field) => figures[field] !== null);
    return { dimension, state: complete ? ('reported' as const) : ('not_available' as const), ...figures };
  });
  const total = cells[0];
  return calculateBreakdownSums(definition, cells).map((sum) => ({
    dimension: sum.dimension,
    sums: Object.fromEntries(fields.map((field) => [field, sum[field]])),
    differences: Object.fromEntries(
      fields.map((field) => [
        field,
        compare(sum[field], total?.state === 'reported' ? (total[field] ?? null) : null),
      ]),
    ),
    reported: sum.reported,
    of: sum.of,
  }));
}

function compare(sum: string | null, total: string | null): DraftDifference {
  if (sum === null || total === null) return null;
  const difference = parseDecimal(total) - parseDecimal(sum);
  if (difference === 0n) return { kind: 'equal' };
  return difference > 0n
    ? { kind: 'less', by: serialiseDecimal(difference) }
    : { kind: 'more', by: serialiseDecimal(-difference) };
}

/** Cells whose percentage has one of its two numbers: somebody is in the middle of typing. */
export function listHalfTyped(definition: IndicatorDefinition, draft: IndicatorDraft): string[] {
  if (getAnswerKind(definition.measure) !== 'ratio') return [];
  return listCellPlaces(definition).flatMap(({ key }) => {
    const { numerator, denominator } = getCell(draft, key);
    return (numerator.trim() === '') !== (denominator.trim() === '') ? [key] : [];
  });
}

interface SumRowProps {
  sum: DraftSum | undefined;
  fields: readonly FigureField[];
  definition: IndicatorDefinition;
  columns: number;
}

/** What the parts of a breakdown add up to, and how that stands to the total. */
export function SumRow({ sum, fields, definition, columns }: SumRowProps) {
  if (!sum) return null;
  const hasPercentage = getAnswerKind(definition.measure) === 'ratio';
  const rest = columns - 1 - fields.length - (hasPercentage ? 1 : 0);
  return (
    <tr role="row" className={styles.sum}>
      <th scope="row" role="rowheader" className={styles.name}>
        Sum of the parts
      </th>
      {fields.map((field) => (
        <td key={field} role="cell" className={styles.figure}>
          <span className={styles.label} aria-hidden="true">
            {nameFigure(definition, field)}
          </span>
          {sum.sums[field] ? formatNumber(sum.sums[field]) : '–'}
        </td>
      ))}
      {hasPercentage ? <td role="cell" className={styles.filler} /> : null}
      <td role="cell" colSpan={rest} className={styles.difference}>
        <Difference sum={sum} fields={fields} definition={definition} />
      </td>
    </tr>
  );
}

function Difference({ sum, fields, definition }: Omit<SumRowProps, 'sum' | 'columns'> & { sum: DraftSum }) {
  if (sum.reported === 0) return <>No parts yet</>;
  const words = fields.flatMap((field) => {
    const difference = sum.differences[field];
    if (!difference) return [];
    const of = fields.length > 1 ? `${nameFigure(definition, field)}: ` : '';
    return [{ field, text: of + formatDifference(difference), isMore: difference.kind === 'more' }];
  });
  if (words.length === 0) return <>The total has no figure yet</>;
  return (
    <>
      {words.map(({ field, text, isMore }) => (
        <span key={field} className={classNames(styles.differenceLine, isMore && styles.more)}>
          {text}
        </span>
      ))}
    </>
  );
}

/** How the sum of the parts stands to the total, in words. */
export function formatDifference(difference: NonNullable<DraftDifference>): string {
  if (difference.kind === 'equal') return 'equal to the total';
  const by = formatNumber(difference.by);
  return difference.kind === 'less' ? `${by} less than the total` : `${by} more than the total`;
}
