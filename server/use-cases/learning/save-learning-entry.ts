import { sql } from 'drizzle-orm';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  checkLearningEntry,
  type LearningFields,
  buildLearningCode,
  type LearningKind,
} from '#server/domain/learning/learning-entry.rules.ts';
import {
  findLearningPlan,
  listLearningEntries,
  loadLearningLists,
} from '#server/loaders/learning/load-learning.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

export type SaveLearningInput = {
  plan?: string | undefined;
  kind: LearningKind;
  /** Of an entry that is changed; a new one gets its own. */
  code?: string | undefined;
  /** What was read; 0 for a new entry. */
  version: number;
  /** What was typed, by field of the form. */
  fields: LearningFields;
  requestId?: string | undefined;
};
export type SavedLearning = { code: string; version: number; changed: boolean };

/**
 * Adds a question, a judged target, a lesson or an action to a plan, or changes one. Throws BAD_INPUT with the fields at
 * fault, NOT_FOUND, and CONFLICT with the stored entry when somebody else changed it first.
 */
export function saveLearningEntry(
  context: OperationContext,
  input: SaveLearningInput,
): Promise<SavedLearning> {
  return runOperation(
    context,
    { permission: 'learning.write', once: 'learning.save' },
    input,
    async (run) => {
      const { tx, personId } = run;
      const { kind } = input;
      const plan = await findLearningPlan(tx, input.plan);
      // Two who add at once get two codes.
      await tx.execute(
        sql`select pg_advisory_xact_lock(hashtextextended(${`learning/${plan.id}/${kind}`}, 0))`,
      );
      const { content, problems } = checkLearningEntry(
        kind,
        input.fields,
        await loadLearningLists(tx, plan.id),
      );
      requireNoProblems(problems);
      const entries = await listLearningEntries(tx, plan.id, { kind });
      const taken = entries.map((entry) => entry.code);
      const code = input.code ?? buildLearningCode(kind, content, taken);
      const stored = entries.find((entry) => entry.code === code) ?? null;
      if (!stored && input.version !== 0) throw new DomainError('NOT_FOUND', 'This entry does not exist.');
      if ((stored?.version ?? 0) !== input.version) {
        throw new DomainError(
          'CONFLICT',
          `${stored?.changedBy ?? 'Somebody'} changed this while you were editing. Nothing was saved.`,
          { current: stored },
        );
      }
      if (kind === 'target' && 'indicator' in content && content.indicator !== code) {
        requireNoProblems([{ path: 'indicator', message: `This judgement is about ${code}.` }]);
      }
      if (stored && sameContent(stored.content, content))
        return { code, version: stored.version, changed: false };
      const version = input.version + 1;
      const at = context.now().toISOString();
      const json = JSON.stringify(content);
      await tx.execute(
        stored
          ? sql`update tracker.learning_entry set content = ${json}::text::jsonb, version = ${version},
            changed_by = ${personId}, changed_at = ${at}::timestamptz
          where plan_id = ${plan.id} and kind = ${kind} and code = ${code}`
          : sql`insert into tracker.learning_entry (plan_id, kind, code, content, changed_by, changed_at)
            values (${plan.id}, ${kind}, ${code}, ${json}::text::jsonb, ${personId}, ${at}::timestamptz)`,
      );
      await recordRevision(run, at, {
        subject: 'learning',
        key: `${plan.code}/${kind}/${code}`,
        after: { event: stored ? 'changed' : 'added', version },
      });
      return { code, version, changed: true };
    },
  );
}

/** The order of keys in stored JSON is its own. */
function sameContent(a: object, b: object): boolean {
  const write = (content: object) =>
    JSON.stringify(
      Object.entries(content)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, value]) => [
          name,
          Array.isArray(value)
            ? value.map(({ label, path }: { label: string; path: string }) => [label, path])
            : value,
        ]),
    );
  return write(a) === write(b);
}
