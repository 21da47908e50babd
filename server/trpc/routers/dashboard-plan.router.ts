import { router } from '../init.ts';

export const dashboardPlanRouter = router({});
