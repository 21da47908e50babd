import { z } from 'zod';
import { checkItem } from '#server/queries/submission/check-sheet.query.ts';
import { saveReason } from '#server/use-cases/validation/save-reason.ts';
import { memberProcedure, router } from '../init.ts';
import { submissionKey } from './submission.router.ts';

const itemKey = submissionKey.extend({
  subject: z.enum(['activity', 'indicator']),
  code: z.string().min(1).max(30),
});

export const validationRouter = router({
  /** Errors and warnings of one item, with the reasons that were given. */
  item: memberProcedure.input(itemKey).query(({ ctx, input }) => checkItem(ctx, input)),

  giveReason: memberProcedure
    .input(
      itemKey.extend({
        rule: z.string().min(1).max(60),
        field: z.string().max(200),
        warning: z.string().min(1).max(1000),
        reason: z.string().max(20_000),
        requestId: z.string().max(60).optional(),
      }),
    )
    .mutation(({ ctx, input }) => saveReason(ctx, input)),
});
