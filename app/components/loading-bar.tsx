import { useNavigation } from 'react-router';
import styles from './loading-bar.module.css';

/**
 * A line at the top edge while the router fetches the next page or sends a form. It waits a moment
 * before it shows, so quick answers do not flash, and says "Loading" or "Sending" to screen readers.
 */
export function LoadingBar() {
  const { state } = useNavigation();
  return (
    <div className={styles.frame} data-busy={state !== 'idle' || undefined} data-print="hide">
      <div className={styles.bar} />
      <div role="status" aria-live="polite" className={styles.words}>
        {state === 'loading' ? 'Loading' : state === 'submitting' ? 'Sending' : ''}
      </div>
    </div>
  );
}
