import { z } from 'zod';
import { learningKinds } from '#server/domain/learning/learning-entry.rules.ts';
import { getLearning, getLearningEntry } from '#server/queries/learning/get-learning.query.ts';
import { saveLearningEntry } from '#server/use-cases/learning/save-learning-entry.ts';
import { memberProcedure, router } from '../init.ts';

const code = z.string().min(1).max(40);
const plan = code.optional();
const kind = z.enum(learningKinds);

/** What is learned from a plan: questions, judged targets, lessons, follow-up, and gaps of support. */
export const learningRouter = router({
  review: memberProcedure.input(z.object({ plan })).query(({ ctx, input }) => getLearning(ctx, input)),
  entry: memberProcedure
    .input(z.object({ plan, kind, code: code.optional() }))
    .query(({ ctx, input }) => getLearningEntry(ctx, input)),
  save: memberProcedure
    .input(
      z.object({
        plan,
        kind,
        code: code.optional(),
        version: z.number().int().min(0).max(2_147_483_647),
        fields: z.record(z.string().max(40), z.string().max(20_000)),
        requestId: z.string().optional(),
      }),
    )
    .mutation(({ ctx, input }) => saveLearningEntry(ctx, input)),
});
