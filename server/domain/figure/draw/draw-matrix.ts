import type { DrawOptions, FigureDefinition, MatrixChart } from '../figure.types.ts';
import { findRowNumber, getRowText } from './read-row.ts';
import { colours, buildDrawing, element, type Markup, measureText, buildTitle, wrapText } from './svg.ts';

const size = 13;
const headHeight = 20;
const lineHeight = 18;

/**
 * Draws a square matrix of pairs, with the same things along both sides: a pair with a number appears in both
 * halves as a filled square with the number in it, all in one tint, because more is not better. Names are on
 * the left if there is room; on a phone only the codes, with their names below.
 */
export function drawMatrix(
  figure: FigureDefinition,
  chart: MatrixChart,
  { width, labels }: DrawOptions,
): string {
  const { axis } = chart;
  const sides = axis.map(({ code, name }) => ({ code, name: labels[`${chart.list}/${code}`] || name }));
  const isWide = width >= 480;
  const names = isWide ? Math.max(0, ...sides.map(({ name }) => measureText(name, size))) + 12 : 0;
  const left = names + 28;
  const column = Math.min(44, (width - left) / Math.max(1, axis.length));
  const row = Math.min(32, Math.max(24, column * 0.8));
  const end = left + column * axis.length;
  const bottom = headHeight + row * axis.length;
  const text = (x: number, y: number, words: string, fill: string, anchor?: 'middle' | 'end') =>
    element('text', { x, y, fill, 'text-anchor': anchor }, words);
  const parts: Markup[] = [];

  sides.forEach(({ code, name }, at) => {
    const y = headHeight + at * row;
    parts.push(
      text(left + (at + 0.5) * column, 13, code, colours.muted, 'middle'),
      line(0, end, y, y),
      text(left - 6, y + row / 2 + 4.5, code, colours.muted, 'end'),
    );
    if (isWide) parts.push(text(0, y + row / 2 + 4.5, name, colours.ink));
    // Nothing is paired with itself.
    parts.push(
      element('rect', { x: left + at * column, y, width: column, height: row, fill: colours.inset }),
    );
  });
  axis.forEach((_, at) => parts.push(line(left + at * column, left + at * column, headHeight, bottom)));
  parts.push(line(0, end, bottom, bottom), line(end, end, headHeight, bottom));

  const place = new Map(axis.map(({ code }, at) => [code, at]));
  const nameOf = (code: string) => sides[place.get(code) ?? -1]?.name ?? code;
  for (const pair of figure.rows) {
    const value = findRowNumber(pair, chart.value);
    const sidesOfPair = chart.places[pair.key];
    const one = place.get(sidesOfPair?.one ?? '');
    const other = place.get(sidesOfPair?.other ?? '');
    if (!value || !sidesOfPair || one === undefined || other === undefined) continue;
    const detail = getRowText(pair, chart.detail);
    const said = `${nameOf(sidesOfPair.one)} / ${nameOf(sidesOfPair.other)}: ${value}${detail ? ` (${detail})` : ''}`;
    for (const [at, across] of [
      [one, other],
      [other, one],
    ] as const) {
      const x = left + across * column;
      const y = headHeight + at * row;
      parts.push(
        element(
          // Both halves show the same, so screen readers announce each pair once.
          'g',
          at === one ? { 'data-say': said } : {},
          buildTitle(said),
          element('rect', { x: x + 2, y: y + 2, width: column - 4, height: row - 4, fill: colours.sea }),
          element(
            'text',
            {
              x: x + column / 2,
              y: y + row / 2 + 4.5,
              'text-anchor': 'middle',
              'font-weight': 600,
              fill: colours.paper,
            },
            String(value),
          ),
        ),
      );
    }
  }
  if (isWide) return buildDrawing(width, bottom + 2, figure.summary, ...parts);

  const key = wrapText(
    sides.map(({ code, name }) => `${code}\u00a0${name.replaceAll(' ', '\u00a0')}`).join('  '),
    12,
    width,
  );
  key.forEach((words, at) =>
    parts.push(
      element(
        'text',
        { x: 0, y: bottom + 22 + at * lineHeight, 'font-size': 12, fill: colours.muted },
        words,
      ),
    ),
  );
  return buildDrawing(width, bottom + 14 + key.length * lineHeight, figure.summary, ...parts);
}

const line = (x1: number, x2: number, y1: number, y2: number) =>
  element('line', { x1, x2, y1, y2, stroke: colours.rule });
