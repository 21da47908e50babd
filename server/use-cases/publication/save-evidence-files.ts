import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { DocumentBody } from '#server/domain/publication/documents.ts';

/** Writes down where the files of evidence lie that a publication names. The public reads a file by its checksum. */
export async function saveEvidenceFiles(
  tx: Transaction,
  evidence: DocumentBody<'evidence'>,
  compilations: readonly number[],
): Promise<void> {
  const files = evidence.flatMap((entry) => (entry.kind === 'file' ? [entry.sha256] : []));
  if (files.length === 0) return;
  await tx.execute(sql`
    insert into published.stored_file (sha256, storage_key)
    select distinct e.sha256, e.storage_key from tracker.compiled_evidence e
    where e.compilation_id = any (${sql.param(compilations)}::integer[]) and e.kind = 'file'
      and e.sha256 = any (${sql.param(files)}::text[])
    on conflict do nothing`);
}
