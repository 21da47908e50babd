import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

type Outputs = inferRouterOutputs<AppRouter>;

/** What the contract answers, under the names that these screens use. */
export type QueuedReport = Outputs['review']['queue'][number];
export type OwnAcceptance = NonNullable<Outputs['review']['ownAcceptance']>;
export type Phrase = Outputs['review']['phrases'][number];
export type ReviewRules = Outputs['review']['rules'];
export type Board = Outputs['review']['board'];
export type BoardRow = Board['rows'][number];
export type Review = Outputs['review']['get'];
export type ReviewItem = Review['items'][number];
export type ReviewActivity = Extract<ReviewItem, { subject: 'activity' }>;
export type ReviewIndicator = Extract<ReviewItem, { subject: 'indicator' }>;
export type ReviewQuery = ReviewItem['queries'][number];
export type ReviewDecision = Review['decisions'][number];
export type RoundSummary = Outputs['round']['list'][number];
export type CompilerNote = Review['notes'][number];
export type EditorialText = Review['edited'][number];
export type PeerNote = Review['peers'][number];
export type RoundEvent = Outputs['round']['events'][number];
