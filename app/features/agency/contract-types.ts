import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

/** What the contract answers, under the names that the workspace uses. */
export type Agencies = inferRouterOutputs<AppRouter>['agency']['get'];
export type AgencyStatus = Agencies['agencies'][number];
export type AssignableArea = Agencies['areas'][number];
export type AssignableItem = AssignableArea['items'][number];
