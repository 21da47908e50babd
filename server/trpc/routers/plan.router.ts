import { z } from 'zod';
import { getPlanTree } from '#server/queries/plan/get-plan-tree.query.ts';
import { getPlanWorkbook } from '#server/queries/plan/get-plan-workbook.query.ts';
import { previewPlan } from '#server/queries/plan/preview-plan.query.ts';
import { applyPlan } from '#server/use-cases/plan/apply-plan.ts';
import { uploadPlan } from '#server/use-cases/plan/upload-plan.ts';
import { memberProcedure, router } from '../init.ts';

const code = z.string().max(60);
/** Longer than the limits, so that a long text gets the sentence that is meant for it. */
const amendment = z.object({
  effectiveRound: code,
  title: z.string().max(10_000),
  reason: z.string().max(50_000),
});

export const planRouter = router({
  /** The plan as it is loaded; null before the first import. */
  get: memberProcedure.query(({ ctx }) => getPlanTree(ctx)),

  /** A plan as a workbook or as CSV files, in base64; without a code the template. */
  workbook: memberProcedure
    .input(z.object({ plan: code.optional(), format: z.enum(['xlsx', 'csv']).default('xlsx') }))
    .query(({ ctx, input }) => getPlanWorkbook(ctx, input)),

  /** Reads an uploaded plan; changes nothing. */
  upload: memberProcedure
    .input(
      z.object({
        files: z
          .array(z.object({ name: z.string().max(1000), content: z.string().max(36 * 1024 * 1024) }))
          .max(40),
        /** In bytes, where the upload was too large to be sent on at all. */
        size: z.number().int().min(0).optional(),
      }),
    )
    .mutation(({ ctx, input }) => uploadPlan(ctx, input)),

  preview: memberProcedure
    .input(z.object({ upload: z.uuid() }))
    .query(({ ctx, input }) => previewPlan(ctx, input)),

  /** Brings the plan to what an upload says, all of it or nothing. */
  accept: memberProcedure
    .input(z.object({ upload: z.uuid(), stand: z.string().max(64), amendment: amendment.optional() }))
    .mutation(({ ctx, input }) => applyPlan(ctx, input)),
});
