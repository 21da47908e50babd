import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';

/** Fetched when two people have saved at the same time, which most pages never see. */
const load = () => import('./merge-drafts.ts');

export async function loadActivityMerge() {
  const { activityMerging, createMerge } = await load();
  return createMerge(activityMerging);
}

export async function loadIndicatorMerge(definition: Pick<IndicatorDefinition, 'dimensions'>) {
  const { createIndicatorMerging, createMerge } = await load();
  return createMerge(createIndicatorMerging(definition));
}
