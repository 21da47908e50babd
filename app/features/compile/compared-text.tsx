import { listTextChanges } from '#server/domain/submission/text-changes.calculations.ts';
import styles from './compile.module.css';

/** One of two texts, with the words marked that are in it alone: struck through where they went, underlined where they came. */
export function ComparedText({ before, now, side }: { before: string; now: string; side: 'old' | 'new' }) {
  if ((side === 'old' ? before : now) === '') return <p className={styles.muted}>Nothing is written.</p>;
  return (
    <div className={styles.compared}>
      {listTextChanges(before, now).map((stretch, at) => {
        if (stretch.kind === 'same') return side === 'old' ? stretch.before : stretch.text;
        if ((stretch.kind === 'removed') !== (side === 'old')) return null;
        return side === 'old' ? (
          <del key={at} className={styles.removed}>
            {stretch.text}
          </del>
        ) : (
          <ins key={at} className={styles.added}>
            {stretch.text}
          </ins>
        );
      })}
    </div>
  );
}
