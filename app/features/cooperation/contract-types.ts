import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

/** What the contract answers, under the names that the workspace uses. */
export type Cooperation = inferRouterOutputs<AppRouter>['cooperation']['list'][number];
export type CooperationComment = Cooperation['comments'][number];
