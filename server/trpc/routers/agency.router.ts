import { z } from 'zod';
import { getAgencies } from '#server/queries/agency/get-agencies.query.ts';
import { assignParts } from '#server/use-cases/agency/assign-parts.ts';
import { deliverPart, undoDelivery } from '#server/use-cases/agency/deliver-part.ts';
import { endParts } from '#server/use-cases/agency/end-parts.ts';
import { markReady, undoReady } from '#server/use-cases/agency/mark-ready.ts';
import { remindAgency } from '#server/use-cases/agency/remind-agency.ts';
import { memberProcedure, router } from '../init.ts';

const code = z.string().min(1).max(60);
const reportKey = z.object({ round: z.string().min(1).max(30), reporter: z.string().min(1).max(30) });
const change = reportKey.extend({ requestId: z.string().max(60).optional() });
const note = z.string().max(20_000).default('');
const parts = z
  .array(
    z.object({
      activity: code.optional(),
      indicator: code.optional(),
      dimension: code.optional(),
      category: code.optional(),
    }),
  )
  .max(2000);

/** The agencies of a state: what each holds of the report, whether it has delivered, and the report being ready. */
export const agencyRouter = router({
  get: memberProcedure.input(reportKey).query(({ ctx, input }) => getAgencies(ctx, input)),

  assign: memberProcedure
    .input(change.extend({ agency: code, parts }))
    .mutation(({ ctx, input }) => assignParts(ctx, input)),
  end: memberProcedure.input(change.extend({ parts })).mutation(({ ctx, input }) => endParts(ctx, input)),

  deliver: memberProcedure
    .input(change.extend({ agency: code, note }))
    .mutation(({ ctx, input }) => deliverPart(ctx, input)),
  takeBack: memberProcedure
    .input(change.extend({ agency: code }))
    .mutation(({ ctx, input }) => undoDelivery(ctx, input)),

  remind: memberProcedure
    .input(change.extend({ agency: code }))
    .mutation(({ ctx, input }) => remindAgency(ctx, input)),
  markReady: memberProcedure
    .input(change.extend({ note }))
    .mutation(({ ctx, input }) => markReady(ctx, input)),
  unmarkReady: memberProcedure.input(change).mutation(({ ctx, input }) => undoReady(ctx, input)),
});
