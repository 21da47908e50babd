import { sql, and, desc, eq, exists } from 'drizzle-orm';
import { person } from '#db/schema/auth.ts';
import { compilation } from '#db/schema/compilation.ts';
import { learningEntry, learningRevision } from '#db/schema/learning.ts';
import { round } from '#db/schema/submission.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { MidtermReview } from '#server/domain/learning/midterm-review.calculations.ts';
import type {
  LearningContent,
  LearningEntry,
  LearningKind,
  LearningLists,
} from '#server/domain/learning/learning-entry.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  findLearningPlan,
  type LearningPlan,
  listLearningEntries,
  loadLearningLists,
  loadMidtermReview,
} from '#server/loaders/learning/load-learning.ts';
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
    const [newest] = await tx
      .select({ code: round.code })
      .from(round)
      .where(
        and(
          eq(round.planId, review.plan.id),
          exists(tx.select({ one: sql`1` }).from(compilation).where(eq(compilation.roundId, round.id))),
        ),
      )
      .orderBy(desc(round.periodStart))
      .limit(1);
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
    const [entry] = await listLearningEntries(tx, plan.id, { kind: input.kind, code: input.code });
    if (!entry) {
      // A target that nobody has judged yet has a page all the same.
      if (input.kind === 'target' && lists.indicators.some(({ code }) => code === input.code)) {
        return { plan, lists, entry: null, history: [] };
      }
      throw new DomainError('NOT_FOUND', 'This entry does not exist.');
    }
    const history = await tx
      .select({
        version: learningRevision.version,
        content: learningRevision.content,
        by: person.name,
        at: learningRevision.changedAt,
      })
      .from(learningRevision)
      .innerJoin(learningEntry, eq(learningEntry.id, learningRevision.entryId))
      .innerJoin(person, eq(person.id, learningRevision.changedBy))
      .where(
        and(
          eq(learningEntry.planId, plan.id),
          eq(learningEntry.kind, input.kind),
          eq(learningEntry.code, input.code),
        ),
      )
      .orderBy(desc(learningRevision.version));
    return { plan, lists, entry, history: [...history] };
  });
}
