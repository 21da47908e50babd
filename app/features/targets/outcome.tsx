import { FigureText } from '#app/features/figure/figure-text.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import type { ListedTarget } from '#app/contract.ts';
import type { TargetPace } from '#server/domain/finding/pace.rules.ts';
import styles from './target-marks.module.css';

type Props = Pick<ListedTarget, 'outcome' | 'doubt' | 'pace'> & { soFar?: ListedTarget['soFar'] };

/**
 * Whether a target was met: a square in its colour, the word, and why where it cannot be judged yet; until it is met or
 * missed also how far it is.
 */
export function Outcome({ outcome, doubt, soFar = null, pace }: Props) {
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
        {doubt ? (
          <>
            {': '}
            <FigureText>{doubt}</FigureText>
          </>
        ) : null}
        {pace ? <Pace {...pace} /> : null}
      </span>
    </span>
  );
}

/** "50% of the time, 40% of the target", with the reports in it where some are missing. */
export function Pace({ elapsed, reached, contributing, expected }: TargetPace) {
  const words = useWords('targets');
  return (
    <span className={styles.pace}>
      {words('pace', { elapsed: String(elapsed), reached: String(reached) })}
      {contributing === null || expected === null || contributing === expected
        ? null
        : ` (${words('paceReports', { contributing: String(contributing), expected: String(expected) })})`}
    </span>
  );
}
