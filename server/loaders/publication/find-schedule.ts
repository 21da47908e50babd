import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { publicationSchedule } from '#db/schema/publishing.ts';

const scheduleShape = {
  id: z.number(),
  publishAt: z.string(),
  compilation: z.number(),
  title: z.string(),
  meeting: z.string(),
  note: z.string(),
  /** That the approved report does not go along. */
  withoutReport: z.boolean(),
  state: z.enum(publicationSchedule.state.enumValues),
  failure: z.string(),
  publication: z.number().nullable(),
  version: z.number(),
  scheduledBy: z.string(),
  changedAt: z.string(),
  endedAt: z.string().nullable(),
};

/** What is scheduled for a round, or how what was scheduled last has ended. */
export type Schedule = RowOf<typeof scheduleShape>;

/** The newest schedule of a round; null where there was none. Whoever changes it locks the round first. */
export async function findSchedule(tx: Transaction, round: string): Promise<Schedule | null> {
  const [row] = await readRows(
    tx,
    scheduleShape,
    sql`select s.id, to_json(s.publish_at)#>>'{}' as "publishAt", k.number as compilation, s.title, s.meeting, s.note,
      s.without_report as "withoutReport",
      s.state, s.failure, s.publication_number as publication, s.version, p.name as "scheduledBy",
      to_json(s.changed_at)#>>'{}' as "changedAt", to_json(s.ended_at)#>>'{}' as "endedAt"
    from tracker.publication_schedule s
    join tracker.round r on r.id = s.round_id and r.code = ${round}
    join tracker.compilation k on k.id = s.compilation_id
    join auth.person p on p.id = s.scheduled_by
    order by s.id desc limit 1`,
  );
  return row ?? null;
}
