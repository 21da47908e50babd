import type { CourseChart, DrawOptions, FigureCell, FigureDefinition } from '../figure.types.ts';
import type { CourseLayout } from './course-layout.ts';
import type { createLabels } from './labels.ts';

type Labels = ReturnType<typeof createLabels>;
/** What the parts of a course are drawn from. */
export type CourseScene = {
  figure: FigureDefinition;
  chart: CourseChart;
  layout: CourseLayout;
  labels: Labels;
  /** A number of the axis, in the unit of the axis. */
  sayTick: (value: number) => string;
  /** What stands beside the mark of a cell: its number, in full and in the unit of the axis where that says the same. */
  sayFull: (cell: FigureCell | undefined) => string[];
  words: DrawOptions['words'];
};
