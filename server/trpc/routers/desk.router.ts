import { getDesk } from '#server/queries/desk/get-desk.query.ts';
import { getDeskFrame } from '#server/queries/desk/get-desk-frame.query.ts';
import { recordVisit } from '#server/use-cases/desk/record-visit.ts';
import { memberProcedure, router } from '../init.ts';

/** The first page of the secretariat, and the frame of all of its pages. */
export const deskRouter = router({
  /** The plans, and how much waits where. */
  frame: memberProcedure.query(({ ctx }) => getDeskFrame(ctx)),
  /** What waits, what is due, what is overdue, and what happened since the viewer was last here. Notes the visit. */
  home: memberProcedure.query(async ({ ctx }) => {
    const { sinceAt } = await recordVisit(ctx);
    return { since: sinceAt, ...(await getDesk(ctx, { since: sinceAt })) };
  }),
});
