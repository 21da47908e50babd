import { listPersonalData } from '#server/queries/personal-data/list-personal-data.query.ts';
import { memberProcedure, router } from '../init.ts';
import { submissionKey } from './submission.router.ts';

export const personalDataRouter = router({
  /** Texts of a round that look like personal data, masked; for the secretariat. */
  list: memberProcedure
    .input(submissionKey.pick({ round: true }))
    .query(({ ctx, input }) => listPersonalData(ctx, input)),
});
