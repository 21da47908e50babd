import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { formatDateTime } from '#server/domain/language/date-format.ts';
import { endOfAnswering } from '#server/domain/consent/consent.rules.ts';
import { DomainError, refuseBadInput } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { queueMail } from '#server/notifications/queue-mail.ts';
import { listMailRecipients } from '#server/notifications/queue-report-mail.ts';
import { writeConsentRequest } from '#server/notifications/texts/write-publication-mail.ts';
import { createLinkToken } from '../person/link-token.ts';
import { repeatHarmlessly } from '../repeat-harmlessly.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '../use-case-context.ts';

export type RequestConsentInput = {
  round: string;
  reporter: string;
  /** Codes of the indicators whose own figures would be shown. */
  indicators: string[];
  /** A sentence to go along, as to which meeting it is for. */
  message?: string | undefined;
  requestId?: string | undefined;
};
export type RequestedConsent = { recipients: number; expiresAt: string };

/**
 * Asks the focal points and clearing officers of a reporter by mail whether its own figures may be shown. Each gets a
 * link of their own, of which only the hash is kept. Throws BAD_INPUT with the fields at fault, NOT_FOUND, and
 * NOT_ALLOWED_NOW where there is no accepted report or nobody to ask.
 */
export function requestConsent(
  context: UseCaseContext,
  input: RequestConsentInput,
): Promise<RequestedConsent> {
  requirePermission(context, 'consent.request');
  const message = normaliseText(input.message ?? '').trim();
  const problem = findTextProblem(message, 2000);
  refuseBadInput([
    ...(input.indicators.length === 0
      ? [{ path: 'indicators', message: 'Choose at least one indicator to ask about.' }]
      : []),
    ...(problem ? [{ path: 'message', message: problem }] : []),
  ]);
  return inTransaction(context, (tx) =>
    repeatHarmlessly(context, tx, 'consent.request', input, async () => {
      const { personId } = requirePermission(context, 'consent.request');
      const report = await lockAccepted(tx, input);
      const indicators = await listAsked(tx, report.id, input.indicators);
      const recipients = await listMailRecipients(tx, report.id, ['focal_point', 'clearing_officer']);
      if (recipients.length === 0) {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          `Nobody answers for ${report.name} at the moment. Invite a focal point.`,
        );
      }
      const at = context.now().toISOString();
      const expiresAt = endOfAnswering(context.now());
      const [made] = await tx.execute<{ id: number }>(sql`
        insert into tracker.consent_request (submission_id, snapshot_number, indicators, message, requested_by,
          requested_at, expires_at)
        values (${report.id}, ${report.times}, ${sql.param(indicators.map(({ id }) => id))}::integer[], ${message},
          ${personId}, ${at}::timestamptz, ${expiresAt}::timestamptz)
        returning id`);
      if (!made) throw new Error('An insert of one row returns one row.');
      for (const recipient of recipients) {
        const { token, hash } = createLinkToken();
        await tx.execute(sql`
          insert into tracker.consent_link (token_hash, request_id, person_id)
          values (${hash}, ${made.id}, ${recipient.personId})`);
        const text = writeConsentRequest({
          reporter: report.name,
          round: input.round,
          indicators,
          message,
          path: `/consent/${token}`,
          until: formatDateTime(expiresAt, 'UTC', 'UTC'),
        });
        const to = { personId: recipient.personId, toAddress: recipient.email, submissionId: report.id };
        await queueMail(
          tx,
          { ...to, kind: 'consent_request', ...text, memory: `consent_request/${hash}`, secret: true },
          at,
        );
      }
      await tx.execute(sql`
        insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
        values ('consent', ${`${input.round}/${input.reporter}`}, ${JSON.stringify({
          event: 'asked',
          request: made.id,
          indicators: indicators.map(({ code }) => code),
        })}::text::jsonb, ${personId}, ${at}::timestamptz)`);
      return { recipients: recipients.length, expiresAt };
    }),
  );
}

/** The accepted report, held so that it is not reopened meanwhile. */
async function lockAccepted(tx: Transaction, { round, reporter }: RequestConsentInput) {
  const [report] = await tx.execute<{ id: number; times: number; status: string; name: string }>(sql`
    select s.id, s.times_submitted as times, s.status, coalesce(m.name, b.name) as name
    from tracker.submission s
    join tracker.round r on r.id = s.round_id and r.code = ${round}
    join tracker.reporter p on p.id = s.reporter_id and p.code = ${reporter}
    left join tracker.member_state m on m.id = p.state_id
    left join tracker.sectoral_body b on b.id = p.body_id
    for share of s`);
  if (!report) throw new DomainError('NOT_FOUND', `There is no report of ${reporter} for ${round}.`);
  if (report.status !== 'accepted') {
    throw new DomainError(
      'NOT_ALLOWED_NOW',
      `The report of ${report.name} for ${round} is not accepted, so there are no figures yet to agree to.`,
    );
  }
  return report;
}

async function listAsked(tx: Transaction, submission: number, codes: readonly string[]) {
  const rows = await tx.execute<{ id: number; code: string; title: string; release: string }>(sql`
    select i.id, i.code, i.title, ir.release
    from tracker.indicator_report ir join tracker.indicator i on i.id = ir.indicator_id
    where ir.submission_id = ${submission} and i.code = any (${sql.param(codes)}::text[]) and i.measure <> 'text'
      and i.disclosure_class <> 'internal'
    order by i.position`);
  const known = new Map(rows.map((row) => [row.code, row]));
  refuseBadInput(
    codes.flatMap((code) => {
      const row = known.get(code);
      if (!row) return [{ path: 'indicators', message: `${code} is not in this report, or is never shown.` }];
      return row.release === 'national'
        ? [{ path: 'indicators', message: `The report lets the figures of ${code} be shown already.` }]
        : [];
    }),
  );
  return [...rows];
}
