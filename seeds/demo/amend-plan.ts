import { amendActivity, getActivityForm } from '#server/use-cases/plan/amend-activity.ts';
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
  const { plan, activity } = amended;
  await atStep('wording the plan', async () => {
    const form = await getActivityForm(context, { plan, activity });
    adopted = form.cells.title;
    await amendActivity(context, {
      plan,
      activity,
      version: form.version,
      cells: { ...form.cells, title: amended.firstTitle },
    });
  });
}

/** Amends the plan when the round from which the amendment counts is the next. */
export async function amendPlanBefore(stage: DemoStage, round: string, at: Date): Promise<void> {
  const { plan, activity, effectiveRound } = amended;
  if (round !== effectiveRound) return;
  const context = contextOf(stage, 'secretariat', at);
  await atStep('amending the plan', async () => {
    const form = await getActivityForm(context, { plan, activity });
    await amendActivity(context, {
      plan,
      activity,
      version: form.version,
      cells: { ...form.cells, title: adopted },
      amendment: {
        effectiveRound,
        title: 'The round-table takes up gaps as well',
        reason: 'Partners asked at the first meeting to speak of gaps before they speak of funding.',
      },
    });
  });
}
