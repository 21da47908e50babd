import { useSyncExternalStore } from 'react';
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { chooseAxisUnit } from '#server/domain/figure/draw/nice-scale.ts';
import type { TrajectoryInput } from './trajectory-geometry.ts';
import { buildTrajectoryRows, type TrajectoryRow } from './trajectory-series.ts';
import styles from './trajectory-chart.module.css';

export interface TrajectoryChartProps {
  input: TrajectoryInput;
  /** Name of the chart for screen readers. */
  label: string;
  seriesLabel: string;
  targetLabel: string;
  /** The figure of each round in words, by key, and of each target as `target-2026`. */
  say: Record<string, string>;
  height?: number | undefined;
}

const motionQuery = '(prefers-reduced-motion: reduce)';

function followMotion(onChange: () => void) {
  const query = window.matchMedia(motionQuery);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

const useReducedMotion = () =>
  useSyncExternalStore(
    followMotion,
    () => window.matchMedia(motionQuery).matches,
    () => true,
  );

/** The interactive form of a trajectory: rounds under the pointer or the arrow keys tell their figure. */
export default function TrajectoryChart(props: TrajectoryChartProps) {
  const { input, label, say, seriesLabel, targetLabel, height = 330 } = props;
  const isAnimationActive = !useReducedMotion();
  const rows = buildTrajectoryRows(input);
  const highest = Math.max(
    0,
    ...rows.map((row) => Math.max((row.base ?? 0) + (row.value ?? 0), row.target ?? 0)),
  );
  const { divisor, word } = chooseAxisUnit(highest);
  const isFlow = input.kind === 'flow';
  return (
    <div className={styles.chart} role="group" aria-label={label}>
      <ResponsiveContainer width="100%" height={height}>
        <ComposedChart data={rows} margin={{ top: 16, right: 12, bottom: 8, left: 0 }} accessibilityLayer>
          <CartesianGrid vertical={false} stroke="var(--rule)" />
          <XAxis
            dataKey="label"
            padding={isFlow ? { left: 0, right: 0 } : { left: 32, right: 32 }}
            tick={{ fill: 'var(--ink)', fontSize: 13 }}
            stroke="var(--ink)"
            tickLine={false}
          />
          <YAxis
            width={58}
            tick={{ fill: 'var(--ink-muted)', fontSize: 13 }}
            stroke="var(--rule)"
            tickLine={false}
            axisLine={false}
            domain={[0, input.limit ?? 'auto']}
            tickFormatter={(value: number) =>
              `${formatNumber(value / divisor)}${word ? (word === 'million' ? 'm' : 'k') : ''}`
            }
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--paper-inset)', stroke: 'var(--rule-control)' }}
            content={<Tip say={say} seriesLabel={seriesLabel} targetLabel={targetLabel} />}
          />
          {isFlow ? (
            <>
              <Bar
                dataKey="base"
                stackId="year"
                fill="transparent"
                isAnimationActive={false}
                legendType="none"
              />
              <Bar
                dataKey="value"
                name={seriesLabel}
                stackId="year"
                fill="var(--series-1)"
                isAnimationActive={isAnimationActive}
              />
              <Line
                dataKey="target"
                name={targetLabel}
                stroke="none"
                dot={<TargetRule />}
                activeDot={false}
                connectNulls={false}
                isAnimationActive={isAnimationActive}
              />
            </>
          ) : (
            <>
              <Line
                dataKey="target"
                name={targetLabel}
                stroke="var(--rule-control)"
                strokeDasharray="2 4"
                dot={{ r: 4, fill: 'var(--paper)', stroke: 'var(--ink)', strokeDasharray: '0' }}
                connectNulls
                isAnimationActive={isAnimationActive}
              />
              <Line
                dataKey="value"
                name={seriesLabel}
                stroke="var(--series-1)"
                strokeWidth={2.5}
                dot={{ r: 4.5, fill: 'var(--series-1)', stroke: 'var(--paper)' }}
                connectNulls={false}
                isAnimationActive={isAnimationActive}
              />
            </>
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

/** A target of a year as a short rule over its place; the chart gives the place. */
function TargetRule({ cx, cy }: { cx?: number | undefined; cy?: number | undefined }) {
  if (cx === undefined || cy === undefined) return null;
  return (
    <line
      x1={cx - 30}
      x2={cx + 30}
      y1={cy}
      y2={cy}
      stroke="var(--ink)"
      strokeWidth={2}
      strokeDasharray="5 3"
    />
  );
}

interface TipProps extends Pick<TrajectoryChartProps, 'say' | 'seriesLabel' | 'targetLabel'> {
  /** Given by the chart. */
  active?: boolean | undefined;
  payload?: readonly { payload?: TrajectoryRow }[] | undefined;
}

function Tip({ active, payload, say, seriesLabel, targetLabel }: TipProps) {
  const row = payload?.[0]?.payload;
  if (!active || !row) return null;
  const figure = say[row.key];
  return (
    <div className={styles.tip}>
      <p className={styles.tipTitle}>{row.label}</p>
      {figure ? (
        <p>
          {seriesLabel}: <strong>{figure}</strong>
        </p>
      ) : null}
      {row.coverage ? <p>{row.coverage} reporting</p> : null}
      {row.target === null ? null : (
        <p>
          {targetLabel}: {say[`target-${row.year}`] ?? row.target}
        </p>
      )}
    </div>
  );
}
