import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

type Outputs = inferRouterOutputs<AppRouter>;

/** What the contract answers, under the names that these screens use. */
export type RoundReminders = Outputs['round']['reminders'];
export type ReporterReminders = RoundReminders['reporters'][number];
export type Reminded = Outputs['round']['remind'];
export type Completeness = Outputs['round']['completeness'];
export type CompletenessRow = Completeness['rows'][number];
