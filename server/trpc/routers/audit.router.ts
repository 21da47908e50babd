import { z } from 'zod';
import { auditFilter } from '#server/domain/audit/audit-filter.schema.ts';
import { getAuditVerdict } from '#server/queries/audit/verify-audit.query.ts';
import { listAudit, streamAuditCsv } from '#server/queries/audit/list-audit.query.ts';
import { recordSeen } from '#server/use-cases/audit/record-seen.ts';
import { memberProcedure, router } from '../init.ts';

export const auditRouter = router({
  list: memberProcedure
    .input(auditFilter.extend({ page: z.number().int().min(1).max(100_000).default(1) }))
    .query(({ ctx, input }) => listAudit(ctx, input)),

  /** Checks the chain and the records behind it; with a hash that was noted, also that nothing is missing at its end. */
  verify: memberProcedure
    .input(z.object({ noted: z.string().max(200).optional() }))
    .query(({ ctx, input }) => getAuditVerdict(ctx, input)),

  /**
   * The entries of a filter as CSV, in pieces. For pages inside the server, which pass the pieces on. That somebody took
   * them away is an entry itself.
   */
  csv: memberProcedure.input(auditFilter).query(async ({ ctx, input }) => {
    const csv = streamAuditCsv(ctx, input);
    await recordSeen(ctx, { event: 'downloaded', subject: 'audit' });
    return csv;
  }),
});
