import { sql, eq } from 'drizzle-orm';
import { z } from 'zod';
import { readRows, type RowOf } from '#db/rows.ts';
import { round as roundTable } from '#db/schema/submission.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const compilationSummaryShape = {
  number: z.number(),
  createdAt: z.string(),
  createdBy: z.string(),
  sha256: z.string(),
  /** Reports that were accepted, of those that were due. */
  included: z.number(),
  due: z.number(),
  /** The publication made from it, if any. */
  publication: z.number().nullable(),
  /** Reports accepted, or opened again, since: a new compilation would hold something else. */
  outdated: z.boolean(),
  /** Answers about consent that came since: a new compilation would take them in. */
  newAnswers: z.number(),
  /** Questions about consent that wait for an answer now. */
  openQuestions: z.number(),
};

export type CompilationSummary = RowOf<typeof compilationSummaryShape>;

/** The compilations of a round, newest first. Throws NOT_FOUND. */
export function listCompilations(
  context: OperationContext,
  input: { round: string },
): Promise<CompilationSummary[]> {
  return runOperation(context, { permission: 'compilation.read' }, {}, async ({ tx }) => {
    const [round] = await tx
      .select({ id: roundTable.id })
      .from(roundTable)
      .where(eq(roundTable.code, input.round));
    if (!round) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
    return readRows(
      tx,
      compilationSummaryShape,
      sql`select k.number, to_json(k.created_at)#>>'{}' as "createdAt", p.name as "createdBy", k.sha256,
        (select count(*) filter (where c.included) from tracker.compiled_submission c
          where c.compilation_id = k.id)::integer as included,
        (select count(*) from tracker.compiled_submission c where c.compilation_id = k.id)::integer as due,
        (select e.publication_number from tracker.publication_event e
          where e.compilation_id = k.id order by e.publication_number limit 1) as publication,
        exists (select from tracker.submission s
          left join tracker.compiled_submission c on c.compilation_id = k.id and c.submission_id = s.id
          where s.round_id = k.round_id and (coalesce(c.included, false) <> (s.status = 'accepted')
            or (s.status = 'accepted' and c.snapshot_number is distinct from s.times_submitted))) as outdated,
        (select count(*) from tracker.consent_answer a join tracker.consent_request q on q.id = a.request_id
          join tracker.submission s on s.id = q.submission_id and s.times_submitted = q.snapshot_number
          where s.round_id = k.round_id and a.answered_at > k.created_at)::integer as "newAnswers",
        (select count(*) from tracker.consent_request q
          join tracker.submission s on s.id = q.submission_id and s.times_submitted = q.snapshot_number
          where s.round_id = k.round_id and q.expires_at > ${context.now().toISOString()}::timestamptz
            and exists (select from unnest(q.indicators) i(id) where not exists (
              select from tracker.consent_answer a where a.request_id = q.id and a.indicator_id = i.id)))::integer
          as "openQuestions"
      from tracker.compilation k
      join auth.person p on p.id = k.created_by
      where k.round_id = ${round.id}
      order by k.number desc`,
    );
  });
}
