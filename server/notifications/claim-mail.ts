import { sql } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import type { WaitingMail } from './build-message.ts';

/** Minutes to wait after the first, second, … refusal. After the last of them a mail has failed. */
export const retryMinutes = [1, 5, 15, 60, 120, 240, 480] as const;

/** A mail that is still "being sent" after so many minutes was left behind by a tracker that stopped. */
const abandonedMinutes = 10;

/** A link that opens an account is kept no longer than it takes to send it. */
const emptySecret = sql`body = case when is_secret then '' else body end`;

/**
 * Takes the oldest mail whose time has come and marks it as being sent, in one statement: of several processes one
 * gets it, and after a crash it is known that it was under way. `host` ends the Message-ID. Null: nothing to send.
 */
export async function claimMail(jobs: Database, host: string, now: Date): Promise<WaitingMail | null> {
  const at = now.toISOString();
  const waits = sql.join(
    retryMinutes.map((minutes, index) => sql`when ${sql.raw(`${index + 1} then ${minutes}`)}`),
    sql` `,
  );
  const [mail] = await jobs.execute<WaitingMail>(sql`
    update tracker.mail set status = 'sending', attempts = attempts + 1, tried_at = ${at}::timestamptz,
      message_id = coalesce(message_id, concat('<', left(encode(sha256(convert_to(
        concat_ws('|', id, memory, created_at), 'UTF8')), 'hex'), 32), '@', ${host}::text, '>'))
    where id = (select m.id from tracker.mail m
      where m.status = 'waiting' and (m.tried_at is null
        or m.tried_at + make_interval(mins => case m.attempts ${waits} else 0 end) <= ${at}::timestamptz)
      order by m.id limit 1 for update skip locked)
    returning id::integer as id, person_id as "personId", to_address as "toAddress", kind, subject, body,
      is_secret as "isSecret", memory, attachment_name as "attachmentName", attachment, attempts,
      message_id as "messageId", to_json(created_at)#>>'{}' as "createdAt"`);
  return mail ?? null;
}

/**
 * Mails that a stopped tracker was sending: nobody knows whether they arrived, so they are shown and not sent again.
 * Returns how many.
 */
export async function markAbandoned(jobs: Database, now: Date): Promise<number> {
  const rows = await jobs.execute(sql`
    update tracker.mail set status = 'unknown', ${emptySecret},
      last_error = 'The tracker stopped while this was being sent. It may have arrived.'
    where status = 'sending'
      and tried_at < ${now.toISOString()}::timestamptz - make_interval(mins => ${abandonedMinutes}::integer)
    returning id`);
  return rows.length;
}

/** New words for a mail that this process has claimed: what it says has changed while it waited. */
export async function rewordMail(
  jobs: Database,
  id: number,
  text: { subject: string; body: string },
): Promise<void> {
  await jobs.execute(sql`update tracker.mail set subject = ${text.subject}, body = ${text.body}
    where id = ${id} and status = 'sending'`);
}

/** Writes down what became of a mail that this process has claimed. */
export async function settleMail(
  jobs: Database,
  id: number,
  outcome:
    | { status: 'sent'; at: Date }
    /** `attempts`: how often it counts as tried. */
    | { status: 'waiting'; error: string; attempts: number }
    | { status: 'failed' | 'unknown' | 'dropped'; error: string },
): Promise<void> {
  const fields = () => {
    switch (outcome.status) {
      case 'sent':
        return sql`sent_at = ${outcome.at.toISOString()}::timestamptz, last_error = '', ${emptySecret}`;
      case 'waiting':
        return sql`last_error = ${outcome.error.slice(0, 1000)}, attempts = ${outcome.attempts}`;
      case 'failed':
      case 'unknown':
      case 'dropped':
        return sql`last_error = ${outcome.error.slice(0, 1000)}, ${emptySecret}`;
    }
  };
  await jobs.execute(sql`update tracker.mail set status = ${outcome.status}, ${fields()}
    where id = ${id} and status = 'sending'`);
}
