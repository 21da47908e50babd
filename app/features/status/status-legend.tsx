import { type NoNumberState, noNumberShape, noNumberStates } from '#server/domain/figure/mark-shapes.ts';
import { noNumberWords } from './no-number.tsx';
import styles from './status-mark.module.css';
import { MarkSvg, StatusMark, StatusWord } from './status-mark.tsx';

/** A status as the plan's data gives it. */
export interface LegendStatus {
  mark: string;
  label: string;
  meaning?: string | undefined;
}

export interface LegendProps {
  /** Statuses to explain, in their order. */
  statuses?: readonly LegendStatus[] | undefined;
  /** States without a number to explain: `all`, or those that occur. */
  noNumbers?: 'all' | readonly NoNumberState[] | undefined;
  /** One under the other, each with what it means; otherwise words only, in a line. */
  detailed?: boolean | undefined;
}

/** Explains the marks that stand in a table or chart. */
export function Legend({ statuses = [], noNumbers = [], detailed }: LegendProps) {
  const states = noNumbers === 'all' ? noNumberStates : noNumbers;
  if (!detailed) {
    return (
      <div className={styles.legend}>
        <ul className={styles.legendList} aria-label="Marks">
          {statuses.map((status) => (
            <li key={`${status.mark}:${status.label}`}>
              <StatusWord mark={status.mark}>{status.label}</StatusWord>
            </li>
          ))}
          {states.map((state) => (
            <li key={state} className={styles.word}>
              <MarkSvg shape={noNumberShape(state)} />
              <span>{noNumberWords[state].word}</span>
            </li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <div className={styles.legend}>
      <ul className={styles.legendDetail} aria-label="Marks">
        {statuses.map((status) => (
          <li key={`${status.mark}:${status.label}`} className={styles.word}>
            <StatusMark mark={status.mark} />
            <span>
              <span className={styles.legendTitle}>{status.label}</span>
              {status.meaning ? <span className={styles.meaning}>: {status.meaning}</span> : null}
            </span>
          </li>
        ))}
        {states.map((state) => (
          <li key={state} className={styles.word}>
            <MarkSvg shape={noNumberShape(state)} />
            <span>
              <span className={styles.legendTitle}>{noNumberWords[state].word}</span>
              <span className={styles.meaning}>: {noNumberWords[state].meaning}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
