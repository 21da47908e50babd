import { sql } from 'drizzle-orm';
import { bigint, customType, date, integer, numeric, pgSchema, timestamp } from 'drizzle-orm/pg-core';

/**
 * The kinds of columns that the tables of db/schema are made of. Keys, checks, policies and grants live in
 * db/migrations; the definitions give statements their types, and tests/integration/database/schema.test.ts holds
 * them against the migrated database in both directions.
 */

/** Accounts and sessions. */
export const auth = pgSchema('auth');
/** The working schema. Only the runtime role reads it, and row-level security decides which rows. */
export const tracker = pgSchema('tracker');
/** What the public may read. Nothing in it ever changes. */
export const published = pgSchema('published');

export const id = () => integer('id').generatedAlwaysAsIdentity().primaryKey();
export const bigId = () => big('id').generatedAlwaysAsIdentity().primaryKey();
export const big = (name: string) => bigint(name, { mode: 'number' });

/** A day: "2025-01-20". */
export const on = (name: string) => date(name, { mode: 'string' });

/**
 * A moment as ISO text, "2025-01-20T08:00:00.123+00:00": what to_json makes of it. It never becomes a Date, which
 * would cut it to milliseconds. Connections run in UTC.
 */
export const at = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp with time zone',
  fromDriver: (stored) => stored.replace(' ', 'T').replace(/\+00$/, '+00:00'),
});

/** A moment as a Date, in the tables that better-auth reads and writes. */
export const clock = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** A figure, as text: "12.5000". */
export const quantity = (name: string) => numeric(name, { precision: 20, scale: 4 });

/** A JSON value. Name its type with $type where every writer gives it that form. */
export const json = customType<{ data: unknown }>({
  dataType: () => 'jsonb',
  toDriver: (value) => JSON.stringify(value),
});

export const searchVector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** The moment of the transaction, as a default. */
export const now = sql`now()`;
