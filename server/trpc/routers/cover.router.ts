import { z } from 'zod';
import { listCovers } from '#server/queries/person/list-covers.query.ts';
import { endCover } from '#server/use-cases/person/end-cover.ts';
import { handOver } from '#server/use-cases/person/hand-over.ts';
import { memberProcedure, router } from '../init.ts';

const rowId = z.number().int().positive().max(2_000_000_000);

/** Roles handed over for days of absence. */
export const coverRouter = router({
  list: memberProcedure.query(({ ctx }) => listCovers(ctx)),
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
    .mutation(({ ctx, input }) => handOver(ctx, input)),
  end: memberProcedure
    .input(z.object({ assignment: rowId }))
    .mutation(({ ctx, input }) => endCover(ctx, input)),
});
