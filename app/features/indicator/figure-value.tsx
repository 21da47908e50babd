import { NoNumber } from '#app/features/status/no-number.tsx';
import type { RoundFigure } from '#server/trpc/routers/dashboard-figures.router.ts';
import { type FigureSubject, formatAmount, formatFigure } from '#server/domain/finding/figure-words.ts';
import styles from './indicator.module.css';

export interface FigureValueProps {
  subject: FigureSubject;
  /** Nothing: the publication holds no such figure. */
  figure: RoundFigure | undefined;
  /** Writes the unit after the number; without it only what a column headed by the unit needs. */
  withUnit?: boolean | undefined;
  /** Writes the parts of a percentage under it. */
  withParts?: boolean | undefined;
  /** Writes the word beside the mark where there is no number. */
  withWord?: boolean | undefined;
}

/** One public figure in a cell or a line: the number, zero included, or the mark that says why there is none. */
export function FigureValue({ subject, figure, withUnit, withParts, withWord }: FigureValueProps) {
  if (!figure) return null;
  if (figure.state !== 'reported') return <NoNumber state={figure.state} withWord={withWord} />;
  if (figure.choice !== null) return <>{formatFigure(subject, figure)}</>;
  const hasParts = withParts && figure.numerator !== null && figure.denominator !== null;
  const number =
    figure.value === null ? (
      <span className={styles.parts}>no percentage</span>
    ) : (
      <data value={figure.value}>
        {withUnit ? formatFigure(subject, figure) : formatAmount(subject, figure.value)}
      </data>
    );
  if (!hasParts) return number;
  return (
    <>
      {number}
      <span className={styles.parts}>
        {' '}
        {formatAmount({ measure: 'count', unit: '' }, figure.numerator ?? '')} of{' '}
        {formatAmount({ measure: 'count', unit: '' }, figure.denominator ?? '')}
      </span>
    </>
  );
}
