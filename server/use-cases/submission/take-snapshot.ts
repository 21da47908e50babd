import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { hashContent } from '#server/operation/hash-content.ts';
import { readReportContent } from '#server/loaders/submission/read-report-content.ts';

/** Keeps the report whole, as it is at this moment, under the number of this submission. */
export async function takeSnapshot(tx: Transaction, submissionId: number, number: number, at: string) {
  const content = await readReportContent(tx, submissionId);
  await tx.execute(sql`
    insert into tracker.submission_snapshot (submission_id, number, taken_at, content, sha256)
    values (${submissionId}, ${number}, ${at}::timestamptz, ${JSON.stringify(content)}::text::jsonb,
      ${hashContent(content)})`);
}
