import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';
import type { Release } from '#server/domain/value/indicator-definition.ts';

type Outputs = inferRouterOutputs<AppRouter>;

/** What the contract answers, under the names that these screens use. */
export type ConsentMatrix = Outputs['consent']['matrix'];
export type ConsentRow = ConsentMatrix['rows'][number];
export type ConsentCell = ConsentRow['cells'][number];
export type ConsentQuestion = Outputs['consent']['get'];
export type AskedIndicator = ConsentQuestion['indicators'][number];
export type GivenConsent = AskedIndicator['answers'][number];
export type OpenConsent = Outputs['consent']['listOpen'][number];

/** What is released, in a word for a cell. */
export const releaseWords: Record<Release, string> = {
  national: 'own figures',
  regional: 'in totals only',
  withheld: 'not at all',
};
