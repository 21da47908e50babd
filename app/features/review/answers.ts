import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

type Outputs = inferRouterOutputs<AppRouter>;

/** What the contract answers, under the names that these screens use. */
export type QueuedReport = Outputs['review']['queue'][number];
export type Board = Outputs['review']['board'];
export type BoardRow = Board['rows'][number];
export type Review = Outputs['review']['get'];
export type ReviewItem = Review['items'][number];
export type ReviewActivity = Extract<ReviewItem, { subject: 'activity' }>;
export type ReviewIndicator = Extract<ReviewItem, { subject: 'indicator' }>;
export type ReviewQuery = ReviewItem['queries'][number];
export type ReviewDecision = Review['decisions'][number];
export type RoundSummary = Outputs['round']['list'][number];
