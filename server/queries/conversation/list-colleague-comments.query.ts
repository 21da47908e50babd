import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  loadColleagues,
  loadTalkItem,
  type TalkPlace,
} from '#server/loaders/conversation/load-colleagues.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const commentShape = { id: z.number(), text: z.string(), by: z.string(), at: z.string() };

const talkShape = {
  subject: z.enum(['activity', 'indicator']),
  code: z.string(),
  title: z.string(),
  count: z.number(),
  /** When something was said last, and by whom. */
  at: z.string(),
  by: z.string(),
};

/** An item that colleagues talk about. */
export type ColleagueTalk = RowOf<typeof talkShape>;

export type ItemTalk = {
  item: { code: string; title: string };
  /** Oldest first. */
  comments: RowOf<typeof commentShape>[];
  /** Who reads it, beside the viewer. */
  colleagues: string[];
};

type ReportInput = { round: string; reporter: string };

/** The items of a report that the viewer's colleagues talk about, the most recent first. Throws NOT_FOUND. */
export function listColleagueTalks(context: OperationContext, input: ReportInput): Promise<ColleagueTalk[]> {
  const rules = { permission: 'report.read', resource: createReportLoader('none') } as const;
  return runOperation(context, rules, input, ({ tx, resource: submission }) =>
    readRows(
      tx,
      talkShape,
      sql`select * from (
        select distinct on (c.activity_id, c.indicator_id)
          case when a.id is null then 'indicator' else 'activity' end as subject,
          coalesce(a.code, i.code) as code, coalesce(a.title, i.title) as title,
          count(*) over (partition by c.activity_id, c.indicator_id)::integer as count,
          to_json(c.written_at)#>>'{}' as at, p.name as by
        from tracker.colleague_comment c
        join auth.person p on p.id = c.written_by
        left join tracker.activity a on a.id = c.activity_id
        left join tracker.indicator i on i.id = c.indicator_id
        where c.submission_id = ${submission.id}
        order by c.activity_id, c.indicator_id, c.id desc) newest
      order by at desc`,
    ),
  );
}

/** What the viewer's colleagues have said about one item, and who they are. Throws NOT_FOUND. */
export function getItemTalk(context: OperationContext, input: ReportInput & TalkPlace): Promise<ItemTalk> {
  const rules = { permission: 'report.read', resource: createReportLoader('none') } as const;
  return runOperation(context, rules, input, async ({ tx, personId, resource: submission }) => {
    const item = await loadTalkItem(tx, submission.id, input);
    if (!item) throw new DomainError('NOT_FOUND', `"${input.code}" is not part of this report.`);
    const { activityId, indicatorId, code, title } = item;
    const comments = await readRows(
      tx,
      commentShape,
      sql`select c.id::integer as id, c.text, p.name as by, to_json(c.written_at)#>>'{}' as at
        from tracker.colleague_comment c join auth.person p on p.id = c.written_by
        where c.submission_id = ${submission.id} and c.activity_id is not distinct from ${activityId}::integer
          and c.indicator_id is not distinct from ${indicatorId}::integer
        order by c.id`,
    );
    const colleagues = await loadColleagues(tx, submission.id, item);
    return {
      item: { code, title },
      comments: [...comments],
      colleagues: colleagues.filter(({ id }) => id !== personId).map(({ name }) => name),
    };
  });
}

/** How many comments of colleagues there are on an item: its page leads to them. */
export async function countColleagueComments(
  tx: Transaction,
  submissionId: number,
  { subject, code }: TalkPlace,
): Promise<number> {
  const [row] = await readRows(
    tx,
    { count: z.number() },
    subject === 'activity'
      ? sql`select count(*)::integer as count from tracker.colleague_comment c
          join tracker.activity a on a.id = c.activity_id
          where c.submission_id = ${submissionId} and a.code = ${code}`
      : sql`select count(*)::integer as count from tracker.colleague_comment c
          join tracker.indicator i on i.id = c.indicator_id
          where c.submission_id = ${submissionId} and i.code = ${code}`,
  );
  return row?.count ?? 0;
}
