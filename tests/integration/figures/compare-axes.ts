import type { DrawnFigure, TimeSeriesChart } from '#server/domain/figure/figure.types.ts';
import { readText } from '#tests/support/figure-cells.ts';

type Mark = { say: string; shape: Record<string, number> };

/** Every mark of a drawing: what it says, and where its shape is. */
function listMarks(svg: string): Mark[] {
  return [...svg.matchAll(/<g data-say="([^"]*)">(.*?)(?=<g data-say=|$)/gs)].map(
    ([, say = '', inside = '']) => {
      const shape =
        /<(?:rect|circle|line|path) ([^>]*)/.exec(inside.replace(/<title>.*?<\/title>/s, ''))?.[1] ?? '';
      const numbers = [...shape.matchAll(/(?<= |^)(x|y|x1|x2|y1|y2|cx|cy|width|height)="(-?[\d.]+)"/g)];
      return {
        say: readText(say),
        shape: Object.fromEntries(numbers.map(([, name = '', value]) => [name, Number(value)])),
      };
    },
  );
}

/** Where a mark of a time series is not at its dates and at its number, by the ticks and years of the same drawing. */
export function compareAxes({ definition, wide: svg }: DrawnFigure): string[] {
  const { chart } = definition;
  if (chart.kind !== 'course') return [];
  const ticks = [...svg.matchAll(/<text x="46" y="([\d.]+)" text-anchor="end"[^>]*>([\d.,]+)<\/text>/g)].map(
    ([, y, text = '']) => ({ y: Number(y) - 4, value: Number(text.replaceAll(',', '')) }),
  );
  const [zero, top] = [ticks.find(({ value }) => value === 0), ticks.at(-1)];
  if (!zero || !top || zero === top) return ['no ticks'];
  const even = ticks.flatMap(({ y, value }) => {
    const expected = zero.y - (value / top.value) * (zero.y - top.y);
    return Math.abs(y - expected) < 0.2 ? [] : [`tick ${value} is at ${y}`];
  });
  const unit = /, (thousands|millions|billions)</.exec(svg)?.[1];
  const divisor = { thousands: 1e3, millions: 1e6, billions: 1e9 }[unit ?? ''] ?? 1;
  const years = [
    ...svg.matchAll(
      /<text x="([\d.]+)" y="[\d.]+" text-anchor="middle" font-weight="600"[^>]*>(20\d\d)<\/text>/g,
    ),
  ].map(([, x, year]) => ({ x: Number(x), year: Number(year) }));
  const [first, last] = [years[0], years.at(-1)];
  const yearWidth =
    first && last && last.year > first.year ? (last.x - first.x) / (last.year - first.year) : null;
  const marks = listMarks(svg);
  return [
    ...even,
    ...definition.rows.flatMap((row) => {
      const place = chart.places[row.key];
      const cell = row.cells[place?.is === 'target' ? chart.target : chart.value];
      const name = row.cells[chart.label];
      if (!place || place.is !== 'round' || cell?.kind !== 'number' || name?.kind !== 'text') return [];
      const mark = marks.find(({ say }) => say.startsWith(`${readText(name.text)}: `));
      if (!mark) return [`${row.key} is not drawn`];
      const { shape } = mark;
      const drawnValue =
        'cy' in shape
          ? ((zero.y - (shape['cy'] ?? 0)) / (zero.y - top.y)) * top.value
          : ((shape['height'] ?? 0) / (zero.y - top.y)) * top.value;
      const value = Number(cell.value) / divisor;
      const wrongValue = Math.abs(drawnValue - value) > top.value * 0.012;
      const x = 'cx' in shape ? (shape['cx'] ?? 0) : (shape['x'] ?? 0) + (shape['width'] ?? 0) / 2;
      const wrongTime =
        yearWidth !== null && first !== undefined && !isAtDates(x, chart, row.key, first, yearWidth);
      return [
        ...(wrongValue ? [`${row.key} is drawn as ${drawnValue} and not ${value}`] : []),
        ...(wrongTime ? [`${row.key} is not at its dates`] : []),
      ];
    }),
  ];
}

/** Whether a mark is at the middle of its round, or, for a part of a year's bar, at the middle of that year. */
function isAtDates(
  x: number,
  chart: TimeSeriesChart,
  key: string,
  first: { x: number; year: number },
  yearWidth: number,
): boolean {
  const place = chart.places[key];
  if (!place) return false;
  const asYears = (iso: string) => {
    const year = Number(iso.slice(0, 4));
    return year + (Date.parse(iso) - Date.UTC(year, 0)) / (Date.UTC(year + 1, 0) - Date.UTC(year, 0));
  };
  const at = (time: number) => first.x + (time - first.year - 0.5) * yearWidth;
  const middle = (asYears(place.start) + asYears(place.end) + 1 / 365) / 2;
  return [middle, Number(place.end.slice(0, 4)) + 0.5].some((time) => Math.abs(at(time) - x) < 1.5);
}
