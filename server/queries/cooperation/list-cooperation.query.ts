import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { toReporterResource, runOperation } from '#server/operation/run-operation.ts';

const cooperationComment = z.object({
  id: z.number(),
  comment: z.string(),
  /** The body that speaks. */
  body: z.object({ acronym: z.string(), name: z.string() }),
  by: z.string(),
  at: z.string(),
  /** Whether the viewer wrote it, and may take it back. */
  own: z.boolean(),
});

export type CooperationComment = z.infer<typeof cooperationComment>;

const cooperationShape = {
  activity: z.object({ code: z.string(), title: z.string() }),
  lead: z.object({ acronym: z.string(), name: z.string() }),
  status: z.object({ label: z.string(), mark: z.string() }).nullable(),
  achievements: z.string(),
  challenges: z.string(),
  nextSteps: z.string(),
  updatedAt: z.string().nullable(),
  /** Whether the lead body's report is still with its writers, so that comments reach them in time. */
  open: z.boolean(),
  comments: z.array(cooperationComment),
};

/** An activity in which a body cooperates, with what the body that leads it has written so far. */
export type Cooperation = RowOf<typeof cooperationShape>;

const commentsOf = (
  submission: ReturnType<typeof sql>,
  activity: ReturnType<typeof sql>,
  personId: string,
) => sql`
  coalesce((select json_agg(json_build_object('id', said.id, 'comment', said.comment,
      'body', json_build_object('acronym', sb.acronym, 'name', sb.name), 'by', writer.name, 'at', said.written_at,
      'own', said.written_by = ${personId}) order by said.id)
    from tracker.cooperation_comment said
    join tracker.reporter speaker on speaker.id = said.body_reporter_id
    join tracker.sectoral_body sb on sb.id = speaker.body_id
    join auth.person writer on writer.id = said.written_by
    where said.submission_id = ${submission} and said.activity_id = ${activity} and said.withdrawn_at is null), '[]')`;

/** The activities of a round in which a body cooperates, in the order of the plan, with its comments. */
export function listCooperation(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<Cooperation[]> {
  const rules = { permission: 'report.comment', resource: toReporterResource } as const;
  return runOperation(context, rules, input, ({ tx, personId }) => {
    return readRows(
      tx,
      cooperationShape,
      sql`select json_build_object('code', a.code, 'title', a.title) as activity,
        json_build_object('acronym', lb.acronym, 'name', lb.name) as lead,
        case when st.code is not null then json_build_object('label', st.label, 'mark', st.mark) end as status,
        c.achievements, c.challenges, c.next_steps as "nextSteps", to_json(c.updated_at)#>>'{}' as "updatedAt",
        c.open, ${commentsOf(sql`c.submission_id`, sql`c.activity_id`, personId)} as comments
      from tracker.round r
      cross join lateral tracker.list_cooperation(r.id) c
      join tracker.activity a on a.id = c.activity_id
      join tracker.reporter own on own.id = c.body_reporter_id and own.code = ${input.reporter}
      join tracker.reporter lead on lead.id = c.lead_reporter_id
      join tracker.sectoral_body lb on lb.id = lead.body_id
      left join tracker.activity_status st on st.code = c.status_code
      where r.code = ${input.round}
      order by a.position`,
    );
  });
}

/** What cooperating bodies have said on an activity of a report, as far as the viewer may see it. */
export async function loadComments(
  tx: Transaction,
  submissionId: number,
  activity: string,
  personId: string,
): Promise<CooperationComment[]> {
  const [row] = await readRows(
    tx,
    { comments: z.array(cooperationComment) },
    sql`select ${commentsOf(sql`ar.submission_id`, sql`a.id`, personId)} as comments
    from tracker.activity_report ar
    join tracker.activity a on a.id = ar.activity_id and a.code = ${activity}
    where ar.submission_id = ${submissionId}`,
  );
  return row?.comments ?? [];
}
