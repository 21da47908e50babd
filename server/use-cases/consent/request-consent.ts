import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { consentRequest } from '#db/schema/publishing.ts';
import { formatDateTime } from '#server/domain/language/date-format.ts';
import { calculateAnswerDeadline, describeNotAsked } from '#server/domain/consent/consent.rules.ts';
import { releases } from '#server/domain/value/indicator-definition.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { loadEqualIndicators } from '#server/loaders/plan/load-equal-indicators.ts';
import { queueMail } from '#server/notifications/queue-mail.ts';
import { listMailRecipients } from '#server/notifications/queue-report-mail.ts';
import { buildConsentRequestMail } from '#server/notifications/texts/build-publication-mail.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

export type RequestConsentInput = {
  round: string;
  reporter: string;
  /** Codes of the indicators whose own figures would be shown. */
  indicators: string[];
  /** A message, such as for which meeting it is. */
  message?: string | undefined;
  requestId?: string | undefined;
};
export type RequestedConsent = { recipients: number; expiresAt: string };

/**
 * Asks the focal points and clearing officers of a reporter by mail whether own figures may be shown. The mail leads
 * to the question in the workspace; they answer it signed in. Throws BAD_INPUT with the fields at fault, NOT_FOUND, and
 * NOT_ALLOWED_NOW where there is no accepted report or nobody to ask.
 */
export function requestConsent(
  context: OperationContext,
  input: RequestConsentInput,
): Promise<RequestedConsent> {
  return runOperation(
    context,
    { permission: 'consent.request', once: 'consent.request' },
    input,
    async (run) => {
      const { tx, personId } = run;
      const message = normaliseText(input.message ?? '').trim();
      const problem = findTextProblem(message, 2000);
      requireNoProblems([
        ...(input.indicators.length === 0
          ? [{ path: 'indicators', message: 'Choose at least one indicator to ask about.' }]
          : []),
        ...(problem ? [{ path: 'message', message: problem }] : []),
      ]);
      const report = await lockAccepted(tx, input);
      // One who asks at a time, so that nothing is asked twice at once.
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`consent ${report.id}`}, 0))`);
      const at = context.now().toISOString();
      const indicators = await listAsked(tx, report.id, input.indicators, at);
      const listAskedAlso = await loadEqualIndicators(tx, report.roundId);
      const recipients = await listMailRecipients(tx, report.id, ['focal_point', 'clearing_officer']);
      if (recipients.length === 0) {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          `${report.name} has nobody who can answer. Invite a focal point.`,
        );
      }
      const expiresAt = calculateAnswerDeadline(context.now());
      const [made] = await tx
        .insert(consentRequest)
        .values({
          submissionId: report.id,
          snapshotNumber: report.times,
          indicators: indicators.map(({ id }) => id),
          message,
          requestedBy: personId,
          requestedAt: at,
          expiresAt,
        })
        .returning({ id: consentRequest.id });
      if (!made) throw new Error('An insert of one row returns one row.');
      for (const recipient of recipients) {
        const text = buildConsentRequestMail({
          reporter: report.name,
          round: input.round,
          indicators: indicators.map(({ code, title }) => ({ code, title, askedAlso: listAskedAlso(code) })),
          message,
          path: `/workspace/consent/${made.id}`,
          until: formatDateTime(expiresAt, 'UTC', 'UTC'),
        });
        const to = { personId: recipient.personId, toAddress: recipient.email, submissionId: report.id };
        await queueMail(
          tx,
          {
            ...to,
            kind: 'consent_request',
            ...text,
            memory: `consent_request/${made.id}/${recipient.personId}`,
          },
          at,
        );
      }
      await recordRevision(run, at, {
        subject: 'consent',
        key: `${input.round}/${input.reporter}`,
        after: {
          event: 'asked',
          request: made.id,
          indicators: indicators.map(({ code }) => code),
        },
      });
      return { recipients: recipients.length, expiresAt };
    },
  );
}

/** The accepted report, held so that it is not reopened meanwhile. */
async function lockAccepted(tx: Transaction, { round, reporter }: RequestConsentInput) {
  const [report] = await readRows(
    tx,
    { id: z.number(), roundId: z.number(), times: z.number(), status: z.string(), name: z.string() },
    sql`
    select s.id, s.round_id as "roundId", s.times_submitted as times, s.status, coalesce(m.name, b.name) as name
    from tracker.submission s
    join tracker.round r on r.id = s.round_id and r.code = ${round}
    join tracker.reporter p on p.id = s.reporter_id and p.code = ${reporter}
    left join tracker.member_state m on m.id = p.state_id
    left join tracker.sectoral_body b on b.id = p.body_id
    for share of s`,
  );
  if (!report) throw new DomainError('NOT_FOUND', `There is no report of ${reporter} for ${round}.`);
  if (report.status !== 'accepted') {
    throw new DomainError(
      'NOT_ALLOWED_NOW',
      `The report of ${report.name} for ${round} is not accepted, so there are no figures to ask about yet.`,
    );
  }
  return report;
}

async function listAsked(tx: Transaction, submission: number, codes: readonly string[], at: string) {
  const rows = await readRows(
    tx,
    {
      id: z.number(),
      code: z.string(),
      title: z.string(),
      release: z.enum(releases),
      isAsked: z.boolean(),
    },
    sql`
    select i.id, i.code, i.title, ir.release, exists (select from tracker.consent_request q
        join tracker.submission s on s.id = q.submission_id and s.times_submitted = q.snapshot_number
      where q.submission_id = ir.submission_id and i.id = any (q.indicators) and q.expires_at > ${at}::timestamptz
        and not exists (select from tracker.consent_answer a
          where a.request_id = q.id and a.indicator_id = i.id)) as "isAsked"
    from tracker.indicator_report ir join tracker.indicator i on i.id = ir.indicator_id
    where ir.submission_id = ${submission} and i.code = any (${sql.param(codes)}::text[]) and i.measure <> 'text'
      and i.disclosure_class <> 'internal'
    order by i.position`,
  );
  const known = new Map(rows.map((row) => [row.code, row]));
  requireNoProblems(
    codes.flatMap((code) => {
      const row = known.get(code);
      if (!row) return [{ path: 'indicators', message: `${code} is not in this report, or is never shown.` }];
      const why = describeNotAsked(row.release);
      if (why !== null) return [{ path: 'indicators', message: `${why} (${code}).` }];
      // Two open questions about one figure could be answered in opposite ways.
      return row.isAsked
        ? [
            {
              path: 'indicators',
              message: `${code} has already been asked about and is waiting for an answer.`,
            },
          ]
        : [];
    }),
  );
  return rows;
}
