import type { Transaction } from '#db/as-viewer.ts';
import { mail, notification } from '#db/schema/mail.ts';
import { isListedKind } from '#server/domain/mail/mail-choice.rules.ts';
import { findFirstPath } from './build-message.ts';

/**
 * A mail to one person. `memory` says what it is about, and is the same whenever the same mail would be written
 * again: "returned/12/3". `personId` is null for somebody who has no account yet. A `secret` body holds a link that
 * opens an account; it is emptied once the mail is sent. `body` is plain text.
 */
export type NewMail = {
  personId: string | null;
  toAddress: string;
  kind: string;
  subject: string;
  body: string;
  submissionId?: number | null;
  memory: string;
  secret?: boolean;
  attachment?: { name: string; content: string };
};

/**
 * Puts a mail into the queue, in the transaction that it tells about: it goes out after that was committed, and not
 * at all if it was not. Somebody with an account also finds it in their list of notifications, where it leads to the
 * first page that the mail links to; a link that opens an account is never listed. `at` is the moment as ISO text.
 * True when the mail is new, false when the same was queued before.
 */
export async function queueMail(tx: Transaction, written: NewMail, at: string): Promise<boolean> {
  const { secret: isSecret = false, attachment, ...words } = written;
  const title = asOneLine(words.subject);
  const { personId, kind, memory } = words;
  const isListed = personId !== null && !isSecret && isListedKind(kind);
  // No conflict target and nothing returned: either would ask for the right to read a row that is somebody else's.
  const [{ count }] = await Promise.all([
    tx
      .insert(mail)
      .values({
        ...words,
        subject: title,
        isSecret,
        attachmentName: attachment?.name ?? null,
        attachment: attachment?.content ?? null,
        createdAt: at,
      })
      .onConflictDoNothing(),
    isListed
      ? tx
          .insert(notification)
          .values({
            personId,
            kind,
            title,
            path: findFirstPath(words.body) ?? '/account',
            memory,
            createdAt: at,
          })
          .onConflictDoNothing()
      : null,
  ]);
  return count === 1;
}

/** A subject is one line of at most 300 characters, whatever names are in it: a line end would begin a new header. */
function asOneLine(subject: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters that must not be there
  const line = subject.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim();
  return line.length <= 300 ? line : `${line.slice(0, 299).toWellFormed()}…`;
}
