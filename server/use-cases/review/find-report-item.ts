import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';

export type ItemPlace = { subject: 'activity' | 'indicator'; code: string };
export type ItemIds = { activity: number | null; indicator: number | null };

/**
 * The item of a report by its code: of the plan of its round, and of what was received. Throws BAD_INPUT with the path
 * of the code for one that is not part of it.
 */
export async function findReportItem(
  tx: Transaction,
  submission: { id: number; round: { id: number } },
  { subject, code }: ItemPlace,
  path: string,
): Promise<ItemIds> {
  // The working rows of a report that is with its writers are not the secretariat's to read; what was received is.
  const [found] = await readRows(
    tx,
    { id: z.number() },
    subject === 'activity'
      ? sql`select a.id from tracker.activity a join tracker.round r on r.plan_id = a.plan_id
          where r.id = ${submission.round.id} and a.code = ${code} and exists (
            select from tracker.submission_snapshot s, jsonb_array_elements(s.content -> 'activities') i
            where s.submission_id = ${submission.id} and i ->> 'activity' = ${code})`
      : sql`select i.id from tracker.indicator i join tracker.round r on r.plan_id = i.plan_id
          where r.id = ${submission.round.id} and i.code = ${code} and exists (
            select from tracker.submission_snapshot s, jsonb_array_elements(s.content -> 'indicators') j
            where s.submission_id = ${submission.id} and j ->> 'indicator' = ${code})`,
  );
  if (!found) {
    const message = `"${code}" is not part of this report.`;
    throw new DomainError('BAD_INPUT', message, { fields: [{ path: `${path}code`, message }] });
  }
  return subject === 'activity'
    ? { activity: found.id, indicator: null }
    : { activity: null, indicator: found.id };
}
