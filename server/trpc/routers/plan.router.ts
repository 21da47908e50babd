import { z } from 'zod';
import { planEditSchema } from '#server/domain/plan/plan-edit.schema.ts';
import { getLeadingPlan, listPlanAmendments, listPlans } from '#server/queries/plan/list-plans.query.ts';
import { getPlanEqualities } from '#server/queries/plan/get-plan-equalities.query.ts';
import { getPlanForm } from '#server/queries/plan/get-plan-form.query.ts';
import { getPlanTree } from '#server/queries/plan/get-plan-tree.query.ts';
import { getMarkedWorkbook } from '#server/queries/plan/get-marked-workbook.query.ts';
import { getPlanWorkbook } from '#server/queries/plan/get-plan-workbook.query.ts';
import { previewPlan } from '#server/queries/plan/preview-plan.query.ts';
import { applyPlan } from '#server/use-cases/plan/apply-plan.ts';
import { savePlanEdit } from '#server/use-cases/plan/save-plan-edit.ts';
import { setLeadingPlan } from '#server/use-cases/publication/set-leading-plan.ts';
import { uploadPlan } from '#server/use-cases/plan/upload-plan.ts';
import { memberProcedure, router } from '../init.ts';

const code = z.string().max(60);
/** Longer than the limits, so that a long text gets the sentence that is meant for it. */
const amendment = z.object({
  effectiveRound: code,
  title: z.string().max(10_000),
  reason: z.string().max(50_000),
  /** The number of an amendment that the change is part of; its round, title and reason are then taken. */
  decision: z.number().int().positive().nullish(),
});

export const planRouter = router({
  /** The plan: the one with this code, or that of the newest round; null where there is none. */
  get: memberProcedure
    .input(z.object({ plan: code.optional() }).optional())
    .query(({ ctx, input }) => getPlanTree(ctx, input ?? {})),

  /** Every plan that stands in the tracker. */
  list: memberProcedure.query(({ ctx }) => listPlans(ctx)),

  /** Which plan leads, and who chose it when. */
  leading: memberProcedure.query(({ ctx }) => getLeadingPlan(ctx)),

  /** Chooses the plan that the public pages show where no publication is asked for. */
  lead: memberProcedure.input(z.object({ plan: code, instead: code })).mutation(async ({ ctx, input }) => {
    const chosen = await setLeadingPlan(ctx, input);
    await ctx.onPublished();
    return chosen;
  }),

  /** The amendments of a plan with what each changed. */
  amendments: memberProcedure
    .input(z.object({ plan: code }))
    .query(({ ctx, input }) => listPlanAmendments(ctx, input)),

  /** Figures that are asked in two places: those declared, and those that look like it. */
  equalities: memberProcedure
    .input(z.object({ plan: code }))
    .query(({ ctx, input }) => getPlanEqualities(ctx, input)),

  /** What a form of the plan shows: one activity or indicator at its newest, or the choices for a new activity. */
  form: memberProcedure
    .input(
      z.object({
        plan: code,
        row: z.object({ sheet: z.enum(['activities', 'indicators']), code }).optional(),
      }),
    )
    .query(({ ctx, input }) => getPlanForm(ctx, input)),

  /** Keeps a change of one row, to be looked at with `preview` and applied with `accept`; the plan stays as it is. */
  saveEdit: memberProcedure
    .input(
      z.object({
        plan: code,
        edit: planEditSchema,
        version: z.string().max(64),
        amendment: amendment.optional(),
      }),
    )
    .mutation(({ ctx, input }) => savePlanEdit(ctx, input)),

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

  /** What an upload, or an edit, would change; nothing is written. */
  preview: memberProcedure
    .input(z.object({ upload: z.uuid() }))
    .query(({ ctx, input }) => previewPlan(ctx, input)),

  /** An upload with the cells at fault coloured, in base64. */
  markedWorkbook: memberProcedure
    .input(z.object({ upload: z.uuid() }))
    .query(({ ctx, input }) => getMarkedWorkbook(ctx, input)),

  /** Brings the plan to what an upload, or an edit, says: all of it or nothing. */
  accept: memberProcedure
    .input(z.object({ upload: z.uuid(), stand: z.string().max(64), amendment: amendment.optional() }))
    .mutation(({ ctx, input }) => applyPlan(ctx, input)),
});
