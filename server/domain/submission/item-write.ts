import type { ActivityReportContent } from './activity-report.rules.ts';
import type { IndicatorDefinition, Release } from '#server/domain/value/indicator-definition.ts';
import type { Cell } from '#server/domain/value/indicator-value.schema.ts';

/** One activity report to save, already checked. */
export type ActivityWrite = { id: number; code: string; version: number; content: ActivityReportContent };

/** One indicator with its cells to save, already checked. */
export type IndicatorWrite = {
  definition: IndicatorDefinition;
  version: number;
  note: string;
  release: Release | undefined;
  cells: Cell[];
  /**
   * Keys of cells and "note": the scope of this save, if it is not the whole indicator; see findWriteScope.
   */
  only?: readonly string[] | undefined;
  /** The prefix of the item in the input ("indicators.2."), for problems at its fields. */
  path?: string;
};
