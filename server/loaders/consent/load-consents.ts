import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { type ConsentAnswer, decideRelease, readConsents } from '#server/domain/consent/consent.rules.ts';
import type { Release } from '#server/domain/value/indicator-definition.ts';

/** Reads what counts of the answers on consent about a round's accepted reports. */
export async function loadConsents(
  tx: Transaction,
  roundId: number,
): Promise<(submission: number, indicator: number) => boolean | null> {
  const answers = await tx.execute<ConsentAnswer>(sql`
    select q.submission_id as submission, a.indicator_id as indicator, q.snapshot_number as snapshot, a.agreed
    from tracker.consent_answer a
    join tracker.consent_request q on q.id = a.request_id
    join tracker.submission s on s.id = q.submission_id and s.round_id = ${roundId}
    order by a.id`);
  if (answers.length === 0) return () => null;
  const reports = await tx.execute<{ id: number; times: number }>(sql`
    select id, times_submitted as times from tracker.submission where round_id = ${roundId} and status = 'accepted'`);
  return readConsents(answers, new Map(reports.map(({ id, times }) => [id, times])));
}

export type ChangedRelease = { submission: number; indicator: number; release: Release };

/** Where an answer makes the release of an accepted report another one than the report says. */
export async function listChangedReleases(tx: Transaction, roundId: number): Promise<ChangedRelease[]> {
  const consented = await loadConsents(tx, roundId);
  const rows = await tx.execute<ChangedRelease>(sql`
    select distinct q.submission_id as submission, ir.indicator_id as indicator, ir.release
    from tracker.consent_request q
    join tracker.submission s on s.id = q.submission_id and s.round_id = ${roundId} and s.status = 'accepted'
    join tracker.indicator_report ir on ir.submission_id = s.id and ir.indicator_id = any (q.indicators)`);
  return rows.flatMap(({ submission, indicator, release }) => {
    const decided = decideRelease(release, consented(submission, indicator));
    return decided === release ? [] : [{ submission, indicator, release: decided }];
  });
}
