import type { Logger } from 'pino';
import type { Database } from '#db/client.ts';
import { buildMessage, type WaitingMail, type MailTransport, type SendOutcome } from './build-message.ts';
import { isMailAddress, type Sender } from './mail-url.rules.ts';
import { buildReminderAgain } from './reminder-facts.ts';
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { mail, mailChoice } from '#db/schema/mail.ts';
import { everyMail, isMailWanted, type MailChoice } from '#server/domain/mail/mail-choice.rules.ts';

export type Delivery = {
  /** The database as the sender of mail. */
  jobs: Database;
  transport: MailTransport;
  from: Sender;
  /** The tracker's public address, for links. */
  origin: string;
  now: () => Date;
  log: Logger;
  /** Ends the work between two mails. */
  signal?: AbortSignal;
};

/** How long a mail is kept for a server that cannot be reached. */
const cachedDays = 7;

/**
 * Sends what waits, oldest first, until nothing is left, the server is away or the work is ended. Every mail goes out
 * at most once: it is marked before it is sent, and one of which nobody knows the end is not tried again. Returns how
 * many were sent. Never logs an address, a subject or a word of a mail.
 */
export async function deliverMail(delivery: Delivery): Promise<{ sent: number }> {
  const { jobs, from, now, log } = delivery;
  const abandoned = await markAbandoned(jobs, now());
  if (abandoned > 0) log.warn({ mails: abandoned }, 'mail was left while it was being sent');
  let sent = 0;
  while (!delivery.signal?.aborted) {
    const mail = await claimMail(jobs, from.address.split('@')[1] ?? 'localhost', now());
    if (!mail) break;
    const outcome = await sendOne(delivery, mail);
    log.debug({ mail: mail.id, kind: mail.kind, outcome: outcome.kind }, 'mail tried');
    if (outcome.kind === 'sent') sent += 1;
    if (outcome.kind === 'later' && outcome.server) {
      log.warn({ mail: mail.id, reason: outcome.codes }, 'the mail server cannot be used');
      break;
    }
  }
  return { sent };
}

type Outcome = SendOutcome | { kind: 'dropped' };

async function sendOne(delivery: Delivery, mail: WaitingMail): Promise<Outcome> {
  const { jobs, transport, now } = delivery;
  if (!isMailAddress(mail.toAddress)) {
    const error = 'Mail cannot be sent to this address.';
    await settleMail(jobs, mail.id, { status: 'failed', error });
    return { kind: 'never', error };
  }
  const current = await refresh(delivery, mail);
  if (!current) return { kind: 'dropped' };
  const message = await buildMessage(current, delivery, now());
  const outcome = await transport.send(mail.id, message, now());
  await settle(delivery, mail, outcome);
  return outcome;
}

/**
 * The mail with words that are true now; null when it was dropped because there is nothing left to say, or because the
 * person has chosen to get no mail about this.
 */
async function refresh({ jobs, now }: Delivery, mail: WaitingMail): Promise<WaitingMail | null> {
  const today = now().toISOString().slice(0, 10);
  if (mail.personId !== null && !isMailWanted(mail.kind, await loadChoice(jobs, mail.personId), today)) {
    await settleMail(jobs, mail.id, { status: 'dropped', error: 'The person does not want this mail now.' });
    return null;
  }
  if (mail.kind !== 'reminder') return mail;
  const text = await buildReminderAgain(jobs, mail, now());
  if ('dropped' in text) {
    await settleMail(jobs, mail.id, { status: 'dropped', error: text.dropped });
    return null;
  }
  await rewordMail(jobs, mail.id, text);
  return { ...mail, ...text };
}

async function loadChoice(jobs: Database, personId: string): Promise<MailChoice> {
  const [stored] = await jobs
    .select({ unwanted: mailChoice.unwanted, pausedUntil: mailChoice.pausedUntil })
    .from(mailChoice)
    .where(eq(mailChoice.personId, personId));
  return stored ?? everyMail;
}

async function settle({ jobs, now }: Delivery, mail: WaitingMail, outcome: SendOutcome): Promise<void> {
  switch (outcome.kind) {
    case 'sent':
      return settleMail(jobs, mail.id, { status: 'sent', at: now() });
    case 'never':
      return settleMail(jobs, mail.id, { status: 'failed', error: outcome.error });
    case 'unknown':
      return settleMail(jobs, mail.id, { status: 'unknown', error: outcome.error });
    case 'later': {
      const { error, server } = outcome;
      const waitedMs = now().getTime() - Date.parse(mail.createdAt);
      const isGivenUp = server ? waitedMs > cachedDays * 86_400_000 : mail.attempts > retryMinutes.length;
      // While the server is away no mail comes closer to being given up: a quarter of an hour at most, then again.
      const attempts = server ? Math.min(mail.attempts, 3) : mail.attempts;
      return settleMail(
        jobs,
        mail.id,
        isGivenUp ? { status: 'failed', error } : { status: 'waiting', error, attempts },
      );
    }
  }
}

/** Minutes to wait after the first, second, … refusal. After the last of them a mail has failed. */
const retryMinutes = [1, 5, 15, 60, 120, 240, 480] as const;

/** A mail that is still "being sent" after so many minutes was left behind by a tracker that stopped. */
const abandonedMinutes = 10;

/** A link that opens an account is kept no longer than it takes to send it. */
const emptySecret = { body: sql`case when ${mail.isSecret} then '' else ${mail.body} end` };

/**
 * Takes the oldest mail whose time has come and marks it as being sent, in one statement: of several processes one
 * gets it, and after a crash it is known that it was under way. `host` ends the Message-ID. Null: nothing to send.
 */
async function claimMail(jobs: Database, host: string, now: Date): Promise<WaitingMail | null> {
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
async function markAbandoned(jobs: Database, now: Date): Promise<number> {
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
async function rewordMail(
  jobs: Database,
  id: number,
  { subject, body }: { subject: string; body: string },
): Promise<void> {
  await jobs.update(mail).set({ subject, body }).where(claimedMail(id));
}

/** Writes down what became of a mail that this process has claimed. */
async function settleMail(
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
