import type { Transaction } from '#db/as-viewer.ts';
import {
  buildMidtermReview,
  type MidtermReview,
} from '#server/domain/learning/midterm-review.calculations.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { type LearningSource, loadLearningSource } from './load-learning.ts';

/**
 * The mid-term review of a plan as data, for editions of the report: questions with judgements, targets held against
 * public figures, lessons, actions and gaps of support. `today` is an ISO date. Throws NOT_FOUND for an unknown plan.
 */
export async function loadMidtermReview(
  tx: Transaction,
  context: PublicContext,
  input: { plan?: string | undefined; today: string },
): Promise<MidtermReview & Pick<LearningSource, 'plan' | 'publication' | 'basis'>> {
  const source = await loadLearningSource(tx, context, input.plan);
  const { plan, publication, basis } = source;
  return { plan, publication, basis, ...buildMidtermReview(source, input.today) };
}
