import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { Role } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { RoleVerdict } from '#server/domain/person/role-request.rules.ts';
import type { MailedPerson, MailedPlace } from '#server/notifications/queue-role-mail.ts';

export type RoleRequest = {
  request: number;
  role: Role;
  person: MailedPerson & { disabled: boolean };
  askedBy: MailedPerson;
  place: MailedPlace & { kind: 'state' | 'body' };
  verdict: RoleVerdict | null;
  decidedBy: string | null;
  mayDecide: boolean;
};

/** A role that waits, or waited. Throws NOT_FOUND where there is none that the viewer may see. */
export async function loadRoleRequest(tx: Transaction, request: number, at: string): Promise<RoleRequest> {
  const [found] = await tx.execute<RoleRequest>(sql`
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
    where q.id = ${request}`);
  if (!found) throw new DomainError('NOT_FOUND', 'There is no such role waiting.');
  return found;
}
