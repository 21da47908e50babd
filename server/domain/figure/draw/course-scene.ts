import type { CourseChart, DrawOptions, FigureCell, FigureDefinition } from '../figure.types.ts';
import type { CourseLayout } from './course-layout.ts';
import type { createLabels } from './labels.ts';

type Labels = ReturnType<typeof createLabels>;
/** The input of the functions that draw the parts of a time series. */
export type CourseScene = {
  figure: FigureDefinition;
  chart: CourseChart;
  layout: CourseLayout;
  labels: Labels;
  /** Formats a number of the axis, in the axis's unit. */
  sayTick: (value: number) => string;
  /**
   * Formats the label of a cell, longest first: its number in full and, if that is exact, in the axis's unit.
   */
  sayFull: (cell: FigureCell | undefined) => string[];
  words: DrawOptions['words'];
};
