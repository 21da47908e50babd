import { sql } from 'drizzle-orm';
import type { Role } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { inTransaction, requirePermission, type UseCaseContext } from '../use-case-context.ts';
import { assertAnotherAdministrator } from './assert-another-administrator.ts';

/**
 * Takes a role from a person, from the next request on. What they wrote stays under their name. Safe to repeat.
 * Throws NOT_ALLOWED_NOW for the last administrator.
 */
export function revokeAssignment(
  context: UseCaseContext,
  input: { assignment: number },
): Promise<{ revoked: boolean }> {
  requirePermission(context, 'people.revoke');
  return inTransaction(context, async (tx) => {
    const { personId } = requirePermission(context, 'people.revoke');
    const [stored] = await tx.execute<{
      person_id: string;
      role: Role;
      reporter: string | null;
      revoked: boolean;
    }>(sql`
      select a.person_id, a.role, r.code as reporter, a.revoked_at is not null as revoked
      from tracker.assignment a left join tracker.reporter r on r.id = a.reporter_id
      where a.id = ${input.assignment} for update of a`);
    if (!stored) throw new DomainError('NOT_FOUND', 'There is no such role.');
    if (stored.revoked) return { revoked: false };
    if (stored.role === 'administrator') await assertAnotherAdministrator(tx, stored.person_id);
    const at = context.now().toISOString();
    await tx.execute(sql`
      update tracker.assignment set revoked_at = ${at}::timestamptz where id = ${input.assignment}`);
    const after = { event: 'revoked', role: stored.role, reporter: stored.reporter };
    await tx.execute(sql`
      insert into tracker.revision (subject, subject_key, after, changed_by, changed_at)
      values ('assignment', ${stored.person_id}, ${JSON.stringify(after)}::text::jsonb, ${personId},
        ${at}::timestamptz)`);
    return { revoked: true };
  });
}
