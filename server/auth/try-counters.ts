import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { sql } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import { type DelayRule, listDelays } from '#server/domain/person/sign-in.rules.ts';

/** A counter in Postgres, as auth.take_try takes it. */
export type Counter = { key: string; window: number; delays: number[] };

/**
 * Makes the counter of a rule for something: an account, a place, both. The key is a checksum with a secret, so that
 * neither people's addresses nor those of their lines lie in the table.
 */
export function buildCounter(
  secret: string,
  name: string,
  rule: DelayRule,
  what: readonly string[],
): Counter {
  const sum = createHmac('sha256', `try-counters/${secret}`).update(JSON.stringify(what)).digest('base64url');
  return { key: `${name}/${sum}`, window: rule.windowSeconds, delays: listDelays(rule) };
}

/** The counters that one try is counted by; each may be missing. See auth.take_try. */
export type Counters = { place?: Counter; account?: Counter; own?: Counter };

/**
 * Counts a try, or says in how many seconds it may be made; then it is not counted. `began`: from here on there is a
 * wait that there was not before. One statement, so that tries in parallel are counted one by one.
 */
export async function addTry(
  database: Database,
  counters: Counters,
  now: Date,
): Promise<{ wait: number; began: boolean }> {
  const write = (counter?: Counter) => sql`${counter ? JSON.stringify(counter) : null}::text::jsonb`;
  const [row] = await readRows(
    database,
    { wait: z.number(), began: z.boolean() },
    sql`select wait, began from auth.take_try(${write(counters.place)}, ${write(counters.account)},
      ${write(counters.own)}, ${now.toISOString()}::timestamptz)`,
  );
  if (!row) throw new Error('The counters gave no answer.');
  return row;
}

/** After a good try: forgets what its own counter has counted, and gives the shared ones back what it took. */
export async function removeTry(database: Database, counters: Counters, now: Date): Promise<void> {
  await database.execute(sql`
    select auth.give_back_try(${counters.place?.key ?? null}, ${counters.account?.key ?? null},
      ${counters.own?.key ?? null}, ${now.toISOString()}::timestamptz)`);
}
