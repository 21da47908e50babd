import { z } from 'zod';
import { listCompilations } from '#server/queries/round/list-compilations.query.ts';
import { createCompilation } from '#server/use-cases/compilation/create-compilation.ts';
import { previewPublication } from '#server/use-cases/publication/preview-publication.ts';
import { publish } from '#server/use-cases/publication/publish.ts';
import { memberProcedure, router } from '../init.ts';

const roundKey = z.object({ round: z.string().min(1).max(20) });
const words = z.string().max(20_000).optional();

export const compilationRouter = router({
  list: memberProcedure.input(roundKey).query(({ ctx, input }) => listCompilations(ctx, input)),
  create: memberProcedure.input(roundKey).mutation(({ ctx, input }) => createCompilation(ctx, input)),
});

export const publicationRouter = router({
  preview: memberProcedure.input(roundKey).query(({ ctx, input }) => previewPublication(ctx, input)),
  publish: memberProcedure
    .input(roundKey.extend({ title: words, meeting: words, note: words }))
    .mutation(async ({ ctx, input }) => {
      const published = await publish(ctx, input);
      await ctx.onPublished();
      return published;
    }),
});
