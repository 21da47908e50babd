import { z } from 'zod';
import { listCooperation } from '#server/queries/cooperation/list-cooperation.query.ts';
import { withdrawComment } from '#server/use-cases/cooperation/withdraw-comment.ts';
import { saveComment } from '#server/use-cases/cooperation/save-comment.ts';
import { memberProcedure, router } from '../init.ts';

const code = z.string().min(1).max(30);
const reportKey = z.object({ round: code, reporter: code });

/** What bodies that cooperate in an activity say on the report of the body that leads it. */
export const cooperationRouter = router({
  list: memberProcedure.input(reportKey).query(({ ctx, input }) => listCooperation(ctx, input)),
  write: memberProcedure
    .input(
      reportKey.extend({
        activity: code,
        comment: z.string().max(20_000),
        requestId: z.string().max(60).optional(),
      }),
    )
    .mutation(({ ctx, input }) => saveComment(ctx, input)),
  withdraw: memberProcedure
    .input(z.object({ reporter: code, comment: z.number().int().positive().max(2_000_000_000) }))
    .mutation(({ ctx, input }) => withdrawComment(ctx, input)),
});
