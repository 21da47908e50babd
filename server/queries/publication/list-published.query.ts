import { sql } from 'drizzle-orm';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type PublishedEntry = {
  number: number;
  title: string;
  round: string;
  plan: { code: string; title: string };
  publishedAt: string;
  publishedBy: string;
  /** Who had set the minute, where it was scheduled. */
  scheduledBy: string | null;
  withdrawn: { at: string; reason: string; by: string | null } | null;
};

/** Every publication, newest first, with who made it and whether it was withdrawn. */
export function listPublished(context: OperationContext): Promise<PublishedEntry[]> {
  return runOperation(context, { permission: 'publication.preview' }, {}, async ({ tx }) => {
    const rows = await tx.execute<PublishedEntry>(sql`
      select p.number, p.title, p.round_code as round,
        json_build_object('code', p.plan_code, 'title', p.plan_title) as plan, to_json(p.published_at)#>>'{}' as "publishedAt",
        by.name as "publishedBy", planner.name as "scheduledBy",
        case when w.publication is not null then json_build_object('at', w.withdrawn_at, 'reason', w.reason, 'by',
          (select q.name from tracker.revision v join auth.person q on q.id = v.changed_by
            where v.subject = 'withdrawal' and v.subject_key = p.number::text and v.after->>'event' = 'withdrawn'
            order by v.id limit 1)) end as withdrawn
      from published.publication p
      join tracker.publication_event e on e.publication_number = p.number
      join auth.person by on by.id = e.published_by
      left join auth.person planner on planner.id = e.scheduled_by
      left join published.withdrawal w on w.publication = p.number
      order by p.number desc`);
    return [...rows];
  });
}
