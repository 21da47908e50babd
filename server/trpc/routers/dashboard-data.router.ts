import { getDataOverview } from '#server/queries/dashboard/data/get-data-overview.query.ts';
import { publicationInput } from '#server/queries/dashboard/scope.ts';
import { publicProcedure, router } from '../init.ts';

/** What the page about open data tells; the data itself goes out without procedures (server/exports). */
export const dashboardDataRouter = router({
  dataOverview: publicProcedure
    .input(publicationInput)
    .query(({ ctx, input }) => getDataOverview(ctx, input)),
});
