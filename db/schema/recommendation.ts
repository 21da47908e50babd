import { boolean, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { followUpStatuses, responseKinds } from '#server/domain/recommendation/recommendation.schema.ts';
import { at, id, on, tracker } from './columns.ts';

/** A recommendation of an entry of the library; what it says is in its versions. */
export const recommendation = tracker.table('recommendation', {
  id: id(),
  itemId: integer('item_id').notNull(),
  code: text('code').notNull(),
  version: integer('version').notNull().default(1),
});

/** Every state of a recommendation; rows never change. */
export const recommendationVersion = tracker.table(
  'recommendation_version',
  {
    recommendationId: integer('recommendation_id').notNull(),
    version: integer('version').notNull(),
    text: text('text').notNull(),
    place: text('place').notNull(),
    madeOn: on('made_on'),
    addressedTo: text('addressed_to').array().notNull(),
    activities: text('activities').array().notNull(),
    indicators: text('indicators').array().notNull(),
    answerBy: on('answer_by'),
    released: boolean('released').notNull(),
    changedBy: text('changed_by').notNull(),
    changedAt: at('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.recommendationId, table.version] })],
);

/** What a state or body says to a recommendation; its newest row counts. Rows never change. */
export const recommendationResponse = tracker.table('recommendation_response', {
  id: id(),
  recommendationId: integer('recommendation_id').notNull(),
  version: integer('version').notNull(),
  reporterId: integer('reporter_id').notNull(),
  kind: text('kind', { enum: responseKinds }).notNull(),
  reason: text('reason').notNull(),
  respondedOn: on('responded_on').notNull(),
  dueOn: on('due_on'),
  activities: text('activities').array().notNull(),
  indicators: text('indicators').array().notNull(),
  source: text('source').notNull(),
  recordedBy: text('recorded_by').notNull(),
  recordedAt: at('recorded_at').notNull(),
});

/** How far a state or body had come on a day; its newest row counts. Rows never change. */
export const recommendationStatus = tracker.table('recommendation_status', {
  id: id(),
  recommendationId: integer('recommendation_id').notNull(),
  reporterId: integer('reporter_id').notNull(),
  status: text('status', { enum: followUpStatuses }).notNull(),
  asOf: on('as_of').notNull(),
  note: text('note').notNull(),
  recordedBy: text('recorded_by').notNull(),
  recordedAt: at('recorded_at').notNull(),
});
