import type { AppCaller } from '#server/trpc/root.ts';

export type PlanPreview = Awaited<ReturnType<AppCaller['plan']['preview']>>;
export type ComparedPlan = NonNullable<PlanPreview['compared']>;
export type RowChange = ComparedPlan['changes'][number];
