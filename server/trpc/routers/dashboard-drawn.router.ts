import { z } from 'zod';
import { languageCodes } from '#server/domain/language/languages.ts';
import { getFigure, listFigures } from '#server/queries/dashboard/figure/get-figure.query.ts';
import { publicationInput } from '#server/queries/dashboard/scope.ts';
import { publicProcedure, router } from '../init.ts';

/** Figures as they are drawn: definition, table and pictures. */
export const dashboardDrawnRouter = router({
  figure: publicProcedure
    .input(publicationInput.extend({ id: z.string().max(120), language: z.enum(languageCodes).optional() }))
    .query(({ ctx, input }) => getFigure(ctx, input)),
  figures: publicProcedure.input(publicationInput).query(({ ctx, input }) => listFigures(ctx, input)),
});
