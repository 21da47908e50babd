import {
  ComposedChart,
  ReferenceArea,
  ReferenceLine,
  XAxis,
  YAxis,
  type YAxisTickContentProps,
} from 'recharts';
import type { InteractiveBars as Chart } from '#server/domain/figure/build-interactive-chart.ts';
import { axisGap, nameLineHeight, nameSize } from '#server/domain/figure/draw/bars-layout.ts';
import { drawPart, drawPartNumber } from '#server/domain/figure/draw/status-paint.ts';
import { colours } from '#server/domain/figure/draw/svg.ts';
import { getStatusColours } from '#server/domain/figure/status-palette.ts';
import { chartStyle, inOrder, Mark } from './chart-parts.tsx';

type Box = { x: number; y: number; width: number; height: number };
type Ends = { x1: number; x2: number; y1: number; y2: number };

/** Rows of stacked parts: what is behind to the left of zero, and a line at what is due. */
export function InteractiveBars({ chart }: { chart: Chart }) {
  const { width, height, model, layout, names, top, step, definitions, getPaint } = chart;
  const { axis, left, unit, apart, barHeight, nameWidth } = layout;
  /** Where the bar of a row is, from the top of its place. */
  const rise = nameWidth === null ? step - layout.rowGap - barHeight : (step - barHeight) / 2;
  const due = model.rows.flatMap((row) => (row.due === null ? [] : [{ place: row.place, x: row.due }]));
  return (
    <ComposedChart
      width={width}
      height={height}
      margin={{ top, right: 0, bottom: 0, left: nameWidth === null ? 0 : left }}
      accessibilityLayer={false}
      style={chartStyle}
    >
      <g dangerouslySetInnerHTML={{ __html: definitions.svg }} />
      <XAxis
        hide
        dataKey="x"
        type="number"
        domain={[(left - axis) / unit, (width - axis) / unit]}
        allowDataOverflow
      />
      <YAxis
        type="number"
        domain={[0, model.places]}
        reversed
        dataKey="y"
        allowDataOverflow
        width={0.001}
        interval={0}
        ticks={model.rows.map(({ place }) => place)}
        tickLine={false}
        axisLine={false}
        tick={({ y, index }: YAxisTickContentProps) => (
          <Name
            lines={names[index] ?? []}
            y={Number(y)}
            rise={rise}
            barHeight={nameWidth === null ? null : barHeight}
          />
        )}
      />
      {model.rows.flatMap((row) =>
        row.parts.map((part) => (
          <ReferenceArea
            key={part.say}
            {...inOrder}
            x1={part.x1}
            x2={part.x2}
            y1={row.place}
            y2={row.place + 1}
            shape={({ x, y, width: length }: Box) => {
              const paint = getPaint(part.mark);
              const place = {
                x: x + (part.x1 < 0 ? -apart : apart),
                y: y + rise,
                width: length,
                height: barHeight,
              };
              const number = drawPartNumber(paint, place, part.label);
              return (
                <Mark say={part.say}>
                  <g dangerouslySetInnerHTML={{ __html: drawPart(paint, place).svg + (number?.svg ?? '') }} />
                </Mark>
              );
            }}
          />
        )),
      )}
      {model.heads
        ? model.rows.map(({ place, name }) => (
            <ReferenceLine
              key={`axis ${name}`}
              {...inOrder}
              segment={[
                { x: 0, y: place },
                { x: 0, y: place + 1 },
              ]}
              shape={({ x1, y1, y2 }: Ends) => (
                // Names above the bars are not struck through.
                <line
                  x1={x1}
                  x2={x1}
                  y1={nameWidth === null ? y1 + rise - 4 : y1}
                  y2={nameWidth === null ? y1 + rise + barHeight + 4 : y2}
                  stroke={colours.ink}
                  strokeWidth={1.5}
                />
              )}
            />
          ))
        : null}
      {model.heads ? <Heads chart={chart} heads={model.heads} /> : null}
      {due.flatMap(({ place, x }, at) => {
        const next = due[at + 1];
        const down = [
          { x, y: place },
          { x, y: next?.place ?? place + 1 },
        ] as const;
        const across = next && ([down[1], { x: next.x, y: next.place }] as const);
        return [down, ...(across ? [across] : [])].map((segment) => (
          <ReferenceLine
            key={`${segment[0].x} ${segment[0].y} ${segment[1].x} ${segment[1].y}`}
            {...inOrder}
            segment={segment}
            shape={(ends: Ends) => <Due ends={ends} />}
          />
        ));
      })}
    </ComposedChart>
  );
}

/** A piece of the line at what is due, free of the bars under it. */
const Due = ({ ends: { x1, x2, y1, y2 } }: { ends: Ends }) => (
  <g>
    <line {...{ x1, x2, y1, y2 }} stroke={colours.paper} strokeWidth={5} />
    <line {...{ x1, x2, y1, y2 }} stroke={colours.ink} strokeWidth={2} strokeLinecap="square" data-due="" />
  </g>
);

function Name({
  lines,
  y,
  rise,
  barHeight,
}: {
  lines: readonly string[];
  y: number;
  rise: number;
  /** Null where the name is above its bar. */
  barHeight: number | null;
}) {
  const first =
    barHeight === null
      ? y + rise - 3 - lines.length * nameLineHeight
      : y + rise + (barHeight - lines.length * nameLineHeight) / 2;
  return lines.map((line, at) => (
    <text key={line} x={0} y={first + 12.5 + at * nameLineHeight} fontSize={nameSize} fill={colours.ink}>
      {line}
    </text>
  ));
}

/** The numbers behind and ahead, over the two sides of the axis. */
function Heads({
  chart: { layout, width, headsInTwoLines },
  heads,
}: {
  chart: Chart;
  heads: { behind: string; ahead: string };
}) {
  const look = { fontSize: nameSize, fontWeight: 600 };
  const start = layout.axis + axisGap + 4;
  return (
    <>
      <text
        {...look}
        x={layout.axis - axisGap - 4}
        y={12}
        textAnchor="end"
        fill={getStatusColours('delayed').edge}
      >
        {heads.behind}
      </text>
      <text
        {...look}
        x={headsInTwoLines ? width : start}
        y={headsInTwoLines ? 28 : 12}
        textAnchor={headsInTwoLines ? 'end' : 'start'}
        fill={getStatusColours('completed').edge}
      >
        {heads.ahead}
      </text>
    </>
  );
}
