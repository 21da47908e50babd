import { DomainError } from '#server/domain/error/domain-error.ts';
import type { Outbox, OutboxMail } from '#server/notifications/outbox.ts';
import { requirePermission, type OperationContext } from '#server/operation/operation-context.ts';

export type OutboxContext = OperationContext & { outbox: Outbox | null };

/** How many mails of the outbox are shown. */
export const outboxShown = 200;

export type OutboxEntry = Pick<OutboxMail, 'id' | 'writtenAt' | 'to' | 'kind' | 'subject'>;

function requireOutbox(context: OutboxContext): Outbox {
  requirePermission(context, 'mail.outbox');
  if (!context.outbox) throw new DomainError('NOT_FOUND', 'There is no outbox to read here.');
  return context.outbox;
}

/** The newest mails of the outbox. Throws NOT_FOUND outside the demo, and where mail leaves by a server. */
export async function listOutbox(context: OutboxContext): Promise<{ mails: OutboxEntry[]; total: number }> {
  const { mails, total } = await requireOutbox(context).list(outboxShown);
  return {
    mails: mails.map(({ id, writtenAt, to, kind, subject }) => ({ id, writtenAt, to, kind, subject })),
    total,
  };
}

/** One mail of the outbox, whole. Throws NOT_FOUND. */
export async function getOutboxMail(context: OutboxContext, input: { mail: number }) {
  const mail = await requireOutbox(context).read(input.mail);
  if (!mail) throw new DomainError('NOT_FOUND', 'There is no mail with this number in the outbox.');
  return mail;
}
