import { eq } from 'drizzle-orm';
import { assignment } from '#db/schema/participants.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { listRolesToGive } from '#server/domain/person/invitation.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { endRole, requireAnotherAdministrator } from './end-role.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/**
 * Takes a role from a person, from the next request on: whoever may give a role may end it. What they wrote stays under
 * their name; they are told, and so are the people of the reporter. Safe to repeat. Throws FORBIDDEN for a role above one's own, NOT_ALLOWED_NOW for the last administrator.
 */
export function revokeAssignment(
  context: OperationContext,
  input: { assignment: number },
): Promise<{ revoked: boolean }> {
  return runOperation(context, { permission: 'people.assign' }, input, async ({ tx, viewer }) => {
    const [stored] = await tx
      .select({ personId: assignment.personId, role: assignment.role, revokedAt: assignment.revokedAt })
      .from(assignment)
      .where(eq(assignment.id, input.assignment));
    if (!stored) throw new DomainError('NOT_FOUND', 'This role does not exist.');
    if (!listRolesToGive(viewer).includes(stored.role)) {
      throw new DomainError('FORBIDDEN', 'Only administrators end this role.');
    }
    if (stored.revokedAt !== null) return { revoked: false };
    if (stored.role === 'administrator') await requireAnotherAdministrator(tx, stored.personId);
    return { revoked: await endRole(tx, viewer, input.assignment, context.now().toISOString()) };
  });
}
