import { type ReactNode, useId } from 'react';
import { MarkPatterns, patternFill } from './figure-patterns.tsx';
import styles from './figure-stacked-bar.module.css';

export interface BarSegment {
  key: string;
  /** The status word, in lower case where it stands in a sentence: "completed". */
  label: string;
  value: number;
  mark: string;
}

export interface BarRow {
  key: string;
  label: ReactNode;
  /** The label as text, for the spoken equivalent, when `label` is not a text itself. */
  labelText?: string | undefined;
  segments: readonly BarSegment[];
}

type Unit = string | readonly [one: string, many: string];

export interface StackedBarsProps {
  rows: readonly BarRow[];
  /** `count` (default): one scale for all rows. `share`: every row fills the width. */
  scale?: 'count' | 'share' | undefined;
  /** What is counted, for one and for many: `['activity', 'activities']`; a text serves both. */
  unit: Unit;
  legend?: boolean | undefined;
}

const barHeight = 20;
const height = barHeight + 18;

/** "Prevention: 10 activities: 3 completed, 2 delayed." */
export function barSentence(row: BarRow, unit: Unit): string {
  const total = row.segments.reduce((sum, segment) => sum + segment.value, 0);
  const counted = typeof unit === 'string' ? unit : unit[total === 1 ? 0 : 1];
  const name = row.labelText ?? (typeof row.label === 'string' ? row.label : '');
  const parts = row.segments
    .filter((segment) => segment.value > 0)
    .map((s) => `${s.value} ${s.label.toLowerCase()}`);
  return `${name ? `${name}: ` : ''}${total} ${counted}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`;
}

export interface StackedBarProps {
  row: BarRow;
  unit: Unit;
  /** Value at the full width of the bar; the row's own total without it. */
  max?: number | undefined;
}

/** One bar of fillings with its numbers beneath. Pure SVG with widths in per cent: no scripts, any width. */
export function StackedBar({ row, unit, max }: StackedBarProps) {
  const prefix = useId();
  const segments = row.segments.filter((segment) => segment.value > 0);
  const total = segments.reduce((sum, segment) => sum + segment.value, 0);
  const full = Math.max(max ?? total, 1);
  const placed = segments.map((segment, index) => {
    const before = segments.slice(0, index).reduce((sum, { value }) => sum + value, 0);
    return { ...segment, start: (before / full) * 100, width: (segment.value / full) * 100 };
  });
  const percent = (share: number) => `${share.toFixed(3)}%`;
  return (
    <svg className={styles.bar} width="100%" height={height} role="img" aria-label={barSentence(row, unit)}>
      <MarkPatterns prefix={prefix} marks={segments.map((segment) => segment.mark)} />
      {placed.map((segment) => (
        <g key={segment.key}>
          <title>{`${segment.value} ${segment.label.toLowerCase()}`}</title>
          <rect
            x={percent(segment.start)}
            y="0.5"
            width={percent(segment.width)}
            height={barHeight - 1}
            fill={patternFill(prefix, segment.mark)}
            className={styles.segment}
          />
          <text x={percent(segment.start + segment.width / 2)} y={height - 3} className={styles.number}>
            {segment.value}
          </text>
        </g>
      ))}
      {total === 0 ? (
        <line x1="0" x2="100%" y1={barHeight / 2} y2={barHeight / 2} className={styles.none} />
      ) : null}
    </svg>
  );
}

/** Rows of bars with names at the left, and a legend of the fillings that occur. */
export function StackedBars({ rows, scale = 'count', unit, legend = true }: StackedBarsProps) {
  const prefix = useId();
  const totals = rows.map((row) => row.segments.reduce((sum, segment) => sum + segment.value, 0));
  const max = scale === 'count' ? Math.max(1, ...totals) : undefined;
  const kinds = new Map<string, BarSegment>();
  for (const row of rows) {
    for (const segment of row.segments)
      if (segment.value > 0 && !kinds.has(segment.key)) kinds.set(segment.key, segment);
  }
  // The order of the legend is that of the segments, not of their first appearance.
  const order = rows.flatMap((row) => row.segments.map((segment) => segment.key));
  const shown = [...new Set(order)].flatMap((key) => kinds.get(key) ?? []);
  return (
    <div className={styles.bars}>
      {legend ? (
        <ul className={styles.legend} aria-label="Fillings">
          {shown.map((segment) => (
            <li key={segment.key}>
              <svg className={styles.swatch} width="24" height="14" aria-hidden="true">
                <MarkPatterns prefix={`${prefix}-${segment.key}`} marks={[segment.mark]} />
                <rect
                  x="0.5"
                  y="0.5"
                  width="23"
                  height="13"
                  fill={patternFill(`${prefix}-${segment.key}`, segment.mark)}
                  className={styles.segment}
                />
              </svg>
              {segment.label}
            </li>
          ))}
        </ul>
      ) : null}
      <ul className={styles.rows}>
        {rows.map((row) => (
          <li key={row.key} className={styles.row}>
            <div className={styles.label}>{row.label}</div>
            <StackedBar row={row} unit={unit} max={max} />
          </li>
        ))}
      </ul>
    </div>
  );
}
