import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { roles } from '#server/domain/access/can.rules.ts';

const colleagueShape = {
  assignmentId: z.number(),
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  agencyId: z.number().nullable(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  covers: z.number().nullable(),
};

export type Colleague = RowOf<typeof colleagueShape>;

/** Everybody who works for one of the viewer's reporters, with covers that are still to come. */
export function listColleagues(tx: Transaction, reporterId: number): Promise<Colleague[]> {
  return readRows(
    tx,
    colleagueShape,
    sql`select c.assignment_id as "assignmentId", c.person_id as "personId", c.name, c.email, c.role,
      c.agency_id as "agencyId", c.starts_on::text as "startsOn", c.ends_on::text as "endsOn", c.covers
    from tracker.list_colleagues() c
    where c.reporter_id = ${reporterId}
    order by c.name, c.assignment_id`,
  );
}

/** Whether a role counts on a day: covers have dates. */
export const isActiveOn = (
  { startsOn, endsOn }: Pick<Colleague, 'startsOn' | 'endsOn'>,
  day: string,
): boolean => (startsOn === null || startsOn <= day) && (endsOn === null || endsOn >= day);
