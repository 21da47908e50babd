import { eq } from 'drizzle-orm';
import { deskSetting } from '#db/schema/review.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

/**
 * Says whether two people have to find a report right before it is accepted. An administrator does: whoever is bound by
 * the rule does not switch it. Throws CONFLICT when it was switched since it was read.
 */
export function setReviewRule(
  context: OperationContext,
  input: { twoPersons: boolean; version: number },
): Promise<{ twoPersons: boolean; version: number }> {
  return runOperation(context, { permission: 'review.setRules' }, input, async (run) => {
    const { tx, personId } = run;
    const [stored] = await tx
      .select({ isOn: deskSetting.isOn, version: deskSetting.version })
      .from(deskSetting)
      .where(eq(deskSetting.key, 'two_person_review'))
      .for('update');
    // The database shows the row for a change to administrators only, whatever the request still believes.
    if (!stored) throw new DomainError('FORBIDDEN', 'Your account does not allow this.');
    // The same again is no change: a form that was sent twice says nothing new.
    if (stored.isOn === input.twoPersons) return { twoPersons: stored.isOn, version: stored.version };
    if (stored.version !== input.version) {
      throw new DomainError('CONFLICT', 'Somebody has since changed this rule. Nothing was changed.', {
        current: { twoPersons: stored.isOn, version: stored.version },
      });
    }
    const at = context.now().toISOString();
    const version = stored.version + 1;
    await tx
      .update(deskSetting)
      .set({ isOn: input.twoPersons, version, changedBy: personId, changedAt: at })
      .where(eq(deskSetting.key, 'two_person_review'));
    await recordRevision(run, at, {
      subject: 'desk_setting',
      key: 'two_person_review',
      before: { on: stored.isOn },
      after: { event: input.twoPersons ? 'on' : 'off', on: input.twoPersons },
    });
    return { twoPersons: input.twoPersons, version };
  });
}
