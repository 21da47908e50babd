import { figureWidths, type DrawnFigure, type DrawOptions, type FigureDefinition } from '../figure.types.ts';
import { drawStacked } from './draw-stacked.ts';

/** Draws a figure as SVG. Pure: the same definition gives the same bytes. */
export function drawFigure(figure: FigureDefinition, options: DrawOptions): string {
  return drawStacked(figure, figure.chart, options);
}

/** A figure with the pictures that go into a publication. */
export function drawForPages(definition: FigureDefinition, options: Omit<DrawOptions, 'width'>): DrawnFigure {
  return {
    definition,
    wide: drawFigure(definition, { ...options, width: figureWidths.wide }),
    narrow: drawFigure(definition, { ...options, width: figureWidths.narrow }),
  };
}
