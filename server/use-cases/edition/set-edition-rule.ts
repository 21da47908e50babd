import { eq } from 'drizzle-orm';
import { round as roundTable } from '#db/schema/submission.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import type { EditionRule } from '#server/domain/publication/edition-rule.rules.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { recordRevision } from '#server/operation/record-revision.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type SetEditionRuleInput = {
  round: string;
  rule: EditionRule;
  /** The rule when it was read. */
  before: EditionRule;
  reason: string;
};

/**
 * Sets how many reporters with a hidden figure a total needs in the restricted editions of a round. Drafts that are made
 * keep theirs. The same rule again changes nothing. Throws BAD_INPUT without a reason, CONFLICT when it was changed since
 * it was read, NOT_FOUND.
 */
export function setEditionRule(
  context: OperationContext,
  input: SetEditionRuleInput,
): Promise<{ rule: EditionRule }> {
  return runOperation(context, { permission: 'edition.make' }, input, async (run) => {
    const { tx } = run;
    const reason = normaliseText(input.reason).trim();
    const problem = reason === '' ? 'Say why.' : findTextProblem(reason, 1000);
    requireNoProblems(problem ? [{ path: 'reason', message: problem }] : []);
    const [stored] = await tx
      .select({ id: roundTable.id, rule: roundTable.editionRule })
      .from(roundTable)
      .where(eq(roundTable.code, input.round))
      .for('update');
    if (!stored) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
    if (stored.rule === input.rule) return { rule: input.rule };
    if (stored.rule !== input.before) {
      throw new DomainError('CONFLICT', 'Somebody else has changed this rule. Nothing was changed.', {
        current: { rule: stored.rule },
      });
    }
    await tx.update(roundTable).set({ editionRule: input.rule }).where(eq(roundTable.id, stored.id));
    await recordRevision(run, context.now().toISOString(), {
      subject: 'round',
      key: input.round,
      before: { editionRule: stored.rule },
      after: { event: 'edition_rule', editionRule: input.rule, reason },
    });
    return { rule: input.rule };
  });
}
