import { sql } from 'drizzle-orm';
import { can } from '#server/domain/access/can.rules.ts';
import type { OutboxContext } from './read-outbox.query.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export const mailStatuses = ['waiting', 'sending', 'sent', 'failed', 'dropped', 'unknown'] as const;
export type MailStatus = (typeof mailStatuses)[number];

/** A mail in the log: to whom, about what, what became of it. Never what it says. */
export type LoggedMail = {
  id: number;
  /** Null: somebody who had no account when it was written. */
  person: string | null;
  toAddress: string;
  kind: string;
  subject: string;
  round: string | null;
  reporter: string | null;
  createdAt: string;
  status: MailStatus;
  attempts: number;
  triedAt: string | null;
  sentAt: string | null;
  messageId: string | null;
  lastError: string;
  /** Whether it can be sent once more. A link that opens an account is made anew instead. */
  mayResend: boolean;
};

export type MailLog = {
  mails: LoggedMail[];
  total: number;
  page: number;
  pages: number;
  /** The kinds that there are, for choosing from. */
  kinds: string[];
  /** Mails of which nobody knows whether they arrived, and mails that failed, whatever the filter. */
  unknown: number;
  failed: number;
  /** Whether the viewer can read whole mails in the outbox; see read-outbox.query.ts. */
  hasOutbox: boolean;
};

export const mailPageSize = 50;

export type MailFilter = {
  page: number;
  kind?: string | undefined;
  status?: MailStatus | undefined;
  /** Part of a name or an address. */
  person?: string | undefined;
};

/** The delivery log, newest first. */
export function listMail(context: OutboxContext, input: MailFilter): Promise<MailLog> {
  return runOperation(context, { permission: 'mail.read' }, {}, async ({ tx, viewer }) => {
    const words = (input.person ?? '').trim().replace(/[\\%_]/g, '\\$&');
    const wanted = sql`(${input.kind ?? null}::text is null or m.kind = ${input.kind ?? null}::text)
      and (${input.status ?? null}::text is null or m.status = ${input.status ?? null}::text)
      and (${words} = '' or m.to_address ilike ${`%${words}%`} or p.name ilike ${`%${words}%`})`;
    const from = sql`from tracker.mail m left join auth.person p on p.id = m.person_id`;
    const [counted] = await tx.execute<{ total: number }>(sql`
      select count(*)::integer as total ${from} where ${wanted}`);
    const [facts] = await tx.execute<{ kinds: string[]; unknown: number; failed: number }>(sql`
      select array(select distinct kind from tracker.mail order by kind) as kinds,
        (select count(*)::integer from tracker.mail where status = 'unknown') as unknown,
        (select count(*)::integer from tracker.mail where status = 'failed') as failed`);
    const total = counted?.total ?? 0;
    const pages = Math.max(1, Math.ceil(total / mailPageSize));
    const page = Math.min(input.page, pages);
    const mails = await tx.execute<LoggedMail>(sql`
      select m.id::integer as id, p.name as person, m.to_address as "toAddress", m.kind, m.subject,
        r.code as round, q.code as reporter, to_json(m.created_at)#>>'{}' as "createdAt", m.status, m.attempts,
        to_json(m.tried_at)#>>'{}' as "triedAt", to_json(m.sent_at)#>>'{}' as "sentAt",
        m.message_id as "messageId", m.last_error as "lastError",
        m.status in ('failed', 'unknown') and not m.is_secret
          and not exists (select from tracker.mail n where n.memory = 'again/' || m.id) as "mayResend"
      ${from}
      left join tracker.submission s on s.id = m.submission_id
      left join tracker.round r on r.id = s.round_id
      left join tracker.reporter q on q.id = s.reporter_id
      where ${wanted}
      order by m.id desc limit ${mailPageSize} offset ${(page - 1) * mailPageSize}`);
    return {
      mails: [...mails],
      total,
      page,
      pages,
      kinds: facts?.kinds ?? [],
      unknown: facts?.unknown ?? 0,
      failed: facts?.failed ?? 0,
      hasOutbox: context.outbox !== null && can(viewer, 'mail.outbox'),
    };
  });
}
