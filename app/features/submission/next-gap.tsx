import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { ButtonLink } from '#app/components/button.tsx';
import styles from './next-gap.module.css';

/** The keys for "next gap": none that a browser, an input method or a screen reader has for itself. */
export const nextGapKeys = 'Alt+Shift+N';

/** Whether these are the keys. The place of the key counts: with Alt some keyboards make another letter of it. */
export const isNextGapKey = (
  event: Pick<KeyboardEvent, 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'code'>,
) => event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey && event.code === 'KeyN';

/** Leads to the next gap by the keys, from anywhere on the page; does nothing where there is none. */
export function useNextGapKeys(to: string | null): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (to === null) return;
    const go = (event: KeyboardEvent) => {
      if (!isNextGapKey(event)) return;
      event.preventDefault();
      void navigate(to);
    };
    document.addEventListener('keydown', go);
    return () => document.removeEventListener('keydown', go);
  }, [to, navigate]);
}

/** Keys are said once scripts run, since only then do they work. */
function useScripts(): boolean {
  const [runs, setRuns] = useState(false);
  useEffect(() => setRuns(true), []);
  return runs;
}

/** Makes the keys work on a page that has its own button, and says that they do. */
export function NextGapHint({ to, code }: { to: string; code: string }) {
  const runs = useScripts();
  useNextGapKeys(to);
  return runs ? (
    <span className={styles.hint}>
      {' '}
      · Next gap, {code}: <kbd className={styles.keys}>{nextGapKeys}</kbd>
    </span>
  ) : null;
}

/** The button to the next item on which something is expected. */
export function NextGapLink({ to, code }: { to: string; code: string }) {
  const runs = useScripts();
  useNextGapKeys(to);
  return (
    <span className={styles.next}>
      <ButtonLink to={to} aria-keyshortcuts={runs ? nextGapKeys : undefined}>
        Next gap: {code}
      </ButtonLink>
      {runs ? <kbd className={styles.keys}>{nextGapKeys}</kbd> : null}
    </span>
  );
}
