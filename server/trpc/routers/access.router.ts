import { z } from 'zod';
import { accessDecisions } from '#server/domain/access/access-review.rules.ts';
import { getAccessReminder, getAccessReview } from '#server/queries/access/get-access-review.query.ts';
import { decideAccess } from '#server/use-cases/access/decide-access.ts';
import { memberProcedure, router } from '../init.ts';

const round = z.string().min(1).max(40);
const plan = z.string().min(1).max(60).optional();
const rowId = z.number().int().min(0).max(2_000_000_000);

export const accessRouter = router({
  /** Who holds which role, with what was decided about it in a round. */
  review: memberProcedure
    .input(z.object({ round: round.optional(), plan }))
    .query(({ ctx, input }) => getAccessReview(ctx, input)),
  /** How far the review of the round that is under way is, of a plan or of all. */
  reminder: memberProcedure
    .input(z.object({ plan }).optional())
    .query(({ ctx, input }) => getAccessReminder(ctx, input)),
  decide: memberProcedure
    .input(
      z.object({
        round,
        decisions: z
          .array(z.object({ assignment: rowId, decision: z.enum(accessDecisions), seen: rowId }))
          .min(1)
          .max(2000),
      }),
    )
    .mutation(({ ctx, input }) => decideAccess(ctx, input)),
});
