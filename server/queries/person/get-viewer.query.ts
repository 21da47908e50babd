import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { asViewer } from '#db/as-viewer.ts';
import type { Database } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { roles, type Viewer } from '#server/domain/access/can.rules.ts';

const viewerShape = {
  name: z.string(),
  email: z.string(),
  assignments: z.array(
    z.object({
      role: z.enum(roles),
      reporter: z
        .object({ code: z.string(), kind: z.enum(reporter.kind.enumValues), name: z.string() })
        .nullable(),
      /** The agency of a contributor who writes only that agency's part; without one they write the whole report. */
      agency: z.object({ acronym: z.string(), name: z.string() }).nullable().exactOptional(),
      /** Whose role it is and until when, where somebody stands in for a colleague. */
      cover: z.object({ name: z.string(), until: z.string() }).nullable().exactOptional(),
    }),
  ),
};

/** The person with their current roles, or null when the account is gone or disabled. */
export function getViewer(
  database: Database,
  viewerSecret: string,
  personId: string,
): Promise<Viewer | null> {
  return asViewer(database, { personId, viewerSecret }, async (tx) => {
    const [row] = await readRows(
      tx,
      viewerShape,
      sql`select p.name, p.email, coalesce((
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
      from auth.person p where p.id = ${personId} and p.disabled_at is null`,
    );
    return row ? { personId, name: row.name, email: row.email, assignments: row.assignments } : null;
  });
}
