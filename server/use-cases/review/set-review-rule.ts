import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  inTransaction,
  requirePermission,
  type OperationContext,
} from '#server/operation/operation-context.ts';

/**
 * Says whether two people have to find a report right before it is accepted. An administrator does: whoever is bound by
 * the rule does not switch it. Throws CONFLICT when it was switched since it was read.
 */
export function setReviewRule(
  context: OperationContext,
  input: { twoPersons: boolean; version: number },
): Promise<{ twoPersons: boolean; version: number }> {
  requirePermission(context, 'review.setRules');
  return inTransaction(context, async (tx) => {
    const { personId } = requirePermission(context, 'review.setRules');
    const [stored] = await tx.execute<{ is_on: boolean; version: number }>(sql`
      select is_on, version from tracker.desk_setting where key = 'two_person_review' for update`);
    // The database shows the row for a change to administrators only, whatever the request still believes.
    if (!stored) throw new DomainError('FORBIDDEN', 'Your account does not allow this.');
    // The same again is no change: a form that was sent twice says nothing new.
    if (stored.is_on === input.twoPersons) return { twoPersons: stored.is_on, version: stored.version };
    if (stored.version !== input.version) {
      throw new DomainError('CONFLICT', 'Somebody switched this rule in the meantime. Nothing was done.', {
        current: { twoPersons: stored.is_on, version: stored.version },
      });
    }
    const at = context.now().toISOString();
    const version = stored.version + 1;
    await tx.execute(sql`
      update tracker.desk_setting set is_on = ${input.twoPersons}, version = ${version}, changed_by = ${personId},
        changed_at = ${at}::timestamptz where key = 'two_person_review'`);
    await tx.execute(sql`
      insert into tracker.revision (subject, subject_key, before, after, changed_by, changed_at)
      values ('desk_setting', 'two_person_review', ${JSON.stringify({ on: stored.is_on })}::text::jsonb,
        ${JSON.stringify({ event: input.twoPersons ? 'on' : 'off', on: input.twoPersons })}::text::jsonb,
        ${personId}, ${at}::timestamptz)`);
    return { twoPersons: input.twoPersons, version };
  });
}
