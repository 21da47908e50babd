import { z } from 'zod';
import { publicationInput } from '#server/queries/dashboard/scope.ts';
import { getExchange, listExchangeValues } from '#server/queries/dashboard/standards/get-exchange.query.ts';
import { publicProcedure, router } from '../init.ts';

const place = z.number().int().min(0).max(10_000_000);

/** A publication as rows, from which files in other standards are written. Reads as the public role. */
export const dashboardStandardsRouter = router({
  exchange: publicProcedure.input(publicationInput).query(({ ctx, input }) => getExchange(ctx, input)),
  exchangeValues: publicProcedure
    .input(
      publicationInput.extend({
        indicator: z.string().min(1).max(40).optional(),
        from: z.object({ pair: place, row: place }).optional(),
      }),
    )
    .query(({ ctx, input }) => listExchangeValues(ctx, input)),
});
