import { type ReactNode, useId } from 'react';
import type { Things } from '#server/domain/language/nouns.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { formatCount } from '#server/domain/language/format-counts.ts';
import { SymbolPatterns, patternFill } from './figure-patterns.tsx';
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

const barHeight = 20;
const height = barHeight + 18;

/** "Prevention: 10 activities: 3 completed, 2 delayed." */
export function barSentence(row: BarRow, unit: Things): string {
  const total = row.segments.reduce((sum, segment) => sum + segment.value, 0);
  const name = row.labelText ?? (typeof row.label === 'string' ? row.label : '');
  const parts = row.segments
    .filter((segment) => segment.value > 0)
    .map((s) => `${formatNumber(s.value)} ${s.label.toLowerCase()}`);
  return `${name ? `${name}: ` : ''}${formatCount(total, unit)}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`;
}

export interface StackedBarProps {
  row: BarRow;
  /** What is counted, in the plural. */
  unit: Things;
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
      <SymbolPatterns prefix={prefix} marks={segments.map((segment) => segment.mark)} />
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
