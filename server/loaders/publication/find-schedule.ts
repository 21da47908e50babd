import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';

/** What is scheduled for a round, or how what was scheduled last has ended. */
export type Schedule = {
  id: number;
  publishAt: string;
  compilation: number;
  title: string;
  meeting: string;
  note: string;
  /** That the approved report does not go along. */
  withoutReport: boolean;
  state: 'waiting' | 'published' | 'cancelled' | 'failed';
  failure: string;
  publication: number | null;
  version: number;
  scheduledBy: string;
  changedAt: string;
  endedAt: string | null;
};

/** The newest schedule of a round; null where there was none. Whoever changes it locks the round first. */
export async function findSchedule(tx: Transaction, round: string): Promise<Schedule | null> {
  const [row] = await tx.execute<Schedule>(sql`
    select s.id, to_json(s.publish_at)#>>'{}' as "publishAt", k.number as compilation, s.title, s.meeting, s.note,
      s.without_report as "withoutReport",
      s.state, s.failure, s.publication_number as publication, s.version, p.name as "scheduledBy",
      to_json(s.changed_at)#>>'{}' as "changedAt", to_json(s.ended_at)#>>'{}' as "endedAt"
    from tracker.publication_schedule s
    join tracker.round r on r.id = s.round_id and r.code = ${round}
    join tracker.compilation k on k.id = s.compilation_id
    join auth.person p on p.id = s.scheduled_by
    order by s.id desc limit 1`);
  return row ?? null;
}
