import { figureWidths, type DrawnFigure, type DrawOptions, type FigureDefinition } from '../figure.types.ts';
import { drawStacked } from './draw-stacked.ts';
import { drawing } from './svg.ts';

/** Draws a figure as SVG. Pure: the same definition gives the same bytes. */
export function drawFigure(figure: FigureDefinition, options: DrawOptions): string {
  const { chart } = figure;
  switch (chart.kind) {
    case 'stacked':
      return drawStacked(figure, chart, options);
    default:
      return drawing(options.width, 0, figure.summary);
  }
}

/** A figure with the pictures that go into a publication. */
export function drawForPages(definition: FigureDefinition, options: Omit<DrawOptions, 'width'>): DrawnFigure {
  return {
    definition,
    wide: drawFigure(definition, { ...options, width: figureWidths.wide }),
    narrow: drawFigure(definition, { ...options, width: figureWidths.narrow }),
  };
}
