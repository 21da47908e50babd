import { sql, and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { consentAnswer, consentRequest } from '#db/schema/publishing.ts';
import { submission } from '#db/schema/submission.ts';
import { decideRelease, readConsents } from '#server/domain/consent/consent.rules.ts';
import { releases } from '#server/domain/value/indicator-definition.ts';

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
  return readConsents(answers, new Map(reports.map(({ id, times }) => [id, times])));
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
