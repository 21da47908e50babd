import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { roleRequest } from '#db/schema/audit.ts';
import { reporter } from '#db/schema/participants.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { roleVerdicts } from '#server/domain/person/roles.rules.ts';

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
export type RoleRequest = RowOf<typeof requestShape>;

/** A role that waits, or waited. Throws NOT_FOUND where there is none that the viewer may see. */
export async function loadRoleRequest(tx: Transaction, request: number, at: string): Promise<RoleRequest> {
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
  if (!found) throw new DomainError('NOT_FOUND', 'There is no such role waiting.');
  return found;
}
