import { t } from '../init.ts';
import { dashboardDataRouter } from './dashboard-data.router.ts';
import { dashboardDrawnRouter } from './dashboard-drawn.router.ts';
import { dashboardFiguresRouter } from './dashboard-figures.router.ts';
import { dashboardLibraryRouter } from './dashboard-library.router.ts';
import { dashboardReceiptsRouter } from './dashboard-receipts.router.ts';
import { dashboardReportsRouter } from './dashboard-reports.router.ts';
import { dashboardSealedRouter } from './dashboard-sealed.router.ts';
import { dashboardSearchRouter } from './dashboard-search.router.ts';
import { dashboardStandardsRouter } from './dashboard-standards.router.ts';
import { dashboardPlanRouter } from './dashboard-plan.router.ts';

/** Everything public. Read from schema `published` as the public role; each answer names its publication. */
export const dashboardRouter = t.mergeRouters(
  dashboardPlanRouter,
  dashboardFiguresRouter,
  dashboardDataRouter,
  dashboardDrawnRouter,
  dashboardReceiptsRouter,
  dashboardReportsRouter,
  dashboardSealedRouter,
  dashboardSearchRouter,
  dashboardLibraryRouter,
  dashboardStandardsRouter,
);
