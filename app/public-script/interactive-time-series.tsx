import {
  CartesianGrid,
  ComposedChart,
  ReferenceArea,
  ReferenceLine,
  Scatter,
  XAxis,
  type XAxisTickContentProps,
  YAxis,
} from 'recharts';
import type { InteractiveTimeSeries as Chart } from '#server/domain/figure/build-interactive-chart.ts';
import { drawMissingValueMarker } from '#server/domain/figure/draw/draw-symbol.ts';
import { partGap } from '#server/domain/figure/draw/status-paint.ts';
import { colours } from '#server/domain/figure/draw/svg.ts';
import {
  getBarInset,
  pointShadeWidth,
  ruleInset,
  symbolInset,
} from '#server/domain/figure/draw/time-series-layout.ts';
import type { TimeSeriesModel, YearMark } from '#server/domain/figure/draw/time-series-model.ts';
import { drawDiamond, drawRing, getShadeLook } from '#server/domain/figure/draw/time-series-targets.ts';
import { breakRise } from '#server/domain/figure/draw/time-series-texts.ts';
import { ChartTexts, chartStyle, inOrder, Mark } from './chart-parts.tsx';

type Box = { x: number; y: number; width: number; height: number };
type Ends = { x1: number; x2: number; y1: number; y2: number };

/** A time series on a real time axis: bars or a line, targets, baseline, breaks and what is missing. */
export function InteractiveTimeSeries({ chart }: { chart: Chart }) {
  const { width, height, frame, model, texts, definitions } = chart;
  const { years, scale } = model;
  const time = {
    type: 'number',
    dataKey: 'x',
    allowDataOverflow: true,
    interval: 0,
    tickLine: false,
  } as const;
  const domain = [years[0] ?? 0, (years.at(-1) ?? 0) + 1];
  const marks = [<Series key="series" chart={chart} />, <Targets key="targets" chart={chart} />];
  return (
    <ComposedChart
      width={width}
      height={height}
      margin={{ top: frame.top, right: frame.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
      style={chartStyle}
    >
      <g dangerouslySetInnerHTML={{ __html: definitions.svg }} />
      <CartesianGrid vertical={false} stroke={colours.rule} syncWithTicks zIndex={0} />
      <XAxis
        {...time}
        domain={domain}
        height={30}
        axisLine={{ stroke: colours.ink }}
        ticks={model.rounds.map(({ middle }) => middle)}
        tick={({ x, index }: XAxisTickContentProps) => (
          <ChartTexts
            texts={[texts.rounds[index] ?? null].map((text) => text && { ...text, x: Number(x) })}
          />
        )}
      />
      <XAxis
        {...time}
        xAxisId="years"
        domain={domain}
        height={frame.bottom - 30}
        axisLine={false}
        ticks={years.map((year) => year + 0.5)}
        tick={({ x, index }: XAxisTickContentProps) => (
          <ChartTexts texts={[texts.years[index] ?? null].map((text) => text && { ...text, x: Number(x) })} />
        )}
      />
      <YAxis
        type="number"
        dataKey="y"
        width={frame.left}
        domain={[0, scale.max]}
        allowDataOverflow
        ticks={scale.ticks}
        tickFormatter={chart.describeTick}
        interval={0}
        tick={{ fill: colours.muted, fontSize: 12 }}
        tickMargin={8}
        tickSize={0}
        tickLine={false}
        axisLine={false}
      />
      {years.map((year) => (
        <ReferenceLine
          key={year}
          {...inOrder}
          x={year}
          stroke={colours.rule}
          shape={({ x1 }: Ends) => (
            <line x1={x1} x2={x1} y1={height - frame.bottom} y2={height - 4} stroke={colours.rule} />
          )}
        />
      ))}
      {chart.breaks.map(({ x, say }) => (
        <ReferenceLine
          key={x}
          {...inOrder}
          x={x}
          shape={({ x1 }: Ends) => (
            <Break x={x1} say={say} top={frame.top - breakRise} bottom={height - frame.bottom} />
          )}
        />
      ))}
      {model.shape === 'level' ? marks.reverse() : marks}
      <ChartTexts
        texts={[texts.unit, ...texts.coverage, ...texts.breaks, ...texts.values, ...texts.targets]}
      />
    </ComposedChart>
  );
}

/** A broken line where a definition or a law changed, wide enough to point at. */
const Break = ({ x, say, top, bottom }: { x: number; say: string; top: number; bottom: number }) => (
  <Mark say={say}>
    <line x1={x} x2={x} y1={top + 4} y2={bottom + 6} stroke={colours.ink} strokeDasharray="3 3" />
    <rect x={x - 6} y={top} width={12} height={bottom - top} fill="transparent" />
  </Mark>
);

function Series({ chart: { model, say } }: { chart: Chart }) {
  return (
    <>
      {model.bars.map(({ key, wholeYear, carries, x1, x2, y1, y2 }) => (
        <ReferenceArea
          key={key}
          {...inOrder}
          {...{ x1, x2, y1, y2 }}
          shape={(box: Box) => <Bar box={box} {...{ wholeYear, carries }} say={say(key)} />}
        />
      ))}
      {model.runs.map((run) => (
        <Scatter
          key={run[0]?.key}
          data={run}
          zIndex={0}
          isAnimationActive={false}
          line={{ stroke: colours.series1, strokeWidth: 2 }}
          shape={({
            cx,
            cy,
            payload,
          }: {
            cx?: number | undefined;
            cy?: number | undefined;
            payload?: { key: string };
          }) => (
            <Mark say={say(payload?.key ?? '')}>
              <circle cx={cx} cy={cy} r={4.5} fill={colours.series1} stroke={colours.paper} />
            </Mark>
          )}
        />
      ))}
      {model.missing.map(({ key, state, x, y }) => (
        <ReferenceLine
          key={key}
          {...inOrder}
          segment={[
            { x, y },
            { x, y },
          ]}
          shape={({ x1, y1 }: Ends) => (
            <Mark say={say(key)}>
              <rect x={x1 - 12} y={y1 - 26} width={24} height={24} fill="transparent" />
              <Drawn markup={drawMissingValueMarker(state, { x: x1 - 8, y: y1 - 22, size: 16 })} />
            </Mark>
          )}
        />
      ))}
    </>
  );
}

const Drawn = ({ markup }: { markup: { svg: string } }) => (
  <g dangerouslySetInnerHTML={{ __html: markup.svg }} />
);

function Bar({
  box,
  wholeYear,
  carries,
  say,
}: {
  box: Box;
  wholeYear: boolean;
  carries: boolean;
  say: string;
}) {
  const inset = getBarInset(box.width, wholeYear);
  const height = Math.max(box.height, 1);
  const [x, width] = [box.x + inset, box.width - 2 * inset];
  return (
    <Mark say={say}>
      <rect
        x={x}
        y={box.y + box.height - height}
        width={Math.max(width, 1)}
        height={height}
        fill={colours.series1}
      />
      {/* Two rounds of one year are told apart. */}
      {carries ? (
        <line x1={x} x2={x + width} y1={box.y} y2={box.y} stroke={colours.paper} strokeWidth={partGap} />
      ) : null}
    </Mark>
  );
}

function Targets({ chart: { model, say, getPaint } }: { chart: Chart }) {
  const { targets, baseline, shape } = model;
  const path = [...(baseline ? [baseline] : []), ...targets];
  return (
    <>
      {targets.map((target) => {
        const shade = findShade(model, target);
        if (!shade || !target.outcome) return null;
        const look = getShadeLook(target.outcome, getPaint);
        return (
          <ReferenceArea
            key={`shade ${target.row}`}
            {...inOrder}
            x1={shade.x1}
            x2={shade.x2}
            y1={shade.y1}
            y2={shade.y2}
            shape={(box: Box) => {
              const inset = shade.isPoint
                ? (box.width - pointShadeWidth) / 2
                : getBarInset(box.width, shade.wholeYear);
              if (box.height < 1) return <g />;
              return (
                <rect
                  data-shade=""
                  x={box.x + inset}
                  y={box.y}
                  width={box.width - 2 * inset}
                  height={box.height}
                  fill={look.fill}
                  stroke={look.stroke}
                  fillOpacity={look['fill-opacity']}
                />
              );
            }}
          />
        );
      })}
      {shape === 'level'
        ? path
            .slice(1)
            .map((mark, at) => (
              <ReferenceLine
                key={`line ${mark.row}`}
                {...inOrder}
                segment={[atEnd(path[at] ?? mark), atEnd(mark)]}
                shape={({ x1, x2, y1, y2 }: Ends) => (
                  <line
                    x1={x1 - symbolInset}
                    x2={x2 - symbolInset}
                    y1={y1}
                    y2={y2}
                    stroke={colours.muted}
                    strokeDasharray="5 4"
                  />
                )}
              />
            ))
        : null}
      {path.map((mark) => (
        <ReferenceLine
          key={mark.row}
          {...inOrder}
          segment={shape === 'level' ? [atEnd(mark), atEnd(mark)] : [atStart(mark), atEnd(mark)]}
          shape={(ends: Ends) => (
            <Mark say={say(mark.row)}>
              {shape === 'flow' ? (
                <Rule ends={ends} isBaseline={mark === baseline} />
              ) : (
                <Drawn
                  markup={(mark === baseline ? drawRing : drawDiamond)(ends.x1 - symbolInset, ends.y1)}
                />
              )}
            </Mark>
          )}
        />
      ))}
    </>
  );
}

const atStart = ({ year, value }: YearMark) => ({ x: year, y: value });
const atEnd = ({ year, value }: YearMark) => ({ x: year + 1, y: value });

/** From the top of the bar of a target's year, or from its last point, to the target. */
function findShade({ bars, runs }: TimeSeriesModel, { reached, value }: TimeSeriesModel['targets'][number]) {
  const bar = bars.find(({ key }) => key === reached);
  if (bar) return { ...bar, y1: bar.y2, y2: value, isPoint: false };
  const point = runs.flat().find(({ key }) => key === reached);
  return point ? { x1: point.x, x2: point.x, y1: point.y, y2: value, isPoint: true, wholeYear: false } : null;
}

function Rule({ ends, isBaseline }: { ends: Ends; isBaseline: boolean }) {
  const [from, to] = [Math.min(ends.x1, ends.x2) + ruleInset, Math.max(ends.x1, ends.x2) - ruleInset];
  const line = { x1: from, x2: Math.max(to, from + 4), y1: ends.y1, y2: ends.y1 };
  return (
    <>
      <line {...line} stroke={colours.paper} strokeWidth={5} />
      <line {...line} stroke={colours.ink} strokeWidth={2} strokeDasharray={isBaseline ? '2 3' : undefined} />
    </>
  );
}
