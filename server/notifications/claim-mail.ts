import { and, eq, isNull, lt, or, sql } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { mail } from '#db/schema/mail.ts';
import type { WaitingMail } from './build-message.ts';

/** Minutes to wait after the first, second, … refusal. After the last of them a mail has failed. */
export const retryMinutes = [1, 5, 15, 60, 120, 240, 480] as const;

/** A mail that is still "being sent" after so many minutes was left behind by a tracker that stopped. */
const abandonedMinutes = 10;

/** A link that opens an account is kept no longer than it takes to send it. */
const emptySecret = { body: sql`case when ${mail.isSecret} then '' else ${mail.body} end` };

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
  const pause = sql`make_interval(mins => case ${mail.attempts} ${waits} else 0 end)`;
  const oldest = jobs
    .select({ id: mail.id })
    .from(mail)
    .where(
      and(
        eq(mail.status, 'waiting'),
        or(isNull(mail.triedAt), sql`${mail.triedAt} + ${pause} <= ${at}::timestamptz`),
      ),
    )
    .orderBy(mail.id)
    .limit(1)
    .for('update', { skipLocked: true });
  const fingerprint = sql`left(encode(sha256(convert_to(
    concat_ws('|', ${mail.id}, ${mail.memory}, ${mail.createdAt}), 'UTF8')), 'hex'), 32)`;
  const [claimed] = await jobs
    .update(mail)
    .set({
      status: 'sending',
      attempts: sql`${mail.attempts} + 1`,
      triedAt: at,
      messageId: sql`coalesce(${mail.messageId}, concat('<', ${fingerprint}, '@', ${host}::text, '>'))`,
    })
    .where(eq(mail.id, oldest))
    .returning();
  return claimed ?? null;
}

/**
 * Mails that a stopped tracker was sending: nobody knows whether they arrived, so they are shown and not sent again.
 * Returns how many.
 */
export async function markAbandoned(jobs: Database, now: Date): Promise<number> {
  const abandonedSince = new Date(now.getTime() - abandonedMinutes * 60_000).toISOString();
  const { count } = await jobs
    .update(mail)
    .set({
      status: 'unknown',
      lastError: 'The tracker stopped while this was being sent. It may have arrived.',
      ...emptySecret,
    })
    .where(and(eq(mail.status, 'sending'), lt(mail.triedAt, abandonedSince)));
  return count;
}

/** A mail that this process has claimed. */
const claimedMail = (id: number) => and(eq(mail.id, id), eq(mail.status, 'sending'));

/** New words for a mail that this process has claimed: what it says has changed while it waited. */
export async function rewordMail(
  jobs: Database,
  id: number,
  { subject, body }: { subject: string; body: string },
): Promise<void> {
  await jobs.update(mail).set({ subject, body }).where(claimedMail(id));
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
  const { status } = outcome;
  const settled =
    status === 'sent'
      ? { sentAt: outcome.at.toISOString(), lastError: '', ...emptySecret }
      : {
          lastError: outcome.error.slice(0, 1000),
          ...(status === 'waiting' ? { attempts: outcome.attempts } : emptySecret),
        };
  await jobs
    .update(mail)
    .set({ status, ...settled })
    .where(claimedMail(id));
}
