import { listTextChanges } from '#server/domain/submission/text-changes.calculations.ts';
import styles from './review.module.css';

const none = <span className={styles.muted}>no text</span>;

/** A piece of text as its reporter wrote it, line ends kept. */
export function TextValue({ text }: { text: string }) {
  return text === '' ? none : <div className={styles.text}>{text}</div>;
}

/**
 * The same with the words marked that are in only one of two versions: `old` marks what was taken out, `new` what
 * was put in. Marked by line and rule, and named for screen readers, so that colour carries nothing.
 */
export function TextVersion({ before, now, side }: { before: string; now: string; side: 'old' | 'new' }) {
  if ((side === 'old' ? before : now) === '') return none;
  return (
    <div className={styles.text}>
      {listTextChanges(before, now).map((stretch, index) => {
        if (stretch.kind === 'same') return side === 'old' ? stretch.before : stretch.text;
        if (stretch.kind === 'removed') {
          return side === 'old' ? (
            <del key={index} className={styles.removed}>
              {stretch.text}
            </del>
          ) : null;
        }
        return side === 'new' ? (
          <ins key={index} className={styles.added}>
            {stretch.text}
          </ins>
        ) : null;
      })}
    </div>
  );
}
