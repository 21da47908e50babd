import { z } from 'zod';
import {
  getRecommendation,
  listAllRecommendations,
  listRecommendations,
} from '#server/queries/recommendation/get-recommendations.query.ts';
import { recordFollowUp, recordResponse } from '#server/use-cases/recommendation/record-response.ts';
import {
  releaseRecommendation,
  saveRecommendation,
} from '#server/use-cases/recommendation/save-recommendation.ts';
import { memberProcedure, router } from '../init.ts';

const item = z.string().min(1).max(400);
const code = z.string().min(1).max(40);
const version = z.number().int().min(0).max(2_147_483_647);
const requestId = z.string().max(60).optional();
const word = z.string().max(60);
// Longer than the stored maximum, so that the rules can explain what is wrong.
const text = z.string().max(20_000);

/** What studies and events recommend, and what became of it, as the secretariat records it. */
export const recommendationRouter = router({
  list: memberProcedure.input(z.object({ item })).query(({ ctx, input }) => listRecommendations(ctx, input)),
  all: memberProcedure
    .input(z.object({ overdue: z.boolean().optional() }))
    .query(({ ctx, input }) => listAllRecommendations(ctx, input)),
  get: memberProcedure
    .input(z.object({ item, code: code.optional() }))
    .query(({ ctx, input }) => getRecommendation(ctx, input)),
  save: memberProcedure
    .input(
      z.object({
        item,
        code: code.optional(),
        version,
        fields: z.object({
          text,
          place: text,
          madeOn: word,
          addressedTo: z.array(word).max(100),
          activities: text,
          indicators: text,
          answerBy: word,
        }),
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => saveRecommendation(ctx, input)),
  release: memberProcedure
    .input(z.object({ item, code, version, released: z.boolean(), requestId }))
    .mutation(({ ctx, input }) => releaseRecommendation(ctx, input)),
  respond: memberProcedure
    .input(
      z.object({
        item,
        code,
        version,
        fields: z.object({
          by: word,
          kind: word,
          reason: text,
          on: word,
          dueOn: word,
          activities: text,
          indicators: text,
          source: text,
        }),
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => recordResponse(ctx, input)),
  recordStatus: memberProcedure
    .input(
      z.object({
        item,
        code,
        version,
        fields: z.object({ by: word, status: word, on: word, note: text }),
        requestId,
      }),
    )
    .mutation(({ ctx, input }) => recordFollowUp(ctx, input)),
});
