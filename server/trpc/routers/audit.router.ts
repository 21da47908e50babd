import { z } from 'zod';
import { auditKinds, listAudit } from '#server/queries/audit/list-audit.query.ts';
import { memberProcedure, router } from '../init.ts';

export const auditRouter = router({
  list: memberProcedure
    .input(
      z.object({
        page: z.number().int().min(1).max(100_000).default(1),
        kind: z.enum(auditKinds).optional(),
      }),
    )
    .query(({ ctx, input }) => listAudit(ctx, input)),
});
