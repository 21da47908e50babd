import { boolean, integer, text } from 'drizzle-orm/pg-core';
import { nationalTargetStatuses } from '#server/domain/target/national-target.rules.ts';
import type { CircumstanceContent } from '#server/domain/target/circumstance.rules.ts';
import type { NationalTargetContent } from '#server/domain/target/national-target.rules.ts';
import { at, bigId, json, tracker } from './columns.ts';

/** What was done to the national targets of a reporter for an indicator: proposed, cleared, accepted, returned. */
export const nationalTargetStep = tracker.table('national_target_step', {
  id: bigId(),
  indicatorId: integer('indicator_id').notNull(),
  reporterId: integer('reporter_id').notNull(),
  /** The round from which it counts. */
  roundId: integer('round_id').notNull(),
  number: integer('number').notNull(),
  status: text('status', { enum: nationalTargetStatuses }).notNull(),
  returnedBy: text('returned_by', { enum: ['state', 'secretariat'] }),
  content: json('content').$type<NationalTargetContent>().notNull(),
  /** The state's consent to publish its targets. */
  released: boolean('released').notNull(),
  note: text('note').notNull().default(''),
  takenBy: text('taken_by').notNull(),
  takenAt: at('taken_at').notNull(),
});

/** What was done to the circumstances of a reporter in an activity; as `nationalTargetStep`. */
export const nationalCircumstanceStep = tracker.table('national_circumstance_step', {
  id: bigId(),
  activityId: integer('activity_id').notNull(),
  reporterId: integer('reporter_id').notNull(),
  /** The round from which it counts. */
  roundId: integer('round_id').notNull(),
  number: integer('number').notNull(),
  status: text('status', { enum: nationalTargetStatuses }).notNull(),
  returnedBy: text('returned_by', { enum: ['state', 'secretariat'] }),
  content: json('content').$type<CircumstanceContent>().notNull(),
  /** The state's consent to publish it. */
  released: boolean('released').notNull(),
  note: text('note').notNull().default(''),
  takenBy: text('taken_by').notNull(),
  takenAt: at('taken_at').notNull(),
});
