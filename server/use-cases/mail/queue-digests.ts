import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import type { Database } from '#db/client.ts';
import { type Digest, listDigests, buildDigestKey } from '#server/domain/calendar/reminders.rules.ts';
import { queueMail } from '#server/notifications/queue-mail.ts';
import { listReminderFacts, type MailedFacts } from '#server/notifications/reminder-facts.ts';
import { buildReminderMail } from '#server/notifications/texts/build-reminder-mail.ts';

/**
 * Writes the reminders whose time has come: one to each person who owes something, of everything that they owe.
 * Repeated, or done by two processes at once, it writes each of them once. Returns how many are new.
 */
export function queueDigests(jobs: Database, now: Date): Promise<number> {
  return jobs.transaction(async (tx) => {
    await dropStale(tx, now);
    const facts = await listReminderFacts(tx);
    const reminded = await listReminded(tx, facts);
    let written = 0;
    for (const digest of listDigests(facts, reminded, now)) {
      if (await queueDigest(tx, digest, facts, now)) written += 1;
    }
    return written;
  });
}

/**
 * A reminder that could not be sent on its day is not one: this morning's takes its place. From the last hour in which
 * one is written to the first of the next morning it is fifteen hours.
 */
async function dropStale(tx: Transaction, now: Date): Promise<void> {
  await tx.execute(sql`
    update tracker.mail set status = 'dropped',
      last_error = 'It could not be sent on its day. The next morning’s mail replaces it.'
    where kind = 'reminder' and status = 'waiting' and memory like 'digest/%'
      and created_at <= ${now.toISOString()}::timestamptz - interval '15 hours'`);
}

/** When each of these people was last reminded; ISO moments. */
async function listReminded(tx: Transaction, facts: readonly MailedFacts[]): Promise<Map<string, string>> {
  const people = [...new Set(facts.map(({ personId }) => personId))];
  const rows = await readRows(
    tx,
    { person_id: z.string(), at: z.string() },
    sql`
    select person_id, to_json(reminded_at)#>>'{}' as at
    from tracker.list_reminded(${sql.param(people)}::text[])`,
  );
  return new Map(rows.map(({ person_id, at }) => [person_id, at]));
}

/** Queues a reminder; false when this person has one of this day already. */
export function queueDigest(
  tx: Transaction,
  { personId, today, owed }: Digest,
  facts: readonly MailedFacts[],
  now: Date,
): Promise<boolean> {
  const [first] = owed;
  return queueMail(
    tx,
    {
      personId,
      toAddress: facts.find((one) => one.personId === personId)?.email ?? '',
      kind: 'reminder',
      ...buildReminderMail(owed, today),
      submissionId: owed.length === 1 ? (first?.submissionId ?? null) : null,
      memory: buildDigestKey(personId, today),
    },
    now.toISOString(),
  );
}
