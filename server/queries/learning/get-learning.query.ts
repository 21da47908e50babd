import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { MidtermReview } from '#server/domain/learning/build-midterm-review.calculations.ts';
import type {
  LearningContent,
  LearningEntry,
  LearningKind,
  LearningLists,
} from '#server/domain/learning/learning-entry.schema.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  findLearningPlan,
  type LearningPlan,
  listLearningEntries,
  loadLearningLists,
} from '#server/loaders/learning/load-learning.ts';
import { loadMidtermReview } from '#server/loaders/learning/load-midterm-review.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/**
 * The review of a plan as it stands today. `round` is the newest that is compiled, whose drafts hold the mid-term edition;
 * null before the first.
 */
export function getLearning(
  context: OperationContext,
  input: { plan?: string | undefined },
): Promise<MidtermReview & { plan: LearningPlan; publication: number | null; round: string | null }> {
  const today = context.now().toISOString().slice(0, 10);
  return runOperation(context, { permission: 'learning.read' }, {}, async ({ tx }) => {
    const review = await loadMidtermReview(tx, context, { ...input, today });
    const [newest] = await tx.execute<{ code: string }>(sql`
      select r.code from tracker.round r
      where r.plan_id = ${review.plan.id} and exists (select from tracker.compilation k where k.round_id = r.id)
      order by r.period_start desc limit 1`);
    return { ...review, round: newest?.code ?? null };
  });
}

export type LearningRevision = {
  version: number;
  content: LearningContent[LearningKind];
  by: string;
  at: string;
};
export type LearningPage = {
  plan: LearningPlan;
  lists: LearningLists;
  entry: LearningEntry | null;
  /** Newest first. */
  history: LearningRevision[];
};

/** One entry with its history and the lists for its form; without a code the lists for a new one. Throws NOT_FOUND. */
export function getLearningEntry(
  context: OperationContext,
  input: { plan?: string | undefined; kind: LearningKind; code?: string | undefined },
): Promise<LearningPage> {
  return runOperation(context, { permission: 'learning.read' }, {}, async ({ tx }) => {
    const plan = await findLearningPlan(tx, input.plan);
    const lists = await loadLearningLists(tx, plan.id);
    if (input.code === undefined) return { plan, lists, entry: null, history: [] };
    const [entry] = await listLearningEntries(
      tx,
      plan.id,
      sql`e.kind = ${input.kind} and e.code = ${input.code}`,
    );
    if (!entry) {
      // A target that nobody has judged yet has a page all the same.
      if (input.kind === 'target' && lists.indicators.some(({ code }) => code === input.code)) {
        return { plan, lists, entry: null, history: [] };
      }
      throw new DomainError('NOT_FOUND', 'There is no such entry.');
    }
    const history = await tx.execute<LearningRevision>(sql`
      select v.version, v.content, p.name as by, to_json(v.changed_at)#>>'{}' as at
      from tracker.learning_revision v
      join tracker.learning_entry e on e.id = v.entry_id
      join auth.person p on p.id = v.changed_by
      where e.plan_id = ${plan.id} and e.kind = ${input.kind} and e.code = ${input.code}
      order by v.version desc`);
    return { plan, lists, entry, history: [...history] };
  });
}
