import styles from './evidence.module.css';
import type { Sending } from './use-sending.ts';

/** How far the files on their way have come, and which have arrived; said aloud. Refusals stand at the field. */
export function SendingState({ sending: { now, results } }: { sending: Sending }) {
  const added = results.filter(({ sent }) => sent.outcome === 'added');
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
        {added.length > 0 ? <p>Attached: {added.map(({ name }) => name).join(', ')}.</p> : null}
      </div>
    </>
  );
}
