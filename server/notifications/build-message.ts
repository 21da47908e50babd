import MailComposer from 'nodemailer/lib/mail-composer';
import type { mail as mailTable } from '#db/schema/mail.ts';
import { fillLinks } from './link-to.ts';
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
    text: fillLinks(mail.body, origin),
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
