import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

type Answers = inferRouterOutputs<AppRouter>['dashboard'];
type Published<Answer> = Exclude<Answer, { publication: null }>;

export type OverviewAnswer = Published<Answers['overview']>;
export type PlanAnswer = Published<Answers['plan']>;
export type AreaAnswer = Answers['area'];
export type ObjectiveAnswer = Answers['objective'];
export type ActivityAnswer = Answers['activity'];
export type PublicationSummary = OverviewAnswer['publication'];

export type StatusWord = OverviewAnswer['statuses'][number];
export type StatusCounts = OverviewAnswer['counts'];
/** How an activity stands in a round: a status, or none because it is not due or not yet reported. */
export type ActivityStatus = Pick<OverviewAnswer['activities'][number], 'status' | 'carriedFrom' | 'due'>;
export type ListedActivity = AreaAnswer['objectives'][number]['activities'][number];
export type LinkedIndicator = AreaAnswer['indicators'][number];
export type Changes = NonNullable<OverviewAnswer['changes']>;
export type LateActivity = OverviewAnswer['late'][number];
export type CoverageRow = OverviewAnswer['coverage'][number];
export type LensTeaser = OverviewAnswer['lenses'][number];
