import { classNames } from '#app/components/class-names.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import type { FigureField } from './indicator-draft.ts';
import type { DraftDifference, DraftSum } from './indicator-sums.ts';
import styles from './indicator-table.module.css';
import { nameFigure } from './item-words.ts';

interface SumRowProps {
  sum: DraftSum | undefined;
  fields: readonly FigureField[];
  definition: IndicatorDefinition;
  columns: number;
}

/** What the parts of a breakdown add up to, and how that stands to the total. */
export function SumRow({ sum, fields, definition, columns }: SumRowProps) {
  if (!sum) return null;
  const hasPercentage = definition.measure === 'percentage';
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
