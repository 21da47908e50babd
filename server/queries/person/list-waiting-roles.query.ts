import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { roles } from '#server/domain/access/can.rules.ts';

const waitingRoleShape = {
  /** For people.confirmRole, people.declineRole and people.withdrawRole. */
  request: z.number(),
  role: z.enum(roles),
  reporter: z.object({ code: z.string(), name: z.string() }),
  personId: z.string(),
  person: z.string(),
  email: z.string(),
  askedById: z.string(),
  askedBy: z.string(),
  askedAt: z.string(),
  /** Whether the viewer may say yes or no. */
  mayDecide: z.boolean(),
};

/** A role that waits for a yes. */
export type WaitingRole = RowOf<typeof waitingRoleShape>;

/** Roles that wait, of those that the viewer may see, oldest first. `wanted` is a condition on a request `q`. */
export function loadWaitingRoles(
  tx: Transaction,
  at: string,
  wanted: SQL = sql`true`,
): Promise<WaitingRole[]> {
  return readRows(
    tx,
    waitingRoleShape,
    sql`select q.id as request, q.role, json_build_object('code', r.code, 'name', coalesce(m.name, b.name)) as reporter,
      p.id as "personId", p.name as person, p.email, o.id as "askedById", o.name as "askedBy",
      to_json(q.asked_at)#>>'{}' as "askedAt",
      tracker.viewer_may_decide_role(q.id, ${at}::timestamptz) as "mayDecide"
    from tracker.role_request q
    join tracker.reporter r on r.id = q.reporter_id
    left join tracker.member_state m on m.id = r.state_id
    left join tracker.sectoral_body b on b.id = r.body_id
    join auth.person p on p.id = q.person_id
    join auth.person o on o.id = q.asked_by
    where q.decision is null and ${wanted}
    order by q.asked_at, q.id`,
  );
}

export type WaitingRoles = {
  /** Those on which the viewer may decide. */
  toDecide: WaitingRole[];
  /** Those that are for the viewer. */
  own: WaitingRole[];
};

/** Roles that wait for the viewer's yes, and the viewer's own that wait for somebody else's. */
export function listWaitingRoles(context: OperationContext): Promise<WaitingRoles> {
  return runOperation(context, { permission: null }, {}, async ({ tx, personId }) => {
    const waiting = await loadWaitingRoles(tx, context.now().toISOString());
    return {
      toDecide: waiting.filter(({ mayDecide }) => mayDecide),
      own: waiting.filter((one) => one.personId === personId),
    };
  });
}
