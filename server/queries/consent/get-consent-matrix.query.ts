import { sql, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { indicator } from '#db/schema/plan.ts';
import { round as roundTable } from '#db/schema/submission.ts';
import { decideRelease, describeNotAsked } from '#server/domain/consent/consent.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { releases, type Release } from '#server/domain/value/indicator-definition.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { loadEqualIndicators } from '#server/loaders/plan/load-equal-indicators.ts';
import { loadConsents } from '#server/loaders/consent/load-consent.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type ConsentCell = {
  indicator: string;
  /** What counts: the report, and what was answered since. */
  release: Release;
  /** What the accepted report says. */
  reported: Release;
  /** What was answered; null while nothing was, or it no longer counts. */
  agreed: boolean | null;
  /** When was asked last about the report as it is now. */
  askedAt: string | null;
  /** Whether the reporter can be asked: see describeNotAsked. */
  isAskable: boolean;
};

export type ConsentRow = {
  code: string;
  name: string;
  kind: 'state' | 'body';
  /** Empty where the report is not accepted: then there is nothing to agree to. */
  cells: ConsentCell[];
};

const consentEventShape = {
  reporter: z.string(),
  indicators: z.array(z.string()),
  askedAt: z.string(),
  askedBy: z.string(),
  expiresAt: z.string(),
  /** Oldest first; `reason` where an answer took the place of an earlier one. */
  answers: z.array(
    z.object({
      indicator: z.string(),
      agreed: z.boolean(),
      by: z.string(),
      at: z.string(),
      reason: z.string().nullable(),
    }),
  ),
};

export type ConsentEvent = RowOf<typeof consentEventShape>;

export type ConsentMatrix = {
  round: { code: string; title: string };
  /** With the codes of the indicators that ask for a figure of each too. */
  indicators: { code: string; title: string; askedAlso: string[] }[];
  rows: ConsentRow[];
  /** Every question with its answers, newest first. */
  events: ConsentEvent[];
  /** Answers that came after the newest compilation: the next one takes them up. */
  since: number;
};

/** What each reporter lets be shown of each indicator in a round, and what it was asked and answered. */
export function getConsentMatrix(
  context: OperationContext,
  input: { round: string },
): Promise<ConsentMatrix> {
  return runOperation(context, { permission: 'consent.read' }, {}, async ({ tx }) => {
    const [round] = await tx
      .select({ id: roundTable.id, code: roundTable.code, title: roundTable.title })
      .from(roundTable)
      .where(eq(roundTable.code, input.round));
    if (!round) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
    const consented = await loadConsents(tx, round.id);
    const stored = await listStored(tx, round.id);
    const rows = stored.map(({ cells, ...reporter }) => ({
      ...reporter,
      cells: cells.map(({ submission, indicatorId, ...cell }) => {
        const agreed = consented(submission, indicatorId);
        const isAskable = describeNotAsked(cell.reported) === null;
        return { ...cell, agreed, isAskable, release: decideRelease(cell.reported, agreed) };
      }),
    }));
    const named = new Set(rows.flatMap(({ cells }) => cells.map(({ indicator }) => indicator)));
    const indicators = await tx
      .select({ code: indicator.code, title: indicator.title })
      .from(indicator)
      .innerJoin(roundTable, eq(roundTable.planId, indicator.planId))
      .where(eq(roundTable.id, round.id))
      .orderBy(indicator.position);
    const listAskedAlso = await loadEqualIndicators(tx, round.id);
    const [since] = await readRows(
      tx,
      { count: z.number() },
      sql`select count(*)::integer as count from tracker.consent_answer a
      join tracker.consent_request q on q.id = a.request_id
      join tracker.submission s on s.id = q.submission_id and s.round_id = ${round.id}
      where a.answered_at > (select max(k.created_at) from tracker.compilation k where k.round_id = ${round.id})`,
    );
    return {
      round: { code: round.code, title: round.title },
      indicators: indicators
        .filter(({ code }) => named.has(code))
        .map((asked) => ({ ...asked, askedAlso: listAskedAlso(asked.code) })),
      rows,
      events: await listEvents(tx, round.id),
      since: since?.count ?? 0,
    };
  });
}

const storedShape = {
  code: z.string(),
  name: z.string(),
  kind: z.enum(reporter.kind.enumValues),
  cells: z.array(
    z.object({
      indicator: z.string(),
      /** What the accepted report says. */
      reported: z.enum(releases),
      /** When was asked last about the report as it is now. */
      askedAt: z.string().nullable(),
      submission: z.number(),
      indicatorId: z.number(),
    }),
  ),
};

function listStored(tx: Transaction, roundId: number) {
  // Words are not figures, and what is internal is never shown.
  return readRows(
    tx,
    storedShape,
    sql`select p.code, p.kind, coalesce(m.name, b.name) as name,
      coalesce((select json_agg(json_build_object('submission', s.id, 'indicatorId', i.id, 'indicator', i.code,
          'reported', ir.release, 'askedAt', (select max(q.requested_at) from tracker.consent_request q
            where q.submission_id = s.id and q.snapshot_number = s.times_submitted and i.id = any (q.indicators)))
          order by i.position)
        from tracker.indicator_report ir join tracker.indicator i on i.id = ir.indicator_id
        where ir.submission_id = s.id and s.status = 'accepted' and i.measure <> 'text'
          and i.disclosure_class <> 'internal'), '[]') as cells
    from tracker.submission s
    join tracker.reporter p on p.id = s.reporter_id
    left join tracker.member_state m on m.id = p.state_id
    left join tracker.sectoral_body b on b.id = p.body_id
    where s.round_id = ${roundId}
    order by p.kind desc, coalesce(m.name, p.code)`,
  );
}

function listEvents(tx: Transaction, roundId: number): Promise<ConsentEvent[]> {
  return readRows(
    tx,
    consentEventShape,
    sql`select p.code as reporter, to_json(q.requested_at)#>>'{}' as "askedAt", o.name as "askedBy",
      to_json(q.expires_at)#>>'{}' as "expiresAt",
      array(select i.code from tracker.indicator i where i.id = any (q.indicators) order by i.position) as indicators,
      coalesce((select json_agg(json_build_object('indicator', i.code, 'agreed', a.agreed, 'by', y.name,
          'at', a.answered_at, 'reason', c.reason) order by a.id)
        from tracker.consent_answer a join tracker.indicator i on i.id = a.indicator_id
        left join tracker.consent_change c on c.answer_id = a.id
        join auth.person y on y.id = a.answered_by where a.request_id = q.id), '[]') as answers
    from tracker.consent_request q
    join tracker.submission s on s.id = q.submission_id and s.round_id = ${roundId}
    join tracker.reporter p on p.id = s.reporter_id
    join auth.person o on o.id = q.requested_by
    order by q.id desc`,
  );
}
