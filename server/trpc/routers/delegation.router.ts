import { z } from 'zod';
import { listDelegations } from '#server/queries/person/list-delegations.query.ts';
import { endDelegation } from '#server/use-cases/person/end-delegation.ts';
import { delegateRole } from '#server/use-cases/person/delegate-role.ts';
import { memberProcedure, router } from '../init.ts';

const rowId = z.number().int().positive().max(2_000_000_000);

/** Roles handed over for days of absence. */
export const delegationRouter = router({
  list: memberProcedure.query(({ ctx }) => listDelegations(ctx)),
  handOver: memberProcedure
    .input(
      z.object({
        assignment: rowId,
        to: z.string().max(100),
        from: z.string().max(30),
        until: z.string().max(30),
        requestId: z.string().max(60).optional(),
      }),
    )
    .mutation(({ ctx, input }) => delegateRole(ctx, input)),
  end: memberProcedure
    .input(z.object({ assignment: rowId }))
    .mutation(({ ctx, input }) => endDelegation(ctx, input)),
});
