import { z } from 'zod';
import { getSchedule } from '#server/queries/publication/get-schedule.query.ts';
import { listPublished } from '#server/queries/publication/list-published.query.ts';
import { listCompilations } from '#server/queries/round/list-compilations.query.ts';
import { recordSeen } from '#server/use-cases/audit/record-seen.ts';
import { createCompilation } from '#server/use-cases/compilation/create-compilation.ts';
import { previewConsents } from '#server/use-cases/publication/preview-consents.ts';
import { previewPublication } from '#server/use-cases/publication/preview-publication.ts';
import { publish } from '#server/use-cases/publication/publish.ts';
import { cancelSchedule, schedulePublication } from '#server/use-cases/publication/schedule-publication.ts';
import { withdrawPublication } from '#server/use-cases/publication/withdraw-publication.ts';
import { memberProcedure, router } from '../init.ts';

const roundKey = z.object({ round: z.string().min(1).max(30) });
const words = z.string().max(20_000).optional();
const version = z.number().int().min(0).max(2_147_483_647);
/** That the approved report does not go along. */
const withoutReport = z.boolean().optional();
const requestId = z.string().optional();

export const compilationRouter = router({
  list: memberProcedure.input(roundKey).query(({ ctx, input }) => listCompilations(ctx, input)),
  create: memberProcedure.input(roundKey).mutation(({ ctx, input }) => createCompilation(ctx, input)),
});

export const publicationRouter = router({
  preview: memberProcedure.input(roundKey).query(({ ctx, input }) => previewPublication(ctx, input)),
  /** Why each figure of a round would be suppressed. For a file that is taken away. */
  suppressed: memberProcedure.input(roundKey).query(async ({ ctx, input }) => {
    const { heldBack } = await previewPublication(ctx, input);
    await recordSeen(ctx, { event: 'downloaded', subject: 'suppressed figures', round: input.round });
    return heldBack.filter(({ state }) => state === 'suppressed');
  }),
  /** Which single consents would free most figures; takes seconds. */
  freeingConsents: memberProcedure.input(roundKey).query(({ ctx, input }) => previewConsents(ctx, input)),
  publish: memberProcedure
    .input(roundKey.extend({ title: words, meeting: words, note: words, withoutReport }))
    .mutation(async ({ ctx, input }) => {
      const published = await publish(ctx, input);
      await ctx.onPublished();
      return published;
    }),

  /** What is scheduled for a round, or how it ended. */
  getSchedule: memberProcedure.input(roundKey).query(({ ctx, input }) => getSchedule(ctx, input)),
  schedule: memberProcedure
    .input(
      roundKey.extend({
        date: z.string().max(40),
        time: z.string().max(40),
        title: words,
        meeting: words,
        note: words,
        withoutReport,
        version,
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => schedulePublication(ctx, input)),
  cancelSchedule: memberProcedure
    .input(roundKey.extend({ version, requestId }))
    .mutation(({ ctx, input }) => cancelSchedule(ctx, input)),

  /** Every publication with who made it, and whether it was withdrawn. */
  list: memberProcedure.query(({ ctx }) => listPublished(ctx)),
  withdraw: memberProcedure
    .input(z.object({ number: z.number().int().min(1).max(2_147_483_647), reason: z.string().max(20_000) }))
    .mutation(async ({ ctx, input }) => {
      const withdrawn = await withdrawPublication(ctx, input);
      await ctx.onPublished();
      return withdrawn;
    }),
});
