import { z } from 'zod';
import { search } from '#server/queries/dashboard/search/search.query.ts';
import { publicationInput } from '#server/queries/dashboard/scope.ts';
import { publicProcedure, router } from '../init.ts';

/** Search over what one publication shows. */
export const dashboardSearchRouter = router({
  search: publicProcedure
    .input(
      publicationInput.extend({
        question: z.string().max(2000),
        kind: z.string().max(40).optional(),
        page: z.number().int().min(1).max(9999).optional(),
      }),
    )
    .query(({ ctx, input }) => search(ctx, input)),
});
