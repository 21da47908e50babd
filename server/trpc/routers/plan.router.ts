import { getPlanTree } from '#server/queries/plan/get-plan-tree.query.ts';
import { memberProcedure, router } from '../init.ts';

export const planRouter = router({
  /** The plan as it is loaded; null before the first import. */
  get: memberProcedure.query(({ ctx }) => getPlanTree(ctx)),
});
