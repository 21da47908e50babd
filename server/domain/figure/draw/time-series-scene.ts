import type { TimeSeriesChart, DrawOptions, FigureCell, FigureDefinition } from '../figure.types.ts';
import type { TimeSeriesLayout } from './time-series-layout.ts';
import type { createLabels } from './labels.ts';

type Labels = ReturnType<typeof createLabels>;
/** The input of the functions that draw the parts of a time series. */
export type TimeSeriesScene = {
  figure: FigureDefinition;
  chart: TimeSeriesChart;
  layout: TimeSeriesLayout;
  labels: Labels;
  /** Formats a number of the axis, in the axis's unit. */
  describeTick: (value: number) => string;
  /**
   * Formats the label of a cell, longest first: its number in full and, if that is exact, in the axis's unit.
   */
  describeFull: (cell: FigureCell | undefined) => string[];
  words: DrawOptions['words'];
};
