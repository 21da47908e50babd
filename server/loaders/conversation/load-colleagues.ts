import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';

/** An item of a report, as addresses name it. */
export type TalkPlace = { subject: 'activity' | 'indicator'; code: string };

export type TalkItem = { activityId: number | null; indicatorId: number | null; code: string; title: string };

/** An item of a report by its code; null where it is not asked for, or where the viewer does not see it. */
export async function loadTalkItem(
  tx: Transaction,
  submissionId: number,
  { subject, code }: TalkPlace,
): Promise<TalkItem | null> {
  const [found] = await readRows(
    tx,
    { id: z.number(), code: z.string(), title: z.string() },
    subject === 'activity'
      ? sql`select a.id, a.code, a.title from tracker.activity_report r join tracker.activity a on a.id = r.activity_id
          where r.submission_id = ${submissionId} and a.code = ${code}`
      : sql`select i.id, i.code, i.title from tracker.indicator_report r
          join tracker.indicator i on i.id = r.indicator_id
          where r.submission_id = ${submissionId} and i.code = ${code}`,
  );
  if (!found) return null;
  const { id, ...words } = found;
  return subject === 'activity'
    ? { activityId: id, indicatorId: null, ...words }
    : { activityId: null, indicatorId: id, ...words };
}

/** Who reads what is said about an item, by name. */
export const loadColleagues = (
  tx: Transaction,
  submissionId: number,
  { activityId, indicatorId }: Pick<TalkItem, 'activityId' | 'indicatorId'>,
) =>
  readRows(
    tx,
    { id: z.string(), name: z.string(), email: z.string() },
    sql`select person_id as id, name, email
      from tracker.list_item_colleagues(${submissionId}, ${activityId}, ${indicatorId})`,
  );
