import { formatNumber, formatShare } from '#server/domain/language/number-format.ts';
import { NoNumber } from '#app/features/status/no-number.tsx';
import type { SnapshotCell } from '#server/domain/submission/snapshot-content.ts';
import { fromUnits, toUnits } from '#server/domain/value/decimal.calculations.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import styles from './review.module.css';

type Subject = Pick<IndicatorDefinition, 'measure' | 'unit' | 'choices'>;

/** One cell as it was reported: a number with its parts, an answer, or the mark that says why there is none. */
export function CellValue({
  cell,
  subject,
  against,
}: {
  cell: SnapshotCell | undefined;
  subject: Subject | null;
  /** The same cell in what stands beside it: the difference is said after the number. */
  against?: SnapshotCell | undefined;
}) {
  if (!cell) return <NoNumber state="not_yet_reported" withWord />;
  if (cell.state !== 'reported') return <NoNumber state={cell.state} withWord />;
  if (cell.choice !== undefined) {
    return <>{subject?.choices.find(({ code }) => code === cell.choice)?.label ?? cell.choice}</>;
  }
  if (cell.text !== undefined) return <span className={styles.text}>{cell.text}</span>;
  if (cell.numerator !== undefined && cell.denominator !== undefined) {
    const [part, whole] = [String(cell.numerator), String(cell.denominator)];
    const share = formatShare(part, whole);
    return (
      <>
        {formatNumber(part)} of {formatNumber(whole)}
        {share === null ? null : <span className={styles.muted}> ({share})</span>}
      </>
    );
  }
  const value = String(cell.value ?? '');
  const difference =
    value !== '' && against?.state === 'reported' && against.value !== undefined
      ? toUnits(value) - toUnits(String(against.value))
      : 0n;
  return (
    <>
      {subject?.measure === 'money' ? `${subject.unit}\u00a0` : ''}
      {formatNumber(value)}
      {difference === 0n ? null : (
        <span className={styles.muted}> ({formatNumber(fromUnits(difference), { signed: true })})</span>
      )}
    </>
  );
}
