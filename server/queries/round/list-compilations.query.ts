import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type CompilationSummary = {
  number: number;
  createdAt: string;
  createdBy: string;
  sha256: string;
  /** Reports that were accepted, of those that were due. */
  included: number;
  due: number;
  /** The publication made from it, if any. */
  publication: number | null;
  /** Reports accepted, or opened again, since: a new compilation would hold something else. */
  outdated: boolean;
};

/** The compilations of a round, newest first. Throws NOT_FOUND. */
export function listCompilations(
  context: OperationContext,
  input: { round: string },
): Promise<CompilationSummary[]> {
  return runOperation(context, { permission: 'compilation.read' }, {}, async ({ tx }) => {
    const [round] = await tx.execute<{ id: number }>(sql`
      select id from tracker.round where code = ${input.round}`);
    if (!round) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
    const rows = await tx.execute<CompilationSummary>(sql`
      select k.number, to_json(k.created_at)#>>'{}' as "createdAt", p.name as "createdBy", k.sha256,
        (select count(*) filter (where c.included) from tracker.compiled_submission c
          where c.compilation_id = k.id)::integer as included,
        (select count(*) from tracker.compiled_submission c where c.compilation_id = k.id)::integer as due,
        (select e.publication_number from tracker.publication_event e
          where e.compilation_id = k.id order by e.publication_number limit 1) as publication,
        exists (select from tracker.submission s
          left join tracker.compiled_submission c on c.compilation_id = k.id and c.submission_id = s.id
          where s.round_id = k.round_id and (coalesce(c.included, false) <> (s.status = 'accepted')
            or (s.status = 'accepted' and c.snapshot_number is distinct from s.times_submitted))) as outdated
      from tracker.compilation k
      join auth.person p on p.id = k.created_by
      where k.round_id = ${round.id}
      order by k.number desc`);
    return [...rows];
  });
}
