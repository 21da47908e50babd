import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { listRolesToGive } from '#server/domain/person/invitation.rules.ts';
import {
  findRoleDecisionProblem,
  type RoleVerdict,
  roleVerdicts,
} from '#server/domain/person/roles.rules.ts';
import { queueRoleDecided } from '#server/notifications/queue-role-mail.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';
import { roleRequest } from '#db/schema/audit.ts';
import { reporter } from '#db/schema/participants.ts';

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
      const why = findRoleDecisionProblem(viewer.personId, {
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

const mailedPerson = z.object({ id: z.string(), name: z.string(), email: z.string() });

const requestShape = {
  request: z.number(),
  role: z.enum(roleRequest.role.enumValues),
  person: mailedPerson.extend({ disabled: z.boolean() }),
  askedBy: mailedPerson,
  place: z.object({
    id: z.number(),
    code: z.string(),
    name: z.string(),
    kind: z.enum(reporter.kind.enumValues),
  }),
  verdict: z.enum(roleVerdicts).nullable(),
  decidedBy: z.string().nullable(),
  mayDecide: z.boolean(),
};
type RoleRequest = RowOf<typeof requestShape>;

/** A role that waits, or waited. Throws NOT_FOUND where there is none that the viewer may see. */
async function loadRoleRequest(tx: Transaction, request: number, at: string): Promise<RoleRequest> {
  const [found] = await readRows(
    tx,
    requestShape,
    sql`
    select q.id as request, q.role, q.decision as verdict, d.name as "decidedBy",
      json_build_object('id', p.id, 'name', p.name, 'email', p.email, 'disabled', p.disabled_at is not null) as person,
      json_build_object('id', o.id, 'name', o.name, 'email', o.email) as "askedBy",
      json_build_object('id', r.id, 'code', r.code, 'kind', r.kind, 'name', coalesce(m.name, b.name)) as place,
      tracker.viewer_may_decide_role(q.id, ${at}::timestamptz) as "mayDecide"
    from tracker.role_request q
    join tracker.reporter r on r.id = q.reporter_id
    left join tracker.member_state m on m.id = r.state_id
    left join tracker.sectoral_body b on b.id = r.body_id
    join auth.person p on p.id = q.person_id
    join auth.person o on o.id = q.asked_by
    left join auth.person d on d.id = q.decided_by
    where q.id = ${request}`,
  );
  if (!found) throw new DomainError('NOT_FOUND', 'This role is not waiting for confirmation.');
  return found;
}
