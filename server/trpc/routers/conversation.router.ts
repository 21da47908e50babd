import { listThreads } from '#server/queries/conversation/list-threads.query.ts';
import { memberProcedure, router } from '../init.ts';
import { submissionKey } from './submission.router.ts';

export const conversationRouter = router({
  /** What the secretariat asked about a report and what was answered, field by field. */
  threads: memberProcedure.input(submissionKey).query(({ ctx, input }) => listThreads(ctx, input)),
});
