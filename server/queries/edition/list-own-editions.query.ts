import { sql } from 'drizzle-orm';
import type { OperationContext } from '#server/operation/operation-context.ts';
import type { DraftFile } from './list-drafts.query.ts';
import { byReporterCode, runOperation } from '#server/operation/run-operation.ts';

/** The edition of a state in one draft of the report. */
export type OwnEdition = {
  draft: number;
  madeAt: string;
  sha256: string;
  /** The newest of each format; empty until the secretariat has asked for them. */
  files: DraftFile[];
};

/**
 * The editions of the report of a round that are about one state, for its own focal point and clearing officer. Newest
 * draft first; empty before the first. Throws FORBIDDEN for everybody else.
 */
export function listOwnEditions(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<OwnEdition[]> {
  const rules = { permission: 'edition.readOwn', resource: byReporterCode } as const;
  return runOperation(context, rules, input, async ({ tx }) => {
    const rows = await tx.execute<OwnEdition>(sql`
      select d.number as draft, to_json(d.made_at)#>>'{}' as "madeAt", e.sha256,
        coalesce((select json_agg(json_build_object('format', f.format, 'sizeBytes', f.size_bytes, 'sha256', f.sha256,
            'isCurrent', f.approvals = (select count(*) from tracker.report_signatures(d.id))) order by f.format)
          from (select distinct on (y.format) y.* from tracker.report_file y where y.draft_id = e.draft_id
            and y.edition = e.edition and y.scope = e.scope order by y.format, y.approvals desc) f), '[]') as files
      from tracker.report_edition e
      join tracker.report_draft d on d.id = e.draft_id
      join tracker.round r on r.id = d.round_id and r.code = ${input.round}
      where e.edition = 'state' and e.scope = ${input.reporter}
      order by d.number desc`);
    return [...rows];
  });
}
