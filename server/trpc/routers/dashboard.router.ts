import { z } from 'zod';
import { languageCodes } from '#server/domain/language/languages.ts';
import { getDataOverview } from '#server/queries/dashboard/data/get-data-overview.query.ts';
import { getFigure, listFigures } from '#server/queries/dashboard/figure/get-figure.query.ts';
import { publicationInput } from '#server/queries/dashboard/scope.ts';
import {
  getBundle,
  getSeal,
  getSealedDocument,
  isDocumentAddress,
} from '#server/queries/dashboard/sealed/get-seal.query.ts';
import { search } from '#server/queries/dashboard/search/search.query.ts';
import { getExchange, listExchangeValues } from '#server/queries/dashboard/standards/get-exchange.query.ts';
import { publicProcedure, router, t } from '../init.ts';
import { dashboardFiguresRouter } from './dashboard-figures.router.ts';
import { dashboardLibraryRouter } from './dashboard-library.router.ts';
import { dashboardPlanRouter } from './dashboard-plan.router.ts';
import { dashboardReceiptsRouter } from './dashboard-receipts.router.ts';
import { dashboardReportsRouter } from './dashboard-reports.router.ts';

/** Figures as they are drawn: definition, table and pictures. */
const drawn = router({
  figure: publicProcedure
    .input(publicationInput.extend({ id: z.string().max(120), language: z.enum(languageCodes).optional() }))
    .query(({ ctx, input }) => getFigure(ctx, input)),
  figures: publicProcedure.input(publicationInput).query(({ ctx, input }) => listFigures(ctx, input)),
});

/** Search over what one publication shows. */
const searched = router({
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

const number = z.number().int().min(1).max(2_147_483_647);

/** What a publication is made of, as it was sealed: for whoever checks it. */
const sealed = router({
  seal: publicProcedure.input(z.object({ number })).query(({ ctx, input }) => getSeal(ctx, input)),
  sealedDocument: publicProcedure
    .input(z.object({ number, address: z.string().min(1).max(400).refine(isDocumentAddress) }))
    .query(({ ctx, input }) => getSealedDocument(ctx, input)),
  /** The bundle to download. For pages inside the server, which pass its pieces on. */
  bundle: publicProcedure
    .input(z.object({ number, origin: z.string().max(200) }))
    .query(({ ctx, input }) => getBundle(ctx, input)),
});

const place = z.number().int().min(0).max(10_000_000);

/** Open data: what its page tells, and a publication as rows, from which files in other standards are written. */
const data = router({
  dataOverview: publicProcedure
    .input(publicationInput)
    .query(({ ctx, input }) => getDataOverview(ctx, input)),
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

/** Everything public. Read from schema `published` as the public role; each answer names its publication. */
export const dashboardRouter = t.mergeRouters(
  dashboardPlanRouter,
  dashboardFiguresRouter,
  dashboardReceiptsRouter,
  dashboardReportsRouter,
  dashboardLibraryRouter,
  drawn,
  searched,
  sealed,
  data,
);
