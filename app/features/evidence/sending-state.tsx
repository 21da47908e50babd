import styles from './evidence.module.css';
import type { Sending } from './use-sending.ts';

/** How far the files on their way have come, and what became of each. Said aloud when one has arrived. */
export function SendingState({ sending: { now, results } }: { sending: Sending }) {
  const share = now ? Math.round(now.share * 100) : 0;
  return (
    <>
      {now ? (
        <div className={styles.progress}>
          <label htmlFor="sending">
            {now.share < 1 ? 'Sending' : 'Checking'} {now.name}
            {now.of > 1 ? `, ${now.index + 1} of ${now.of}` : ''}
          </label>
          <progress id="sending" max={100} value={share}>
            {share} %
          </progress>
        </div>
      ) : null}
      <div role="status">
        {results.length > 0 ? (
          <ul className={styles.results}>
            {results.map(({ name, sent }, index) => (
              // Two files may have one name; results are only ever added.
              <li key={index}>
                {name}: {sent.outcome === 'added' ? 'attached.' : sent.sentence}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </>
  );
}
