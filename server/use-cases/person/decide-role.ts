import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { listRolesToGive } from '#server/domain/person/invitation.rules.ts';
import { explainNoRoleDecision, type RoleVerdict } from '#server/domain/person/roles.rules.ts';
import { queueRoleDecided } from '#server/notifications/queue-role-mail.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { loadRoleRequest, type RoleRequest } from './load-role-request.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

export type DecidedRole = { verdict: RoleVerdict };

/**
 * Says yes to a role that waits: from now on it counts. Never the one who asked for it, nor whom it is for; the
 * database looks once more. The person, whoever asked and the people of the reporter are told. Safe to repeat. Throws
 * NOT_FOUND, FORBIDDEN with why, NOT_ALLOWED_NOW where it was decided otherwise or the account is disabled.
 */
export function confirmRole(context: OperationContext, input: { request: number }): Promise<DecidedRole> {
  return decide(context, input.request, 'confirmed', async (tx, { person }, at) => {
    if (person.disabled) {
      throw new DomainError('NOT_ALLOWED_NOW', 'The account is disabled, so the role cannot be confirmed.');
    }
    const [row] = await readRows(
      tx,
      { made: z.number().nullable() },
      sql`
      select tracker.confirm_role(${input.request}, ${at}::timestamptz) as made`,
    );
    return row?.made != null;
  });
}

/** Says no to a role that waits, by the same people. Nothing changes, and all are told. Throws as confirmRole does. */
export function declineRole(context: OperationContext, input: { request: number }): Promise<DecidedRole> {
  return decide(context, input.request, 'declined', (tx, _, at) => close(tx, input.request, 'declined', at));
}

/** Takes a role that waits back: whoever may give it. Safe to repeat. Throws NOT_FOUND, FORBIDDEN, NOT_ALLOWED_NOW. */
export function withdrawRole(context: OperationContext, input: { request: number }): Promise<DecidedRole> {
  return runOperation(context, { permission: 'people.assign' }, input, async ({ tx, viewer }) => {
    const at = context.now().toISOString();
    const found = await loadRoleRequest(tx, input.request, at);
    if (!listRolesToGive(viewer).includes(found.role)) {
      throw new DomainError('FORBIDDEN', 'Only administrators take this role back.');
    }
    if (found.verdict === null && (await close(tx, input.request, 'withdrawn', at))) {
      return { verdict: 'withdrawn' };
    }
    return repeat(await loadRoleRequest(tx, input.request, at), 'withdrawn');
  });
}

function decide(
  context: OperationContext,
  request: number,
  verdict: 'confirmed' | 'declined',
  write: (tx: Transaction, found: RoleRequest, at: string) => Promise<boolean>,
): Promise<DecidedRole> {
  return runOperation(
    context,
    { permission: 'people.confirm', resource: findRequest },
    { request },
    async (run) => {
      const { tx, viewer, resource: found } = run;
      const { role, person, askedBy, place } = found;
      const at = context.now().toISOString();
      if (found.verdict !== null) return repeat(found, verdict);
      const why = explainNoRoleDecision(viewer.personId, {
        askedBy: askedBy.id,
        personId: person.id,
        role,
        reporter: place.name,
        mayDecide: found.mayDecide,
      });
      if (why) throw new DomainError('FORBIDDEN', why);
      // Somebody may have decided since it was read.
      if (!(await write(tx, found, at))) return repeat(await loadRoleRequest(tx, request, at), verdict);
      const by = { id: viewer.personId, name: viewer.name };
      await queueRoleDecided(tx, { request, person, role, place, askedBy, by, verdict }, at);
      return { verdict };
    },
  );
}

async function findRequest({ tx, now }: Pick<Run, 'tx' | 'now'>, { request }: { request: number }) {
  const found = await loadRoleRequest(tx, request, now().toISOString());
  return { ...found, reporter: found.place };
}

async function close(
  tx: Transaction,
  request: number,
  verdict: 'declined' | 'withdrawn',
  at: string,
): Promise<boolean> {
  const [row] = await readRows(
    tx,
    { closed: z.boolean() },
    sql`
    select tracker.close_role_request(${request}, ${verdict}, ${at}::timestamptz) as closed`,
  );
  return row?.closed ?? false;
}

/** The same verdict once more does no harm; another one is refused with who was first. */
function repeat({ verdict, decidedBy }: RoleRequest, wanted: RoleVerdict): DecidedRole {
  if (verdict === wanted) return { verdict };
  throw new DomainError(
    'NOT_ALLOWED_NOW',
    `This role was ${verdict ?? 'decided'} already${decidedBy ? `, by ${decidedBy}` : ''}.`,
  );
}
