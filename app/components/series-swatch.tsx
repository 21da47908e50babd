import styles from './series-swatch.module.css';

export type Filling = 'full' | 'half' | 'empty';

/** A ring that is full, half full or empty: drawn, so that it looks alike in every font, in black and white, in print. */
export function SeriesSwatch({ filling }: { filling: Filling }) {
  return (
    <svg viewBox="0 0 14 14" className={styles.drawn} aria-hidden="true">
      <circle cx="7" cy="7" r="5.5" className={filling === 'full' ? styles.filled : styles.empty} />
      {filling === 'half' ? <path d="M7 1.5a5.5 5.5 0 0 0 0 11z" className={styles.filled} /> : null}
    </svg>
  );
}
