import { type KeyboardEvent as ReactKeyboardEvent, useId, useState } from 'react';
import {
  type AxisDomain,
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  Rectangle,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from 'recharts';
import { buildPatterns } from '#server/domain/figure/draw/patterns.ts';
import {
  type ExploreChart as Chart,
  type ExploreSeries,
  findCellNumber,
  buildExploreChart,
} from '#server/domain/figure/explore-series.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { formatFigureCell } from '#server/domain/figure/format-cell.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { createRoot } from 'react-dom/client';

const tick = { fill: 'var(--ink-muted)', fontSize: 13 };
const dashes = ['', '7 4', '2 3', '10 3 2 3'];
const nameWidth = 132;

/** Told apart without colour: by dash, and by lightness where the dashes are used up. */
const lookOf = (index: number) => ({
  stroke: `var(--series-${(Math.floor(index / dashes.length) % 4) + 1})`,
  strokeDasharray: dashes[index % dashes.length] ?? '',
});

/** Statuses have the filling of their mark; what has none is filled as in the drawing. */
const fillOf = (prefix: string, { mark }: ExploreSeries) =>
  mark ? buildPatterns(prefix, [mark]).fill(mark) : 'var(--series-1)';

/** The fillings of the drawing. `prefix` is unique on the page. */
function Fillings({ prefix, marks }: { prefix: string; marks: readonly string[] }) {
  return <g dangerouslySetInnerHTML={{ __html: buildPatterns(prefix, marks).definitions.svg }} />;
}

/**
 * The numbers of a figure as a chart: at the pointer or by arrow keys it says the exact ones, and series can be left
 * out. Looks are set here: the pages' sheets know nothing of it.
 */
export function ExploreChart({
  figure,
  chart,
  shownWord,
}: {
  figure: FigureDefinition;
  chart: Chart;
  shownWord: string;
}) {
  const prefix = useId().replaceAll(/[^\w-]/g, '');
  const [keys, setKeys] = useState(chart.shown);
  const shown = chart.series.filter(({ key }) => keys.includes(key));
  const rows = chart.layout === 'rows';
  const numbers = chart.points.map(({ name, cells }, index) => ({
    name,
    index,
    ...Object.fromEntries(chart.series.map(({ key }) => [`v:${key}`, findCellNumber(cells[key])])),
  }));
  // What is said at a place can be sent away, until the reader moves on.
  const [silent, setSilent] = useState(false);
  const toggle = (key: string) =>
    setKeys(keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key]);
  const numberAxis = {
    type: 'number',
    tick,
    tickLine: false,
    stroke: 'var(--rule-control)',
    domain: (chart.share ? [0, 1] : [0, chart.limit ?? 'auto']) as AxisDomain,
    tickFormatter: (value: number) => (chart.share ? `${formatNumber(value * 100)}%` : formatNumber(value)),
  } as const;
  const nameAxis = {
    type: 'category',
    dataKey: 'name',
    tick,
    tickLine: false,
    stroke: 'var(--rule-control)',
    interval: rows ? 0 : 'preserveStartEnd',
  } as const;
  return (
    <>
      <fieldset
        style={{ border: 0, margin: 0, padding: 0, display: 'flex', flexWrap: 'wrap', gap: '2px 16px' }}
      >
        <legend style={{ padding: 0, fontSize: 'var(--text-small)', color: 'var(--ink-muted)' }}>
          {shownWord}
        </legend>
        {chart.series.map((series, index) => (
          <label
            key={series.key}
            style={{ display: 'inline-flex', gap: 6, alignItems: 'center', fontSize: 'var(--text-small)' }}
          >
            <input type="checkbox" checked={keys.includes(series.key)} onChange={() => toggle(series.key)} />
            <Swatch prefix={`${prefix}k${index}`} series={series} index={index} />
            {series.label}
          </label>
        ))}
      </fieldset>
      {/* Keys go to the chart within; here they are only put in order. */}
      <div
        style={{ flex: 1, minBlockSize: 0 }}
        onKeyDownCapture={(event) => {
          setSilent(event.key === 'Escape');
          turnKey(event, rows ? fromTop : fromLeft);
        }}
        onPointerMove={() => setSilent(false)}
      >
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={numbers}
            layout={rows ? 'vertical' : 'horizontal'}
            stackOffset={chart.share ? 'expand' : 'none'}
            margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          >
            <Fillings prefix={prefix} marks={chart.series.flatMap(({ mark }) => mark ?? [])} />
            <CartesianGrid vertical={rows} horizontal={!rows} stroke="var(--rule)" />
            {rows ? <XAxis {...numberAxis} /> : <XAxis {...nameAxis} />}
            {rows ? <YAxis {...nameAxis} width={nameWidth} /> : <YAxis {...numberAxis} width={56} />}
            <Tooltip
              cursor={{ fill: 'none', stroke: 'var(--rule-control)', strokeDasharray: '2 3' }}
              isAnimationActive={false}
              content={(props) =>
                silent ? null : <Says {...props} figure={figure} chart={chart} shown={shown} />
              }
            />
            {shown.map((series) => {
              const look = lookOf(chart.series.indexOf(series));
              const common = {
                key: series.key,
                dataKey: `v:${series.key}`,
                name: series.label,
                isAnimationActive: false,
              };
              return series.as === 'bar' ? (
                <Bar
                  {...common}
                  key={series.key}
                  stackId={rows ? 'all' : series.key}
                  maxBarSize={rows ? 26 : 72}
                  shape={(box: object) => (
                    <Rectangle {...box} fill={fillOf(prefix, series)} stroke="var(--ink)" />
                  )}
                />
              ) : (
                <Line
                  {...common}
                  key={series.key}
                  {...(series.as === 'point' ? { stroke: 'none' } : look)}
                  strokeWidth={2}
                  dot={
                    series.as === 'point'
                      ? {
                          r: 5,
                          fill: 'var(--paper)',
                          stroke: 'var(--ink)',
                          strokeWidth: 1.5,
                          strokeDasharray: '',
                        }
                      : { r: 3.5, fill: look.stroke, stroke: look.stroke, strokeDasharray: '' }
                  }
                  activeDot={{ r: 6, fill: 'var(--ink)', stroke: 'var(--paper)' }}
                  connectNulls={false}
                />
              );
            })}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </>
  );
}

/** What the library takes for one place on and one back: with names at the left, it counts from the bottom. */
const fromTop = {
  ArrowDown: 'ArrowLeft',
  ArrowRight: 'ArrowLeft',
  ArrowUp: 'ArrowRight',
  ArrowLeft: 'ArrowRight',
};
const fromLeft = { ArrowDown: 'ArrowRight', ArrowUp: 'ArrowLeft' };

/** Gives a key to the chart as the one that it takes for it. Keys that we gave come by here again. */
function turnKey(event: ReactKeyboardEvent, keys: Readonly<Record<string, string>>): void {
  const key = keys[event.key];
  if (!event.isTrusted || key === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  event.target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
}

/** What a series looks like, beside its name. */
function Swatch({ prefix, series, index }: { prefix: string; series: ExploreSeries; index: number }) {
  return (
    <svg width="24" height="14" aria-hidden="true">
      {series.as === 'bar' ? (
        <>
          <Fillings prefix={prefix} marks={series.mark ? [series.mark] : []} />
          <rect x="0.5" y="0.5" width="23" height="13" fill={fillOf(prefix, series)} stroke="var(--ink)" />
        </>
      ) : series.as === 'line' ? (
        <path d="M0 7H24" fill="none" strokeWidth="2" {...lookOf(index)} />
      ) : (
        <circle cx="12" cy="7" r="5" fill="var(--paper)" stroke="var(--ink)" strokeWidth="1.5" />
      )}
    </svg>
  );
}

/** The exact figures of the place under the pointer, with the words for those that are not there. */
function Says({
  active,
  payload,
  figure,
  chart,
  shown,
}: TooltipContentProps & { figure: FigureDefinition; chart: Chart; shown: readonly ExploreSeries[] }) {
  const { index } = (payload?.[0]?.payload ?? {}) as { index?: number };
  const point = index === undefined ? undefined : chart.points[index];
  if (!active || !point) return null;
  return (
    <div data-tip="">
      <strong>{point.name}</strong>
      {shown.map(({ key, label }) =>
        point.cells[key] ? (
          <div key={key}>
            {label}: {formatFigureCell(point.cells[key], figure.unit)}
          </div>
        ) : null,
      )}
    </div>
  );
}

/**
 * Draws a chart to explore into `place`. Comes with all that it needs when a reader asks for it. Throws where the
 * figure has none.
 */
export function exploreFigure(
  place: HTMLElement,
  figure: FigureDefinition,
  words: { shown: string; onError: () => void },
): () => void {
  const chart = buildExploreChart(figure);
  if (!chart) throw new Error(`There is no chart of ${figure.id}.`);
  const root = createRoot(place, { onUncaughtError: words.onError });
  root.render(<ExploreChart figure={figure} chart={chart} shownWord={words.shown} />);
  return () => root.unmount();
}
