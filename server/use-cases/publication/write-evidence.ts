import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { CompiledRound } from './load-compiled.ts';

/**
 * Writes the evidence that was public when its round was compiled (see compile-evidence.ts), under an id that tells
 * nothing and stays the same from one publication to the next.
 *
 * For an activity, its mark alone decides: whoever marked a document as public and cleared the report released it,
 * also where the words about the activity were not released. A document about an indicator may hold its figures, which
 * the tracker cannot read: it goes out only where the reporter has released its own figure and none of that figure and
 * its parts is held back. Internal indicators are in no publication. Comes after the plan and the figures.
 */
export async function writeEvidence(
  tx: Transaction,
  publication: number,
  rounds: CompiledRound[],
): Promise<void> {
  const ids = sql.param(rounds.map(({ compilationId }) => compilationId));
  await tx.execute(sql`
    insert into published.evidence (publication, id, reporter_code, round_code, activity_code, indicator_code, kind,
      title, url, storage_key, file_name, content_type, size_bytes, sha256)
    select ${publication},
      left(encode(sha256(convert_to(concat_ws('/', 'evidence', e.evidence_id, p.code, r.code,
        coalesce(a.code, i.code), coalesce(e.sha256, e.url)), 'UTF8')), 'hex'), 32),
      p.code, r.code, a.code, i.code, e.kind, e.title, e.url, e.storage_key, e.file_name, e.content_type,
      e.size_bytes, e.sha256
    from tracker.compiled_evidence e
    join tracker.compilation k on k.id = e.compilation_id
    join tracker.round r on r.id = k.round_id
    join tracker.reporter p on p.id = e.reporter_id
    left join published.activity a on a.publication = ${publication}
      and a.code = (select x.code from tracker.activity x where x.id = e.activity_id)
    left join published.indicator i on i.publication = ${publication}
      and i.code = (select x.code from tracker.indicator x where x.id = e.indicator_id)
      and exists (select from tracker.compiled_indicator_report ir where ir.compilation_id = e.compilation_id
        and ir.submission_id = e.submission_id and ir.indicator_id = e.indicator_id and ir.release = 'national')
      and not exists (select from published.figure f where f.publication = ${publication} and f.indicator_code = i.code
        and f.round_code = r.code and f.scope = p.code and f.state in ('suppressed', 'withheld'))
    where k.id = any (${ids}::integer[]) and num_nonnulls(a.code, i.code) = 1
    order by e.evidence_id`);
}
