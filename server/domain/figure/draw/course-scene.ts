import type { CourseChart, DrawOptions, FigureDefinition } from '../figure.types.ts';
import type { CourseLayout } from './course-layout.ts';
import type { createLabels } from './labels.ts';

type Labels = ReturnType<typeof createLabels>;
/** What the parts of a course are drawn from. */
export type CourseScene = {
  figure: FigureDefinition;
  chart: CourseChart;
  layout: CourseLayout;
  labels: Labels;
  /** A number of the axis, and a figure from its fullest to its shortest form. */
  sayTick: (value: number) => string;
  sayFull: (value: number) => string[];
  words: DrawOptions['words'];
};
