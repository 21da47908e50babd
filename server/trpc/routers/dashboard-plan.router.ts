import { z } from 'zod';
import { getActivity } from '#server/queries/dashboard/plan/get-activity.query.ts';
import { getArea } from '#server/queries/dashboard/plan/get-area.query.ts';
import { getKeptFigures } from '#server/queries/dashboard/plan/get-kept-figures.query.ts';
import { getObjective } from '#server/queries/dashboard/plan/get-objective.query.ts';
import { getOverview } from '#server/queries/dashboard/plan/get-overview.query.ts';
import { getPlan } from '#server/queries/dashboard/plan/get-plan.query.ts';
import { getScope } from '#server/queries/dashboard/plan/get-scope.query.ts';
import { languageCodes } from '#server/domain/language/languages.ts';
import { listLabels } from '#server/queries/dashboard/plan/list-labels.query.ts';
import {
  findNewestOfPlan,
  listPublishedPlans,
} from '#server/queries/dashboard/plan/list-published-plans.query.ts';
import { planFilterInput } from '#server/queries/dashboard/plan/filter-plan.ts';
import { publicationInput } from '#server/queries/dashboard/scope.ts';
import { publicProcedure, router } from '../init.ts';

/** Figures come drawn in the language of the page. */
const inLanguage = publicationInput.extend({ language: z.enum(languageCodes).optional() });
const oneOf = inLanguage.extend({ code: z.string().max(60) });
const narrowed = publicationInput.extend(planFilterInput.shape);

/** The plan and its progress, for everyone. Each answer names the publication that it is drawn from. */
export const dashboardPlanRouter = router({
  scope: publicProcedure.input(publicationInput).query(({ ctx, input }) => getScope(ctx, input)),
  /** Every plan with publications. */
  plans: publicProcedure.input(publicationInput).query(({ ctx, input }) => listPublishedPlans(ctx, input)),
  newestOfPlan: publicProcedure
    .input(z.object({ plan: z.string().max(60) }))
    .query(({ ctx, input }) => findNewestOfPlan(ctx, input)),
  labels: publicProcedure
    .input(publicationInput.extend({ language: z.enum(languageCodes) }))
    .query(({ ctx, input }) => listLabels(ctx, input)),
  keptFigures: publicProcedure.input(publicationInput).query(({ ctx, input }) => getKeptFigures(ctx, input)),
  overview: publicProcedure.input(inLanguage).query(({ ctx, input }) => getOverview(ctx, input)),
  plan: publicProcedure
    .input(narrowed.extend(inLanguage.shape))
    .query(({ ctx, input }) => getPlan(ctx, input)),
  area: publicProcedure.input(oneOf).query(({ ctx, input }) => getArea(ctx, input)),
  objective: publicProcedure.input(oneOf).query(({ ctx, input }) => getObjective(ctx, input)),
  activity: publicProcedure.input(oneOf).query(({ ctx, input }) => getActivity(ctx, input)),
});
