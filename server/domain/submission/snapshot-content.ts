import type { SnapshotReason } from '../validation/warning-reasons.rules.ts';
import type { Release, ValueState } from '../value/indicator-definition.ts';

/** A report as it was submitted. Uses codes, not ids: it must stay readable when the plan has changed. */
export type SnapshotActivity = {
  activity: string;
  status: string | null;
  achievements: string;
  challenges: string;
  nextSteps: string;
  narrativeReleased: boolean;
};
export type SnapshotCell = {
  dimension?: string;
  category?: string;
  state: ValueState;
  value?: number | string;
  numerator?: number | string;
  denominator?: number | string;
  choice?: string;
  text?: string;
};
export type SnapshotIndicator = {
  indicator: string;
  note: string;
  release: Release;
  cells: SnapshotCell[];
};
export type SnapshotContent = {
  activities: SnapshotActivity[];
  indicators: SnapshotIndicator[];
  /** Reasons for warnings that were not resolved; absent in older reports and if none was given. */
  reasons?: SnapshotReason[];
};
