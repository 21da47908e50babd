import type { ReactNode } from 'react';
import styles from './funnel-picture.module.css';

export interface FunnelStep {
  key: string;
  /** "Found". */
  label: string;
  /** What is counted, under the label. */
  what: ReactNode;
  /** How long the bar is; null where there is no number. */
  value: number | null;
  /** The number with its unit, or the mark and word that stand in its place. */
  figure: ReactNode;
  /** A second line at the number: the percentage that it is part of. */
  detail: ReactNode;
  coverage: string | null;
}

/**
 * Steps one under the other with bars on one scale from zero. All is said in words; the bars are a picture of
 * the numbers and a step without one has an empty outline.
 */
export function FunnelPicture({ steps }: { steps: readonly FunnelStep[] }) {
  const max = Math.max(1, ...steps.map(({ value }) => value ?? 0));
  return (
    <ol className={styles.steps}>
      {steps.map((step, index) => (
        <li key={step.key} className={styles.step}>
          <div className={styles.words}>
            <p className={styles.label}>
              <span className={styles.number}>{index + 1}</span> {step.label}
            </p>
            <p className={styles.what}>{step.what}</p>
          </div>
          <svg className={styles.bar} width="100%" height="28" aria-hidden="true" focusable="false">
            {step.value === null ? (
              <rect x="0.5" y="2.5" width="99.5%" height="23" className={styles.outline} />
            ) : (
              <rect
                x="0"
                y="2"
                width={`${Math.max((step.value / max) * 100, step.value > 0 ? 0.4 : 0).toFixed(2)}%`}
                height="24"
                className={styles.fill}
              />
            )}
            <line x1="0.5" x2="0.5" y1="0" y2="28" className={styles.base} />
          </svg>
          <div className={styles.figure}>
            <p className={styles.value}>{step.figure}</p>
            {step.detail ? <p className={styles.what}>{step.detail}</p> : null}
            {step.coverage ? <p className={styles.what}>{step.coverage}</p> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
