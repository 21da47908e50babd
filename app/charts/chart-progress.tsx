import { useId, useState } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Rectangle,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from 'recharts';
import { MarkPatterns, patternFill } from './figure-patterns.tsx';
import { buildProgressSeries, type ProgressRound, type ProgressStatus } from './progress-series.ts';
import styles from './chart-progress.module.css';

const tick = { fill: 'var(--ink-muted)', fontSize: 13 };

/**
 * Activities by status, a bar a round, with its numbers at the pointer or by arrow keys; a status can be left out by
 * the legend. Drawn in the browser only: the picture and the table hold the same.
 */
export default function ChartProgress({
  rounds,
  statuses,
}: {
  rounds: readonly ProgressRound[];
  statuses: readonly ProgressStatus[];
}) {
  const prefix = useId().replaceAll(':', '');
  const [left, setLeft] = useState<readonly string[]>([]);
  const { series, points } = buildProgressSeries(rounds, statuses);
  const shown = series.filter(({ key }) => !left.includes(key));
  const toggle = (key: string) =>
    setLeft(left.includes(key) ? left.filter((each) => each !== key) : [...left, key]);
  return (
    <>
      <fieldset className={styles.legend}>
        <legend className={styles.legendTitle}>Statuses shown</legend>
        {series.map(({ key, label, mark }) => (
          <label key={key} className={styles.choice}>
            <input type="checkbox" checked={!left.includes(key)} onChange={() => toggle(key)} />
            <svg width="24" height="14" aria-hidden="true">
              <MarkPatterns prefix={`${prefix}l${key}`} marks={[mark]} />
              <rect
                x="0.5"
                y="0.5"
                width="23"
                height="13"
                fill={patternFill(`${prefix}l${key}`, mark)}
                stroke="var(--ink)"
              />
            </svg>
            {label}
          </label>
        ))}
      </fieldset>
      <ResponsiveContainer width="100%" height={300}>
        <BarChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
          <MarkPatterns prefix={prefix} marks={series.map(({ mark }) => mark)} />
          <CartesianGrid vertical={false} stroke="var(--rule)" />
          <XAxis dataKey="round" tick={tick} tickLine={false} stroke="var(--rule-control)" />
          <YAxis width={36} allowDecimals={false} tick={tick} tickLine={false} stroke="var(--rule-control)" />
          <Tooltip
            cursor={{ fill: 'var(--paper-inset)' }}
            isAnimationActive={false}
            content={(props) => <RoundTooltip {...props} />}
          />
          {shown.map(({ key, label, mark }) => (
            <Bar
              key={key}
              dataKey={key}
              name={label}
              stackId="status"
              isAnimationActive={false}
              maxBarSize={72}
              shape={(box: object) => (
                <Rectangle {...box} fill={patternFill(prefix, mark)} stroke="var(--ink)" />
              )}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </>
  );
}

/** The numbers of the round under the pointer, in the order of the stack from the top. */
function RoundTooltip({ active, payload }: TooltipContentProps) {
  const point = payload?.[0]?.payload as { title?: string } | undefined;
  if (!active || !point) return null;
  return (
    <div className={styles.tooltip}>
      <p className={styles.tooltipTitle}>{point.title}</p>
      <ul className={styles.tooltipList}>
        {payload.toReversed().map((item) => (
          <li key={String(item.dataKey)}>
            <span>{item.name}</span> <span className={styles.number}>{String(item.value)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
