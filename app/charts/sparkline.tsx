import { layOutSparkline, type SparklineFrame } from '#server/domain/figure/draw/sparkline-layout.ts';
import styles from './sparkline.module.css';

export interface SparklineProps {
  /** Oldest first; null where there is no number. */
  values: readonly (number | null)[];
  /** What is seen, in words. */
  label: string;
  /** The highest value of a scale shared with others; the line's own without it. */
  max?: number | undefined;
  /** `word` stands in a table, `panel` in a set of small pictures. */
  size?: 'word' | 'panel' | undefined;
}

const frames: Record<'word' | 'panel', SparklineFrame> = {
  word: { width: 92, height: 26, padding: 4 },
  panel: { width: 200, height: 72, padding: 6 },
};

/** The course of a figure as a small line with its base at zero; what is missing leaves a gap and a tick on the base. */
export function Sparkline({ values, label, max, size = 'word' }: SparklineProps) {
  const frame = frames[size];
  const { runs, gaps, base, last } = layOutSparkline(values, frame, max);
  return (
    <svg
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      className={size === 'word' ? styles.word : styles.panel}
      role="img"
      aria-label={label}
      focusable="false"
    >
      <line x1="0" x2={frame.width} y1={base + 0.5} y2={base + 0.5} className={styles.base} />
      {gaps.map(({ index, x }) => (
        <line key={index} x1={x} x2={x} y1={base - 4} y2={base + 4} className={styles.gap} />
      ))}
      {runs.map((run) =>
        run.length > 1 ? (
          <polyline
            key={run[0]?.index}
            points={run.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
            className={styles.line}
          />
        ) : null,
      )}
      {runs
        .flat()
        .map((point) =>
          size === 'panel' ||
          point.index === last?.index ||
          runs.some((run) => run.length === 1 && run[0] === point) ? (
            <circle
              key={point.index}
              cx={point.x.toFixed(1)}
              cy={point.y.toFixed(1)}
              r={point.index === last?.index ? 3 : 2}
              className={styles.point}
            />
          ) : null,
        )}
    </svg>
  );
}
