import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';

/**
 * The evidence of a round that a compilation takes along: what supports an item of an accepted report, was marked as
 * public, and was not removed. Of files only those that were written anew when they came (docs/operations/files.md),
 * whether or not a scanner looked at them too. Private evidence is not to be seen here at all: row-level security
 * hides it from the secretariat.
 */
const isTaken = (roundId: number): SQL => sql`
  s.round_id = ${roundId} and s.status = 'accepted' and e.purpose = 'support' and e.disclosure = 'public'
  and e.removed_at is null and (e.kind = 'link'
    or (e.scan in ('clean', 'not_scanned') and num_nonnulls(e.file_name, e.content_type, e.size_bytes, e.sha256) = 4))`;

/** Freezes the public evidence of a round with its compilation. */
export async function compileEvidence(tx: Transaction, compilation: number, roundId: number): Promise<void> {
  await tx.execute(sql`
    insert into tracker.compiled_evidence (compilation_id, submission_id, evidence_id, reporter_id, activity_id,
      indicator_id, kind, title, url, storage_key, file_name, content_type, size_bytes, sha256)
    select ${compilation}, s.id, e.id, s.reporter_id, e.activity_id, e.indicator_id, e.kind, e.title, e.url,
      e.storage_key, e.file_name, e.content_type, e.size_bytes, e.sha256
    from tracker.submission s join tracker.evidence e on e.submission_id = s.id
    where ${isTaken(roundId)}`);
}

/** The lines that this evidence adds to the checksum of a compilation. */
export const listEvidenceRows = (roundId: number): SQL => sql`
  select concat_ws('|', 'e', p.code, a.code, i.code, e.id, e.kind, md5(e.title), coalesce(e.sha256, md5(e.url))) as line
  from tracker.submission s
  join tracker.reporter p on p.id = s.reporter_id
  join tracker.evidence e on e.submission_id = s.id
  left join tracker.activity a on a.id = e.activity_id
  left join tracker.indicator i on i.id = e.indicator_id
  where ${isTaken(roundId)}`;
