import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { partner, reporter } from '#db/schema/participants.ts';
import { roles, type Role } from '#server/domain/access/can.rules.ts';
import { listRolesToGive } from '#server/domain/person/invitation.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { loadWaitingRoles, type WaitingRole } from './list-waiting-roles.query.ts';
import {
  type ReporterChoice,
  reporterName,
  listReporterChoices,
} from '#server/loaders/person/list-reporter-choices.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const heldRole = z.object({
  /** For people.revokeAssignment. */
  id: z.number(),
  role: z.enum(roles),
  reporter: z
    .object({ code: z.string(), kind: z.enum(reporter.kind.enumValues), name: z.string() })
    .nullable(),
  agency: z.string().nullable(),
  /** The name of the partner, for its people. */
  partner: z.string().nullable(),
  since: z.string(),
  /** Whose role it is and until when, where somebody stands in. */
  cover: z.object({ name: z.string(), from: z.string(), until: z.string() }).nullable(),
});

/** An account with the roles that it holds. */
export const accountShape = {
  id: z.string(),
  name: z.string(),
  email: z.string(),
  disabledAt: z.string().nullable(),
  roles: z.array(heldRole),
};

const personShape = {
  ...accountShape,
  /** The day on which they were last there; null: never. */
  seenOn: z.string().nullable(),
};

export type Person = RowOf<typeof personShape>;

const openInvitationShape = {
  id: z.number(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  reporter: z.object({ code: z.string(), name: z.string() }).nullable(),
  agency: z.string().nullable(),
  partner: z.string().nullable(),
  invitedBy: z.string(),
  invitedAt: z.string(),
  expiresAt: z.string(),
  expired: z.boolean(),
};

export type OpenInvitation = RowOf<typeof openInvitationShape>;

const vacancyShape = { reporter: z.object({ code: z.string(), name: z.string() }), role: z.enum(roles) };

export type People = {
  people: Person[];
  invitations: OpenInvitation[];
  /** Roles that wait for a yes. */
  waiting: WaitingRole[];
  /** Roles without which a report cannot leave, and that nobody with a working account holds. */
  vacancies: RowOf<typeof vacancyShape>[];
  /** For the invitation. */
  reporters: ReporterChoice[];
  partners: { code: string; name: string }[];
  /** What the viewer may invite to. */
  rolesToGive: Role[];
};

/** Everyone with an account, open invitations and the roles that nobody holds. */
export async function listPeople(context: OperationContext): Promise<People> {
  return runOperation(context, { permission: 'people.read' }, {}, async ({ tx, viewer }) => {
    const people = await readRows(
      tx,
      personShape,
      sql`select p.id, p.name, p.email, to_json(p.disabled_at)#>>'{}' as "disabledAt", p.seen_on::text as "seenOn",
        ${rolesOf} as roles
      from auth.person p order by p.name, p.email`,
    );
    return {
      people: [...people],
      invitations: await listInvitations(tx, context.now().toISOString()),
      waiting: await loadWaitingRoles(tx, context.now().toISOString()),
      vacancies: await listVacancies(tx),
      reporters: await listReporterChoices(tx),
      partners: await tx
        .select({ code: partner.slug, name: partner.name })
        .from(partner)
        .orderBy(partner.name),
      rolesToGive: listRolesToGive(viewer),
    };
  });
}

/** Roles that a person `p` holds, as JSON; those that they hold for somebody until their last day. */
export const rolesOf = sql`
  coalesce((select json_agg(json_build_object('id', a.id, 'role', a.role, 'agency', g.acronym,
      'partner', n.name, 'since', a.assigned_at, 'cover', case when c.id is not null then
        json_build_object('name', cp.name, 'from', a.starts_on, 'until', a.ends_on) end, 'reporter', case when r.id is not null then
        json_build_object('code', r.code, 'kind', r.kind, 'name', ${reporterName}) end) order by a.id)
    from tracker.assignment a
    left join tracker.reporter r on r.id = a.reporter_id
    left join tracker.member_state m on m.id = r.state_id
    left join tracker.sectoral_body b on b.id = r.body_id
    left join tracker.agency g on g.id = a.agency_id
    left join tracker.partner n on n.id = a.partner_id
    left join tracker.assignment c on c.id = a.covers
    left join auth.person cp on cp.id = c.person_id
    where a.person_id = p.id and a.revoked_at is null and c.revoked_at is null
      and (a.ends_on is null or a.ends_on >= (clock_timestamp() at time zone 'UTC')::date)), '[]')`;

function listInvitations(tx: Transaction, now: string): Promise<OpenInvitation[]> {
  return readRows(
    tx,
    openInvitationShape,
    sql`select i.id, i.email, i.name, i.role, g.acronym as agency, n.name as partner, p.name as "invitedBy",
      to_json(i.invited_at)#>>'{}' as "invitedAt", to_json(i.expires_at)#>>'{}' as "expiresAt",
      i.expires_at <= ${now}::timestamptz as expired, case when r.id is not null then
        json_build_object('code', r.code, 'name', ${reporterName}) end as reporter
    from tracker.invitation i
    join auth.person p on p.id = i.invited_by
    left join tracker.reporter r on r.id = i.reporter_id
    left join tracker.member_state m on m.id = r.state_id
    left join tracker.sectoral_body b on b.id = r.body_id
    left join tracker.agency g on g.id = i.agency_id
    left join tracker.partner n on n.id = i.partner_id
    where i.accepted_at is null and i.revoked_at is null
    order by i.invited_at desc, i.id desc`,
  );
}

/** A state needs a focal point and a clearing officer, a body that leads something a focal point. */
function listVacancies(tx: Transaction): Promise<People['vacancies']> {
  return readRows(
    tx,
    vacancyShape,
    sql`select json_build_object('code', r.code, 'name', ${reporterName}) as reporter, needed.role
    from tracker.reporter r
    left join tracker.member_state m on m.id = r.state_id
    left join tracker.sectoral_body b on b.id = r.body_id
    cross join (values ('focal_point', 1), ('clearing_officer', 2)) as needed (role, position)
    where (r.kind = 'state' or (needed.role = 'focal_point' and exists (select from tracker.activity_body x
        where x.body_id = r.body_id and x.part = 'lead')))
      and not exists (select from tracker.assignment a
        join auth.person p on p.id = a.person_id and p.disabled_at is null
        where a.reporter_id = r.id and a.role = needed.role and a.revoked_at is null and a.covers is null)
    order by r.kind desc, ${reporterName}, needed.position`,
  );
}
