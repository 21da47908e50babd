import { customType, integer, jsonb, text, timestamp } from 'drizzle-orm/pg-core';
import { publicationNumber, published } from './published.ts';

/** What pages of a publication stand on beside its rows. */

/** Of a publication that was withdrawn: written later than the rest, and once. */
export const withdrawal = published.table('withdrawal', {
  publication: integer('publication').primaryKey(),
  reason: text('reason').notNull(),
  withdrawnAt: timestamp('withdrawn_at', { withTimezone: true, mode: 'string' }).notNull(),
});

/** Which plan is shown where no publication is asked for: the newest row counts. */
export const leadingPlan = published.table('leading_plan', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  planCode: text('plan_code').notNull(),
  chosenAt: timestamp('chosen_at', { withTimezone: true, mode: 'string' }).notNull(),
});

export const drawing = published.table('drawing', {
  publication: publicationNumber(),
  figure: text('figure').notNull(),
  position: integer('position').notNull(),
  definition: jsonb('definition').notNull(),
  wide: text('wide').notNull(),
  narrow: text('narrow').notNull(),
});

const searchVector = customType<{ data: string }>({ dataType: () => 'tsvector' });

export const searchEntry = published.table('search_entry', {
  publication: publicationNumber(),
  kind: text('kind').notNull(),
  code: text('code').notNull(),
  path: text('path').notNull(),
  title: text('title').notNull(),
  body: text('body').notNull(),
  position: integer('position').notNull(),
  words: searchVector('words').notNull(),
});

export const searchWord = published.table('search_word', {
  publication: publicationNumber(),
  word: text('word').notNull(),
  entries: integer('entries').notNull(),
});

/** What was reworded, added, ended or merged, as it concerns the rounds of a publication. */
export const planChange = published.table('plan_change', {
  publication: publicationNumber(),
  subject: text('subject', { enum: ['activity', 'indicator'] }).notNull(),
  code: text('code').notNull(),
  position: integer('position').notNull(),
  kind: text('kind', { enum: ['reworded', 'added', 'ended', 'merged', 'split'] }).notNull(),
  fromRound: text('from_round').notNull(),
  fromTitle: text('from_title').notNull(),
  beforeTitle: text('before_title'),
  mergedInto: text('merged_into'),
  splitInto: text('split_into').array(),
  splitFrom: text('split_from'),
});
