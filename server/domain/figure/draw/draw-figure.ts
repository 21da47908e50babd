import { figureWidths, type DrawnFigure, type DrawOptions, type FigureDefinition } from '../figure.types.ts';
import { drawBars } from './draw-bars.ts';
import { drawTimeSeries } from './draw-time-series.ts';
import { drawGlance } from './draw-glance.ts';
import { drawGrid } from './draw-grid.ts';
import { drawMatrix } from './draw-matrix.ts';
import { drawMultiples } from './draw-multiples.ts';
import { drawStacked } from './draw-stacked.ts';
import { drawStatusBars } from './draw-status-bars.ts';
import { drawSteps } from './draw-steps.ts';
import { drawTiles } from './draw-tiles.ts';
import { drawTimeline } from './draw-timeline.ts';
import { drawTrack } from './draw-track.ts';

/** Draws a figure as SVG. Pure: the same definition gives the same bytes. */
export function drawFigure(figure: FigureDefinition, options: DrawOptions): string {
  const { chart } = figure;
  switch (chart.kind) {
    case 'stacked':
      return drawStacked(figure, chart, options);
    case 'statuses':
      return drawStatusBars(figure, chart, options);
    case 'glance':
      return drawGlance(figure, chart, options);
    case 'grid':
      return drawGrid(figure, chart, options);
    case 'timeline':
      return drawTimeline(figure, chart, options);
    case 'track':
      return drawTrack(figure, chart, options);
    case 'course':
      return drawTimeSeries(figure, chart, options);
    case 'multiples':
      return drawMultiples(figure, chart, options);
    case 'bars':
      return drawBars(figure, chart, options);
    case 'steps':
      return drawSteps(figure, chart, options);
    case 'tiles':
      return drawTiles(figure, chart, options);
    case 'matrix':
      return drawMatrix(figure, chart, options);
  }
}

/** Returns a figure with the pictures that go into a publication. */
export function drawForPages(definition: FigureDefinition, options: Omit<DrawOptions, 'width'>): DrawnFigure {
  return {
    definition,
    wide: drawFigure(definition, { ...options, width: figureWidths.wide }),
    narrow: drawFigure(definition, { ...options, width: figureWidths.narrow }),
  };
}
