import { boolean, integer, numeric, primaryKey, text } from 'drizzle-orm/pg-core';
import {
  supportKinds,
  supportParts,
  supportStages,
  statementKinds,
} from '#server/domain/support/support.schema.ts';
import { at, id, on, quantity, tracker } from './columns.ts';

/** Something that a partner gives to a plan; what it is stands in its versions. */
export const support = tracker.table('support', {
  id: id(),
  planId: integer('plan_id').notNull(),
  code: text('code').notNull(),
  partnerId: integer('partner_id').notNull(),
  version: integer('version').notNull().default(1),
});

/** Every state of a support; rows never change. */
export const supportVersion = tracker.table(
  'support_version',
  {
    supportId: integer('support_id').notNull(),
    version: integer('version').notNull(),
    kind: text('kind', { enum: supportKinds }).notNull(),
    part: text('part', { enum: supportParts }).notNull(),
    activityId: integer('activity_id'),
    areaId: integer('area_id'),
    description: text('description').notNull(),
    carriedOutBy: text('carried_out_by').notNull(),
    receivers: text('receivers').array().notNull(),
    source: text('source').notNull(),
    iatiIdentifier: text('iati_identifier').notNull(),
    withdrawn: boolean('withdrawn').notNull(),
    changedBy: text('changed_by').notNull(),
    changedAt: at('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.supportId, table.version] })],
);

export const supportAmount = tracker.table(
  'support_amount',
  {
    supportId: integer('support_id').notNull(),
    version: integer('version').notNull(),
    stage: text('stage', { enum: supportStages }).notNull(),
    year: integer('year').notNull(),
    currency: text('currency').notNull(),
    amount: quantity('amount').notNull(),
    source: text('source').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.supportId, table.version, table.stage, table.year, table.currency] }),
  ],
);

/** What the partner itself says about a version of its support. */
export const supportStatement = tracker.table('support_statement', {
  id: id(),
  supportId: integer('support_id').notNull(),
  version: integer('version').notNull(),
  kind: text('kind', { enum: statementKinds }).notNull(),
  text: text('text').notNull(),
  saidBy: text('said_by').notNull(),
  saidAt: at('said_at').notNull(),
});

/** What one unit of a currency was worth in US dollars on a day. Of two for a day the later counts. */
export const exchangeRate = tracker.table('exchange_rate', {
  id: id(),
  currency: text('currency').notNull(),
  day: on('day').notNull(),
  dollars: numeric('dollars', { precision: 20, scale: 10 }).notNull(),
  source: text('source').notNull(),
  recordedBy: text('recorded_by').notNull(),
  recordedAt: at('recorded_at').notNull(),
});
