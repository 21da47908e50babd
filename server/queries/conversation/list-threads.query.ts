import { sql, and, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { decision, query } from '#db/schema/submission.ts';
import {
  groupThreads,
  maskDraftAnswer,
  type Thread,
  type ThreadEntry,
} from '#server/domain/conversation/threads.calculations.ts';
import { isOpenForAnswers, isWithSecretariat } from '#server/domain/submission/submission.workflow.ts';
import { can } from '#server/domain/access/can.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import { getRoundOf } from '#server/loaders/plan/words-of-round.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

export type Conversation = {
  threads: Thread[];
  /** Names of the parts of an indicator that was asked about. */
  dimensions: { code: string; dimensions: IndicatorDefinition['dimensions'] }[];
  permissions: { answer: boolean };
};

/**
 * Everything that was asked about a report and answered, field by field in plan order, as far as the viewer may see
 * it: what was sent, with every answer that has stood there. Throws NOT_FOUND.
 */
export function listThreads(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<Conversation> {
  return runOperation(
    context,
    { permission: null, resource: createReportLoader('none') },
    input,
    async (run) => {
      const { tx, viewer, resource: submission } = run;
      const stored = await listEntries(tx, submission.id);
      const isOwn = can(viewer, 'report.read', { reporter: submission.reporter });
      const isAll = isOwn || isWithSecretariat(submission.status);
      const leftAt = isAll ? null : await findLeftAt(tx, submission.id);
      const entries = isAll ? stored : stored.map((entry) => maskDraftAnswer(entry, leftAt));
      return {
        threads: groupThreads(entries),
        dimensions: await listDimensions(tx, submission.id),
        permissions: {
          answer:
            isOpenForAnswers(submission.status) &&
            can(viewer, 'report.answerQuery', { reporter: submission.reporter }),
        },
      };
    },
  );
}

const threadEntryShape = {
  id: z.number(),
  subject: z.enum(['activity', 'indicator']),
  code: z.string(),
  title: z.string(),
  field: z.string(),
  version: z.number(),
  question: z.string(),
  raisedBy: z.string(),
  sentAt: z.string(),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  earlierAnswers: z.array(z.object({ answer: z.string(), by: z.string(), at: z.string() })),
};

function listEntries(tx: Transaction, submissionId: number): Promise<ThreadEntry[]> {
  return readRows(
    tx,
    threadEntryShape,
    sql`select q.id, case when a.id is null then 'indicator' else 'activity' end as subject,
      coalesce(a.code, i.code) as code, coalesce(a.title, i.title) as title, q.field, q.version, q.question,
      p.name as "raisedBy", to_json(q.sent_at)#>>'{}' as "sentAt", q.answer, w.name as "answeredBy",
      to_json(q.answered_at)#>>'{}' as "answeredAt", to_json(q.resolved_at)#>>'{}' as "resolvedAt",
      coalesce((select json_agg(json_build_object('answer', r.after->>'answer', 'by', c.name, 'at', r.changed_at)
          order by r.id)
        from tracker.revision r join auth.person c on c.id = r.changed_by
        where r.submission_id = q.submission_id and r.subject = 'query' and r.subject_key = q.id::text
          and r.after->>'answer' is distinct from q.answer), '[]') as "earlierAnswers"
    from tracker.query q
    join auth.person p on p.id = q.raised_by
    left join auth.person w on w.id = q.answered_by
    left join tracker.activity a on a.id = q.activity_id
    left join tracker.indicator i on i.id = q.indicator_id
    where q.submission_id = ${submissionId} and q.sent_at is not null
    order by a.position nulls last, i.position, q.id`,
  );
}

/** When a report last went back to its writers; null if it never did. */
async function findLeftAt(tx: Transaction, submissionId: number): Promise<string | null> {
  const [row] = await tx
    .select({ at: decision.decidedAt })
    .from(decision)
    .where(and(eq(decision.submissionId, submissionId), inArray(decision.transition, ['return', 'reopen'])))
    .orderBy(desc(decision.id))
    .limit(1);
  return row?.at ?? null;
}

async function listDimensions(tx: Transaction, submissionId: number): Promise<Conversation['dimensions']> {
  const ids = await tx
    .selectDistinct({ id: query.indicatorId })
    .from(query)
    .where(and(eq(query.submissionId, submissionId), isNotNull(query.sentAt), isNotNull(query.indicatorId)));
  const definitions = await listIndicatorDefinitions(
    tx,
    ids.flatMap(({ id }) => id ?? []),
    getRoundOf(submissionId),
  );
  return [...definitions.values()].map(({ code, dimensions }) => ({ code, dimensions }));
}
