import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { asViewer } from '#db/as-viewer.ts';
import type { Database } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { roles, type Viewer } from '#server/domain/access/can.rules.ts';

/** What tracker.describe_person gives. */
export const viewerSchema = z.object({
  personId: z.string(),
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
      /** The organisation of a partner's person. */
      partner: z.object({ code: z.string(), name: z.string() }).nullable().exactOptional(),
      /** Whose role it is and until when, where somebody stands in for a colleague. */
      cover: z.object({ name: z.string(), until: z.string() }).nullable().exactOptional(),
    }),
  ),
});

/** The person with their current roles, or null when the account is gone or disabled. */
export function getViewer(
  database: Database,
  viewerSecret: string,
  personId: string,
): Promise<Viewer | null> {
  return asViewer(database, { personId, viewerSecret }, async (tx) => {
    const [row] = await readRows(
      tx,
      { viewer: viewerSchema.nullable() },
      sql`select tracker.describe_viewer() as viewer`,
    );
    return row?.viewer ?? null;
  });
}
