import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { submissionStatuses } from '#server/domain/submission/submission.workflow.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { createReportLoader, type StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import { getRoundOf } from '#server/loaders/plan/words-of-round.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const decisionEntryShape = {
  transition: z.string(),
  from: z.enum(submissionStatuses),
  to: z.enum(submissionStatuses),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
};

export type DecisionEntry = RowOf<typeof decisionEntryShape>;

const revisionEntryShape = {
  id: z.number(),
  subject: z.enum(['indicator', 'activity', 'evidence', 'query']),
  code: z.string(),
  by: z.string(),
  at: z.string(),
  before: z.unknown(),
  after: z.unknown(),
};

export type RevisionEntry = RowOf<typeof revisionEntryShape>;

/** What the codes in revisions mean. */
export type HistoryWords = {
  statuses: { code: string; label: string }[];
  activities: { code: string; title: string }[];
  indicators: IndicatorDefinition[];
  queries: { id: number; subject: 'activity' | 'indicator'; code: string; field: string; question: string }[];
};

export type History = { decisions: DecisionEntry[]; revisions: RevisionEntry[]; words: HistoryWords };

/** Who moved the report, newest first. */
export const loadDecisions = (tx: Transaction, submissionId: number): Promise<DecisionEntry[]> =>
  readRows(
    tx,
    decisionEntryShape,
    sql`select d.transition, d.from_status as "from", d.to_status as "to", d.reason, p.name as by,
      to_json(d.decided_at)#>>'{}' as at
    from tracker.decision d join auth.person p on p.id = d.decided_by
    where d.submission_id = ${submissionId} order by d.id desc`,
  );

/**
 * Who moved the report and who changed what, newest first. The decisions are seen by both sides; revisions by
 * the reporter's own people only (row-level security sees to that), at most `limit` of them, before `beforeId`.
 */
export function listHistory(
  context: OperationContext,
  input: {
    round: string;
    reporter: string;
    code?: string | undefined;
    limit: number;
    beforeId?: number | undefined;
  },
): Promise<History> {
  return runOperation(
    context,
    { permission: null, resource: createReportLoader('none') },
    input,
    async (run) => {
      const { tx, resource: submission } = run;
      const decisions = await loadDecisions(tx, submission.id);
      const revisions = await readRows(
        tx,
        revisionEntryShape,
        sql`select v.id::integer as id, v.subject, v.subject_key as code, p.name as by,
        to_json(v.changed_at)#>>'{}' as at, v.before, v.after
      from tracker.revision v join auth.person p on p.id = v.changed_by
      where v.submission_id = ${submission.id}
        and (${input.code ?? null}::text is null or v.subject_key = ${input.code ?? null}
          or (v.subject = 'evidence' and coalesce(v.after, v.before)->>'code' = ${input.code ?? null}))
        and (${input.beforeId ?? null}::bigint is null or v.id < ${input.beforeId ?? null}::bigint)
      order by v.id desc limit ${input.limit}`,
      );
      const words = await loadWords(tx, submission, revisions);
      return { decisions, revisions: [...revisions], words };
    },
  );
}

const wordsShape = {
  statuses: z.array(z.object({ code: z.string(), label: z.string() })),
  activities: z.array(z.object({ code: z.string(), title: z.string() })),
  queries: z.array(
    z.object({
      id: z.number(),
      subject: z.enum(['activity', 'indicator']),
      code: z.string(),
      field: z.string(),
      question: z.string(),
    }),
  ),
  indicatorIds: z.array(z.number()),
};

async function loadWords(
  tx: Transaction,
  submission: Pick<StoredSubmission, 'id' | 'round'>,
  revisions: readonly RevisionEntry[],
): Promise<HistoryWords> {
  const submissionId = submission.id;
  const codesOf = (subject: RevisionEntry['subject']) => [
    ...new Set(revisions.filter((revision) => revision.subject === subject).map(({ code }) => code)),
  ];
  const [row] = await readRows(
    tx,
    wordsShape,
    sql`select
      (select json_agg(json_build_object('code', code, 'label', label) order by position)
        from tracker.round_statuses(${submission.round.id})) as statuses,
      coalesce((select json_agg(json_build_object('code', a.code, 'title', a.title))
        from tracker.activity_report ar
        join tracker.activities_in(${submission.round.id}) a on a.id = ar.activity_id
        where ar.submission_id = ${submissionId}
          and a.code = any (${sql.param(codesOf('activity'))}::text[])), '[]') as activities,
      coalesce((select json_agg(i.id)
        from tracker.indicator_report ir join tracker.indicator i on i.id = ir.indicator_id
        where ir.submission_id = ${submissionId}
          and i.code = any (${sql.param(codesOf('indicator'))}::text[])), '[]') as "indicatorIds",
      coalesce((select json_agg(json_build_object('id', q.id, 'field', q.field, 'question', q.question,
          'subject', case when q.activity_id is null then 'indicator' else 'activity' end,
          'code', coalesce(a.code, i.code)))
        from tracker.query q
        left join tracker.activity a on a.id = q.activity_id
        left join tracker.indicator i on i.id = q.indicator_id
        where q.submission_id = ${submissionId}
          and q.id::text = any (${sql.param(codesOf('query'))}::text[])), '[]') as queries`,
  );
  if (!row) throw new Error('A select without from always has a row.');
  const { indicatorIds, ...words } = row;
  const definitions = await listIndicatorDefinitions(tx, indicatorIds, getRoundOf(submissionId));
  return { ...words, indicators: [...definitions.values()] };
}
