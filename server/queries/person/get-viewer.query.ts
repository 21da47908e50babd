import { sql } from 'drizzle-orm';
import { asViewer } from '#db/as-viewer.ts';
import type { Database } from '#db/client.ts';
import type { Assignment, Viewer } from '#server/domain/access/can.rules.ts';

/** The person with their current roles, or null when the account is gone or disabled. */
export function getViewer(
  database: Database,
  viewerSecret: string,
  personId: string,
): Promise<Viewer | null> {
  return asViewer(database, { personId, viewerSecret }, async (tx) => {
    const [row] = await tx.execute<{ name: string; email: string; assignments: Assignment[] }>(sql`
      select p.name, p.email, coalesce((
        select json_agg(json_build_object('role', a.role, 'reporter',
          case when r.id is not null then json_build_object('code', r.code, 'kind', r.kind,
            'name', coalesce(m.name, b.name)) end,
          'agency', case when g.id is not null then json_build_object('acronym', g.acronym, 'name', g.name) end,
          'cover', case when a.covers is not null then json_build_object('name', coalesce((
            select w.name from auth.person w where w.id = a.assigned_by), ''), 'until', a.ends_on) end) order by a.id)
        from tracker.assignment a
        left join tracker.agency g on g.id = a.agency_id
        left join tracker.reporter r on r.id = a.reporter_id
        left join tracker.member_state m on m.id = r.state_id
        left join tracker.sectoral_body b on b.id = r.body_id
        where a.id = any (select tracker.viewer_role_ids())), '[]') as assignments
      from auth.person p where p.id = ${personId} and p.disabled_at is null`);
    return row ? { personId, name: row.name, email: row.email, assignments: row.assignments } : null;
  });
}
