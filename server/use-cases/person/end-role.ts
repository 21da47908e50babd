import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { roles, type Viewer } from '#server/domain/access/can.rules.ts';
import { queueRoleEnded } from '#server/notifications/queue-role-mail.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';

const heldShape = {
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  hasAgency: z.boolean(),
  place: z.object({ id: z.number(), code: z.string(), name: z.string() }).nullable(),
};

/**
 * Ends a role that the viewer may end, and tells its holder and the people of its reporter. False: it has ended
 * already, or is not the viewer's to end: the database looks.
 */
export async function endRole(
  tx: Transaction,
  viewer: Viewer,
  assignment: number,
  at: string,
): Promise<boolean> {
  const [held] = await readRows(
    tx,
    heldShape,
    sql`
    select p.id, p.name, p.email, a.role, a.agency_id is not null as "hasAgency", case when r.id is not null then
      json_build_object('id', r.id, 'code', r.code, 'name', coalesce(m.name, b.name)) end as place
    from tracker.assignment a
    join auth.person p on p.id = a.person_id
    left join tracker.reporter r on r.id = a.reporter_id
    left join tracker.member_state m on m.id = r.state_id
    left join tracker.sectoral_body b on b.id = r.body_id
    where a.id = ${assignment}`,
  );
  const [row] = await readRows(
    tx,
    { ended: z.boolean() },
    sql`
    select tracker.end_role(${assignment}, ${at}::timestamptz) as ended`,
  );
  if (!row?.ended || !held) return false;
  const { id, name, email, role, hasAgency, place } = held;
  const by = { id: viewer.personId, name: viewer.name };
  await queueRoleEnded(tx, { person: { id, name, email }, role, hasAgency, place, by }, at);
  return true;
}

/** Held while administrators are counted, so that two do not remove each other at the same moment. */
const administratorLock = 20_261_124;

/** Refuses to leave the tracker without anybody who can look after accounts. */
export async function requireAnotherAdministrator(tx: Transaction, personId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${administratorLock})`);
  const [row] = await readRows(
    tx,
    { last: z.boolean() },
    sql`
    select exists (select from tracker.assignment a where a.person_id = ${personId} and a.role = 'administrator'
        and a.revoked_at is null)
      and not exists (select from tracker.assignment a
        join auth.person p on p.id = a.person_id and p.disabled_at is null
        where a.role = 'administrator' and a.revoked_at is null and a.person_id <> ${personId}) as last`,
  );
  if (row?.last) {
    throw new DomainError('NOT_ALLOWED_NOW', 'This is the last administrator. Invite another one first.');
  }
}
