import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

/** What the contract answers, under the names that these parts use. */
export type Clearance = inferRouterOutputs<AppRouter>['clearance']['get'];
export type ItemChange = Clearance['changes'][number];
export type PackLine = Clearance['packs'][number];
export type ItemWriting = Clearance['writings'][number];
