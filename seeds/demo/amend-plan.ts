import { activityWordColumns, type ActivityCells } from '#server/domain/plan/plan-edit.schema.ts';
import { getPlanForm } from '#server/queries/plan/get-plan-form.query.ts';
import { previewPlan } from '#server/queries/plan/preview-plan.query.ts';
import { applyPlan } from '#server/use-cases/plan/apply-plan.ts';
import { savePlanEdit } from '#server/use-cases/plan/save-plan-edit.ts';
import type { AmendmentInput } from '#server/domain/plan/amendment.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { atStep, contextOf, type DemoStage } from './demo-context.ts';

/**
 * The demo's plan was amended once: the yearly round-table was worded more narrowly at first. It begins in its first
 * wording, and gets the one of seeds/plan before the round from which the amendment counts.
 */
const amended = {
  plan: 'BOHOL-2',
  activity: 'D4.1',
  firstTitle: 'Yearly partner meeting on funding',
  effectiveRound: '2025-H2',
};
let adopted = '';

/** Puts the plan into its first wording, before anybody is asked about it. */
export async function wordPlanAtFirst(stage: DemoStage, at: Date): Promise<void> {
  const context = contextOf(stage, 'secretariat', at);
  await atStep('wording the plan', async () => {
    adopted = await retitle(context, amended.firstTitle);
  });
}

/** Amends the plan when the round from which the amendment counts is the next. */
export async function amendPlanBefore(stage: DemoStage, round: string, at: Date): Promise<void> {
  const { effectiveRound } = amended;
  if (round !== effectiveRound) return;
  const context = contextOf(stage, 'secretariat', at);
  await atStep('amending the plan', () =>
    retitle(context, adopted, {
      effectiveRound,
      title: 'The round-table takes up gaps as well',
      reason: 'Partners asked at the first meeting to speak of gaps before they speak of funding.',
    }),
  );
}

/** Gives the activity another title, as somebody does on its page; the title that it had comes back. */
async function retitle(
  context: OperationContext,
  title: string,
  amendment?: AmendmentInput,
): Promise<string> {
  const { plan, activity } = amended;
  const { row } = await getPlanForm(context, { plan, row: { sheet: 'activities', code: activity } });
  const cells = Object.fromEntries(
    activityWordColumns.map((column) => [column, row?.cells[column] ?? '']),
  ) as ActivityCells;
  const { upload } = await savePlanEdit(context, {
    plan,
    edit: { kind: 'reword-activity', code: activity, cells: { ...cells, title } },
    version: row?.version ?? '',
    amendment,
  });
  const { compared } = await previewPlan(context, { upload });
  await applyPlan(context, { upload, stand: compared?.stand ?? '' });
  return cells.title;
}
