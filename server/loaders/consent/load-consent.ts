import { sql, and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { findUse, decideRelease, createConsentLookup } from '#server/domain/consent/consent.rules.ts';
import { can, type Viewer } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { consentAnswer, consentRequest } from '#db/schema/publishing.ts';
import { submission } from '#db/schema/submission.ts';
import { loadEqualIndicators } from '#server/loaders/plan/load-equal-indicators.ts';
import { releases } from '#server/domain/value/indicator-definition.ts';

export type GivenConsent = {
  /** For consent.change. */
  id: number;
  agreed: boolean;
  by: string;
  at: string;
  /** Why it took the place of the answer before it; null for a first answer. */
  reason: string | null;
  /** The first publication that was made with it; null while there is none. */
  usedIn: number | null;
};

/** A question of consent, for those who may answer it. No figure is in it: those stand in the report. */
export type ConsentQuestion = {
  id: number;
  round: { code: string; title: string };
  reporter: { code: string; kind: 'state' | 'body'; name: string };
  message: string;
  askedBy: string;
  askedAt: string;
  expiresAt: string;
  /** Whether first answers are still taken. */
  isOpen: boolean;
  /** Whether the report is still the one that was asked about; otherwise nothing can be answered or changed. */
  isCurrent: boolean;
  /** What was answered to each, newest first; empty while nothing was. */
  indicators: {
    code: string;
    title: string;
    /** Codes of the indicators that ask for one of its figures too. */
    askedAlso: string[];
    answers: GivenConsent[];
  }[];
};

/** The one answer for questions that are not there and for those that are somebody else's. */
export const describeNoConsent = () =>
  new DomainError(
    'NOT_FOUND',
    'There is no such question for you. Questions about consent are for the focal points and clearing officers of the state or body that is asked.',
  );

const rowShape = {
  round: z.object({ id: z.number(), code: z.string(), title: z.string() }),
  message: z.string(),
  id: z.number(),
  reporter: z.object({ code: z.string(), kind: z.enum(reporter.kind.enumValues), name: z.string() }),
  askedAt: z.string(),
  askedBy: z.string(),
  expiresAt: z.string(),
  /** Whether the report is still the one that was asked about; otherwise nothing can be answered or changed. */
  isCurrent: z.boolean(),
  indicators: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      answers: z.array(
        z.object({
          at: z.string(),
          /** For consent.change. */
          id: z.number(),
          /** Why it took the place of the answer before it; null for a first answer. */
          reason: z.string().nullable(),
          by: z.string(),
          agreed: z.boolean(),
        }),
      ),
    }),
  ),
  publications: z.array(z.object({ number: z.number(), compiledAt: z.string() })),
};

/** For operations on one question: see loadConsent. */
export const findQuestion = (
  { tx, viewer, now }: { tx: Transaction; viewer: Viewer; now: () => Date },
  { question }: { question: number },
): Promise<ConsentQuestion> => loadConsent(tx, viewer, question, now());

/** A question that the viewer may answer. Throws NOT_FOUND for every other. */
export async function loadConsent(
  tx: Transaction,
  viewer: Viewer,
  question: number,
  now: Date,
): Promise<ConsentQuestion> {
  const [row] = await readRows(
    tx,
    rowShape,
    sql`select q.id, json_build_object('id', r.id, 'code', r.code, 'title', r.title) as round,
      json_build_object('code', t.code, 'kind', t.kind, 'name', coalesce(m.name, b.name)) as reporter,
      q.message, o.name as "askedBy", to_json(q.requested_at)#>>'{}' as "askedAt",
      to_json(q.expires_at)#>>'{}' as "expiresAt",
      s.status = 'accepted' and s.times_submitted = q.snapshot_number as "isCurrent",
      (select json_agg(json_build_object('code', i.code, 'title', i.title, 'answers', coalesce((
          select json_agg(json_build_object('id', a.id, 'agreed', a.agreed, 'by', y.name, 'at', a.answered_at,
            'reason', c.reason) order by a.id desc)
          from tracker.consent_answer a join auth.person y on y.id = a.answered_by
          left join tracker.consent_change c on c.answer_id = a.id
          where a.request_id = q.id and a.indicator_id = i.id), '[]')) order by i.position)
        from tracker.indicator i where i.id = any (q.indicators)) as indicators,
      coalesce((select json_agg(json_build_object('number', x.publication, 'compiledAt', x.compiled_at))
        from tracker.list_consent_publications(q.id) x), '[]') as publications
    from tracker.consent_request q
    join tracker.submission s on s.id = q.submission_id
    join tracker.round r on r.id = s.round_id
    join tracker.reporter t on t.id = s.reporter_id
    left join tracker.member_state m on m.id = t.state_id
    left join tracker.sectoral_body b on b.id = t.body_id
    join auth.person o on o.id = q.requested_by
    where q.id = ${question}`,
  );
  if (!row || !can(viewer, 'consent.answer', { reporter: row.reporter })) throw describeNoConsent();
  const {
    publications,
    indicators,
    round: { id: roundId, ...round },
    ...rest
  } = row;
  const listAskedAlso = await loadEqualIndicators(tx, roundId);
  return {
    ...rest,
    round,
    isOpen: row.isCurrent && now.toISOString() < new Date(row.expiresAt).toISOString(),
    indicators: indicators.map(({ answers, ...indicator }) => ({
      ...indicator,
      askedAlso: listAskedAlso(indicator.code),
      answers: answers.map((answer) => ({ ...answer, usedIn: findUse(answer.at, publications) })),
    })),
  };
}

/** Reads what counts of the answers on consent about a round's accepted reports. */
export async function loadConsents(
  tx: Transaction,
  roundId: number,
): Promise<(submission: number, indicator: number) => boolean | null> {
  const answers = await tx
    .select({
      submission: consentRequest.submissionId,
      indicator: consentAnswer.indicatorId,
      snapshot: consentRequest.snapshotNumber,
      agreed: consentAnswer.agreed,
    })
    .from(consentAnswer)
    .innerJoin(consentRequest, eq(consentRequest.id, consentAnswer.requestId))
    .innerJoin(submission, eq(submission.id, consentRequest.submissionId))
    .where(eq(submission.roundId, roundId))
    .orderBy(consentAnswer.id);
  if (answers.length === 0) return () => null;
  const reports = await tx
    .select({ id: submission.id, times: submission.timesSubmitted })
    .from(submission)
    .where(and(eq(submission.roundId, roundId), eq(submission.status, 'accepted')));
  return createConsentLookup(answers, new Map(reports.map(({ id, times }) => [id, times])));
}

const changedReleaseShape = {
  submission: z.number(),
  indicator: z.number(),
  release: z.enum(releases),
};

export type ChangedRelease = RowOf<typeof changedReleaseShape>;

/** Where an answer makes the release of an accepted report another one than the report says. */
export async function listChangedReleases(tx: Transaction, roundId: number): Promise<ChangedRelease[]> {
  const consented = await loadConsents(tx, roundId);
  const rows = await readRows(
    tx,
    changedReleaseShape,
    sql`select distinct q.submission_id as submission, ir.indicator_id as indicator, ir.release
    from tracker.consent_request q
    join tracker.submission s on s.id = q.submission_id and s.round_id = ${roundId} and s.status = 'accepted'
    join tracker.indicator_report ir on ir.submission_id = s.id and ir.indicator_id = any (q.indicators)`,
  );
  return rows.flatMap(({ submission, indicator, release }) => {
    const decided = decideRelease(release, consented(submission, indicator));
    return decided === release ? [] : [{ submission, indicator, release: decided }];
  });
}
