import type { AppCaller } from '#server/trpc/root.ts';

export type PlanPreview = Awaited<ReturnType<AppCaller['plan']['preview']>>;
export type ComparedPlan = NonNullable<PlanPreview['compared']>;
export type RowChange = ComparedPlan['changes'][number];
export type SheetSummary = ComparedPlan['sheets'][number];
export type MovedCell = PlanPreview['moved'][number];
export type StoredEdit = NonNullable<PlanPreview['edit']>;
export type PlanForm = Awaited<ReturnType<AppCaller['plan']['form']>>;
export type PlanFormRow = NonNullable<PlanForm['row']>;
export type PlanTree = NonNullable<Awaited<ReturnType<AppCaller['plan']['get']>>>;
export type PlanSummary = Awaited<ReturnType<AppCaller['plan']['list']>>[number];
export type LeadingPlan = Awaited<ReturnType<AppCaller['plan']['leading']>>;
export type PlanAmendment = Awaited<ReturnType<AppCaller['plan']['amendments']>>[number];
