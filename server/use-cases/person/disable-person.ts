import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { person as personTable } from '#db/schema/auth.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { notifyReportersOf } from '#server/notifications/queue-role-mail.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { requireAnotherAdministrator } from './end-role.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/**
 * Disables an account. Its sessions end at once, and with them links to a new password and open invitations that it
 * sent; its work stays under its name. The people of the reporters for which it works are told. Safe to repeat. Throws NOT_ALLOWED_NOW for oneself and for the last
 * administrator.
 */
export function disablePerson(
  context: OperationContext,
  input: { person: string },
): Promise<{ disabled: true }> {
  return setDisabled(context, input.person, true).then(() => ({ disabled: true }));
}

/** Lets a disabled account sign in again, with the roles that it has; their reporters are told. Safe to repeat. */
export function enablePerson(
  context: OperationContext,
  input: { person: string },
): Promise<{ disabled: false }> {
  return setDisabled(context, input.person, false).then(() => ({ disabled: false }));
}

function setDisabled(context: OperationContext, person: string, disable: boolean): Promise<void> {
  return runOperation(context, { permission: 'people.revoke' }, {}, async ({ tx, viewer }) => {
    if (disable && viewer.personId === person) {
      throw new DomainError(
        'NOT_ALLOWED_NOW',
        'You cannot disable your own account. Ask another administrator.',
      );
    }
    const [stored] = await tx
      .select({ id: personTable.id, name: personTable.name })
      .from(personTable)
      .where(eq(personTable.id, person));
    if (!stored) throw new DomainError('NOT_FOUND', 'This account does not exist.');
    if (disable) await requireAnotherAdministrator(tx, person);
    const at = context.now().toISOString();
    const [row] = await readRows(
      tx,
      { changed: z.boolean() },
      sql`
      select tracker.set_person_disabled(${person}, ${disable}, ${at}::timestamptz) as changed`,
    );
    if (!row?.changed) return;
    const by = { id: viewer.personId, name: viewer.name };
    await notifyReportersOf(tx, stored, disable ? 'disabled' : 'enabled', by, at);
  });
}
