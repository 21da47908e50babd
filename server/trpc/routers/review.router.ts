import { z } from 'zod';
import { getBoard } from '#server/queries/review/get-board.query.ts';
import { getReview } from '#server/queries/review/get-review.query.ts';
import { listQueue } from '#server/queries/review/list-queue.query.ts';
import { acceptReport } from '#server/use-cases/review/accept-report.ts';
import { raiseQuery, removeQuery, resolveQuery } from '#server/use-cases/review/raise-query.ts';
import { reopenReport } from '#server/use-cases/review/reopen-report.ts';
import { returnReport } from '#server/use-cases/review/return-report.ts';
import { startReview } from '#server/use-cases/review/review-report.ts';
import { memberProcedure, router } from '../init.ts';
import { moveInput, submissionKey } from './submission.router.ts';

const queryInput = z.object({
  subject: z.enum(['activity', 'indicator']),
  code: z.string().min(1).max(20),
  field: z.string().min(1).max(200),
  question: z.string().max(20_000),
});
const queries = z.array(queryInput).max(200).optional();
const oneQuery = submissionKey.extend({ query: z.number().int().positive() });

export const reviewRouter = router({
  /** Reports that wait for the secretariat, oldest first. */
  queue: memberProcedure.query(({ ctx }) => listQueue(ctx)),
  /** Where every report of a round stands. */
  board: memberProcedure
    .input(submissionKey.pick({ round: true }))
    .query(({ ctx, input }) => getBoard(ctx, input)),
  get: memberProcedure.input(submissionKey).query(({ ctx, input }) => getReview(ctx, input)),
  start: memberProcedure.input(submissionKey).mutation(({ ctx, input }) => startReview(ctx, input)),
  raiseQuery: memberProcedure
    .input(submissionKey.extend({ ...queryInput.shape, requestId: moveInput.shape.requestId }))
    .mutation(({ ctx, input }) => raiseQuery(ctx, input)),
  removeQuery: memberProcedure.input(oneQuery).mutation(({ ctx, input }) => removeQuery(ctx, input)),
  resolveQuery: memberProcedure.input(oneQuery).mutation(({ ctx, input }) => resolveQuery(ctx, input)),
  return: memberProcedure
    .input(moveInput.extend({ scope: z.enum(['all', 'queried']).optional(), queries }))
    .mutation(({ ctx, input }) => returnReport(ctx, input)),
  accept: memberProcedure.input(moveInput).mutation(({ ctx, input }) => acceptReport(ctx, input)),
  reopen: memberProcedure
    .input(moveInput.extend({ queries }))
    .mutation(({ ctx, input }) => reopenReport(ctx, input)),
});
