import MailComposer from 'nodemailer/lib/mail-composer';
import type { mail as mailTable } from '#db/schema/mail.ts';
import type { Sender } from './mail-url.rules.ts';

/** A mail as it waits in tracker.mail. */
export type WaitingMail = typeof mailTable.$inferSelect;

/** What a person reads of a message. */
export type MessageWords = {
  to: string;
  kind: string;
  subject: string;
  text: string;
  attachment: { name: string; content: string } | null;
};

/** A message ready for the wire. */
export type BuiltMessage = { envelope: { from: string; to: string }; raw: Buffer; words: MessageWords };

/** Makes the message: plain text, marked as written by a machine so that absence notes do not answer it. */
export async function buildMessage(
  mail: WaitingMail,
  { from, origin }: { from: Sender; origin: string },
  date: Date,
): Promise<BuiltMessage> {
  const words: MessageWords = {
    to: mail.toAddress,
    kind: mail.kind,
    subject: mail.subject,
    text: applyLinks(mail.body, origin),
    attachment:
      mail.attachmentName === null ? null : { name: mail.attachmentName, content: mail.attachment ?? '' },
  };
  const composer = new MailComposer({
    from,
    to: { name: '', address: mail.toAddress },
    subject: words.subject,
    text: words.text,
    messageId: mail.messageId ?? undefined,
    date,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    attachments:
      words.attachment === null
        ? []
        : [
            {
              filename: words.attachment.name,
              content: words.attachment.content,
              contentType: words.attachment.name.endsWith('.ics')
                ? 'text/calendar; charset=utf-8; method=PUBLISH'
                : 'application/octet-stream',
            },
          ],
    // What is in a mail is text of ours: a path or an address in it is never opened.
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  });
  const raw = await composer.compile().build();
  return { envelope: { from: from.address, to: mail.toAddress }, raw, words };
}

/**
 * What became of a message:
 * - sent: the next server has taken it;
 * - later: it was refused for now, or the server cannot be reached (`server`: whatever the message);
 * - never: it was refused for good;
 * - unknown: the line broke after the message had gone out and before the answer came. It may have arrived.
 */
export type SendOutcome =
  | { kind: 'sent' }
  | {
      kind: 'later';
      server: boolean;
      error: string;
      /** The codes of the failure, such as "EAUTH-535", for the log: a server's words can name whom the mail is for. */
      codes?: string;
    }
  | { kind: 'never'; error: string }
  | { kind: 'unknown'; error: string };

/** Where mail goes. `id` is the mail's number, `at` the moment. */
export type MailTransport = { send(id: number, message: BuiltMessage, at: Date): Promise<SendOutcome> };

const placeholder = '{origin}';

/** A link in a mail: the tracker's public address is put in when the mail is sent. `path` begins with a slash. */
export const buildMailLink = (path: string): string => `${placeholder}${path}`;

/** The body with its links whole. */
export const applyLinks = (body: string, origin: string): string => body.replaceAll(placeholder, origin);

/** The path of the first link in a body; null where it has none. */
export const findFirstPath = (body: string): string | null =>
  /\{origin\}(\/(?!\/)[^\s]{0,900})/.exec(body)?.[1]?.replace(/[.,;:]+$/, '') ?? null;
