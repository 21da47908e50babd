import { router } from '../init.ts';

export const dashboardFiguresRouter = router({});
