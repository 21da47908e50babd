import { z } from 'zod';
import { releases, valueStates } from '../value/indicator-definition.ts';

/** Kinds chosen from a list; absent in reports from before there were any. */
const kinds = z.array(z.string()).exactOptional();

/** A report as it was submitted. Uses codes, not ids: it must stay readable when the plan has changed. */

const snapshotActivity = z.object({
  activity: z.string(),
  status: z.string().nullable(),
  achievements: z.string(),
  challenges: z.string(),
  obstacles: kinds,
  helpWanted: kinds,
  nextSteps: z.string(),
  narrativeReleased: z.boolean(),
});

const figure = z.union([z.number(), z.string()]);

export const snapshotCell = z.object({
  dimension: z.string().exactOptional(),
  category: z.string().exactOptional(),
  state: z.enum(valueStates),
  value: figure.exactOptional(),
  numerator: figure.exactOptional(),
  denominator: figure.exactOptional(),
  choice: z.string().exactOptional(),
  text: z.string().exactOptional(),
});

export const snapshotIndicator = z.object({
  indicator: z.string(),
  note: z.string(),
  release: z.enum(releases),
  cells: z.array(snapshotCell),
});

/** A reason as it travels with a report: for which warning of which item it was given. */
export const snapshotReason = z.object({
  subject: z.enum(['activity', 'indicator']),
  code: z.string(),
  rule: z.string(),
  field: z.string(),
  /** The sentence that it answers. */
  warning: z.string(),
  reason: z.string(),
});

export const snapshotContent = z.object({
  activities: z.array(snapshotActivity),
  indicators: z.array(snapshotIndicator),
  /** Reasons for warnings that were not resolved; absent in older reports and if none was given. */
  reasons: z.array(snapshotReason).exactOptional(),
});

export type SnapshotActivity = z.infer<typeof snapshotActivity>;
export type SnapshotCell = z.infer<typeof snapshotCell>;
export type SnapshotIndicator = z.infer<typeof snapshotIndicator>;
export type SnapshotReason = z.infer<typeof snapshotReason>;
export type SnapshotContent = z.infer<typeof snapshotContent>;
