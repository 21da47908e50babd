import type { PublicationOfPlan } from '#server/domain/publication/leading-plan.rules.ts';
import type { PublicationIndex } from './publication-reader.ts';

/** The numbers of all publications with their plans. */
export const listPlans = ({ publications }: PublicationIndex): PublicationOfPlan[] =>
  publications.map(({ number, plan }) => ({ number, plan: plan.code }));
