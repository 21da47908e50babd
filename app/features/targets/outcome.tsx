import { useWords } from '#app/features/language/use-words.ts';
import type { ListedTarget } from '#app/contract.ts';
import styles from './target-marks.module.css';

/** Whether a target was met: a square in its colour, the word, and why where it cannot be judged yet. */
export function Outcome({ outcome, doubt, soFar }: Pick<ListedTarget, 'outcome' | 'doubt' | 'soFar'>) {
  const words = useWords('targets');
  const shown = {
    met: { square: styles.met, word: words('outcomeMet') },
    missed: { square: styles.missed, word: words('outcomeMissed') },
    reached: { square: styles.reached, word: words('outcomeReached') },
    short: { square: styles.short, word: words('outcomeShort') },
    cannot_be_said: { square: styles.unsaid, word: words('outcomeUnsaid') },
    not_due: { square: styles.notDue, word: words('outcomeNotDue') },
  }[soFar ?? outcome];
  return (
    <span className={styles.outcome}>
      <span className={`${shown.square} ${styles.small}`} aria-hidden="true" />
      <span>
        {shown.word}
        {doubt ? <span lang="en">: {doubt}</span> : null}
      </span>
    </span>
  );
}
