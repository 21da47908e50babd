import type { FigureChart, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { listCells, numbersIn, printed, readText } from '#tests/support/figure-cells.ts';

/** What a drawing says of its marks when they are pointed at. */
export const listSpoken = (svg: string): string[] =>
  [...svg.matchAll(/data-say="([^"]*)"/g)].map(([, say = '']) => readText(say));

/** The columns whose numbers a chart draws. */
function listDrawnColumns(chart: FigureChart): string[] {
  switch (chart.kind) {
    case 'stacked':
    case 'statuses':
    case 'multiples':
      return chart.series;
    case 'course':
      return [chart.value, chart.target];
    case 'bars':
      return [chart.value, ...(chart.before === null ? [] : [chart.before])];
    case 'steps':
    case 'matrix':
      return [chart.value];
    case 'tiles':
      return chart.value === null ? [] : [chart.value];
    case 'glance':
    case 'grid':
    case 'timeline':
    case 'track':
      return [];
  }
}

/** Every number that the rows and words of a figure hold, as it can be printed. */
function listKnownNumbers(definition: FigureDefinition): Set<string> {
  const { title, summary, notes, unit, coverage, columns, chart } = definition;
  const texts = [title, summary, unit, coverage, ...notes, ...columns.map(({ label }) => label)];
  const known = new Set([...texts, JSON.stringify(chart)].flatMap(numbersIn));
  for (const { cell } of listCells(definition)) {
    if (cell?.kind === 'text') numbersIn(cell.text).forEach((number) => known.add(number));
    if (cell?.kind === 'none')
      for (const end of [cell.least, cell.most]) if (end !== undefined) known.add(String(end));
    if (cell?.kind !== 'number') continue;
    for (const value of [cell.value, cell.numerator, cell.denominator]) {
      if (value !== undefined) known.add(printed(value));
    }
  }
  return known;
}

/**
 * Where a drawing and its rows differ: numbers that it says and that no row holds, and numbers of the columns that it
 * draws which are not said at their row. Segments of nothing are not drawn.
 */
export function compareDrawing(definition: FigureDefinition, svg: string): string[] {
  const spoken = listSpoken(svg);
  const known = listKnownNumbers(definition);
  const drawn = new Set(listDrawnColumns(definition.chart));
  const label = 'label' in definition.chart ? definition.chart.label : '';
  const unknown = spoken.flatMap((text) =>
    numbersIn(text)
      .filter((number) => !known.has(number))
      .map((number) => `${number} in “${text}”`),
  );
  const silent = [...listCells(definition)].flatMap(({ cell, place }) => {
    if (cell?.kind !== 'number' || !drawn.has(place.column)) return [];
    if (['stacked', 'statuses'].includes(definition.chart.kind) && Number(cell.value) === 0) return [];
    const name = definition.rows[place.row]?.cells[label];
    const words = name?.kind === 'text' ? name.text.split(' and ') : [];
    const isSaid = spoken.some(
      (text) =>
        words.every((word) => text.includes(word)) &&
        numbersIn(text.replace(words[0] ?? '', '')).includes(printed(cell.value)),
    );
    return isSaid ? [] : [`${place.key} ${place.column}: ${printed(cell.value)} is not said`];
  });
  return [...unknown, ...silent];
}
