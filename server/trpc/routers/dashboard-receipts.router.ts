import { z } from 'zod';
import { languageCodes } from '#server/domain/language/languages.ts';
import { comparePublications } from '#server/queries/dashboard/receipt/compare-publications.query.ts';
import { getFigureReceipt } from '#server/queries/dashboard/receipt/get-figure-receipt.query.ts';
import { getValueReceipt } from '#server/queries/dashboard/receipt/get-value-receipt.query.ts';
import { listComparisonChoices } from '#server/queries/dashboard/receipt/list-comparison-choices.query.ts';
import { publicationInput } from '#server/queries/dashboard/scope.ts';
import { publicProcedure, router } from '../init.ts';

const part = z.string().min(1).max(125);

/** Where figures and single values come from, and what differs between publications. */
export const dashboardReceiptsRouter = router({
  figureReceipt: publicProcedure
    .input(publicationInput.extend({ id: z.string().max(120), language: z.enum(languageCodes).optional() }))
    .query(({ ctx, input }) => getFigureReceipt(ctx, input)),
  valueReceipt: publicProcedure
    .input(publicationInput.extend({ indicator: part, round: part, scope: part, cell: part }))
    .query(({ ctx, input }) => getValueReceipt(ctx, input)),
  comparisonChoices: publicProcedure
    .input(publicationInput)
    .query(({ ctx, input }) => listComparisonChoices(ctx, input)),
  compare: publicProcedure
    .input(
      z.object({
        from: z.number(),
        to: z.number(),
        area: part.optional(),
        indicator: part.optional(),
        everything: z.boolean().optional(),
      }),
    )
    .query(({ ctx, input }) => comparePublications(ctx, input)),
});
