import { z } from 'zod';
import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Database } from '#db/client.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { idleHours } from '#server/domain/person/sign-in.rules.ts';

/** How long the answer to a request is kept, so that the same request again changes nothing. Nobody repeats older ones. */
export const answersKeptDays = 30;

const cleanedUp = { sessions: z.number(), links: z.number(), counters: z.number(), answers: z.number() };
export type CleanedUp = RowOf<typeof cleanedUp>;

/**
 * Deletes what has served its time: sessions that have ended or lie unused, links to passwords that are too old,
 * counters of tries that have run out, answers to old requests. Has failed sign-ins of past days told in the audit.
 * Repeating it changes nothing.
 */
export async function deleteExpired(work: {
  jobs: Database;
  now: () => Date;
  log: Logger;
}): Promise<CleanedUp> {
  const [gone] = await readRows(
    work.jobs,
    cleanedUp,
    sql`select sessions::integer, links::integer, counters::integer, answers::integer
    from tracker.clean_up(${work.now().toISOString()}::timestamptz, make_interval(hours => ${idleHours}),
      make_interval(days => ${answersKeptDays}))`,
  );
  if (!gone) throw new Error('The clean-up gave no answer.');
  work.log.info({ ...gone }, 'what has served its time is deleted');
  return gone;
}
