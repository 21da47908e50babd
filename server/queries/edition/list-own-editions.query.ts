import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { reportFormats } from '#server/domain/report/document.types.ts';

const ownEditionShape = {
  draft: z.number(),
  madeAt: z.string(),
  sha256: z.string(),
  /** The newest of each format; empty until the secretariat has asked for them. */
  files: z.array(
    z.object({
      format: z.enum(reportFormats),
      sizeBytes: z.number(),
      sha256: z.string(),
      /** Whether it carries all signatures; one that does not is drawn again when it is opened, and by the job. */
      isCurrent: z.boolean(),
    }),
  ),
};
import { toReporterResource, runOperation } from '#server/operation/run-operation.ts';

/** The edition of a state in one draft of the report. */
export type OwnEdition = RowOf<typeof ownEditionShape>;

/**
 * The editions of the report of a round that are about one state, for its own focal point and clearing officer. Newest
 * draft first; empty before the first. Throws FORBIDDEN for everybody else.
 */
export function listOwnEditions(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<OwnEdition[]> {
  const rules = { permission: 'edition.readOwn', resource: toReporterResource } as const;
  return runOperation(context, rules, input, ({ tx }) => {
    return readRows(
      tx,
      ownEditionShape,
      sql`select d.number as draft, to_json(d.made_at)#>>'{}' as "madeAt", e.sha256,
        coalesce((select json_agg(json_build_object('format', f.format, 'sizeBytes', f.size_bytes, 'sha256', f.sha256,
            'isCurrent', f.approvals = (select count(*) from tracker.report_signatures(d.id))) order by f.format)
          from (select distinct on (y.format) y.* from tracker.report_file y where y.draft_id = e.draft_id
            and y.edition = e.edition and y.scope = e.scope order by y.format, y.approvals desc) f), '[]') as files
      from tracker.report_edition e
      join tracker.report_draft d on d.id = e.draft_id
      join tracker.round r on r.id = d.round_id and r.code = ${input.round}
      where e.edition = 'state' and e.scope = ${input.reporter}
      order by d.number desc`,
    );
  });
}
