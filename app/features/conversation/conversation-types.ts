import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

/** What the contract answers, under the names that these parts use. */
export type Conversation = inferRouterOutputs<AppRouter>['conversation']['threads'];
export type Thread = Conversation['threads'][number];
export type ThreadEntry = Thread['entries'][number];
