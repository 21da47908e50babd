import type { AppCaller } from '#server/trpc/root.ts';

export type PlanPreview = Awaited<ReturnType<AppCaller['plan']['preview']>>;
export type ComparedPlan = NonNullable<PlanPreview['compared']>;
export type RowChange = ComparedPlan['changes'][number];
export type ActivityForm = Awaited<ReturnType<AppCaller['plan']['activity']>>;
export type PlanSummary = Awaited<ReturnType<AppCaller['plan']['list']>>[number];
export type PlanAmendment = Awaited<ReturnType<AppCaller['plan']['amendments']>>[number];
