import type { Logger } from 'pino';
import type { Database } from '#db/client.ts';
import { buildMessage, type WaitingMail } from './build-message.ts';
import { claimMail, markAbandoned, retryMinutes, rewordMail, settleMail } from './claim-mail.ts';
import { isMailAddress, type Sender } from './mail-url.rules.ts';
import type { MailTransport, SendOutcome } from './mail-transport.ts';
import { refreshReminder } from './reminder-facts.ts';

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
    const error = 'This is no address that mail can be sent to.';
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

/** The mail with words that are true now; null when it was dropped because there is nothing left to say. */
async function refresh({ jobs, now }: Delivery, mail: WaitingMail): Promise<WaitingMail | null> {
  if (mail.kind !== 'reminder') return mail;
  const text = await refreshReminder(jobs, mail, now());
  if ('dropped' in text) {
    await settleMail(jobs, mail.id, { status: 'dropped', error: text.dropped });
    return null;
  }
  await rewordMail(jobs, mail.id, text);
  return { ...mail, ...text };
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
