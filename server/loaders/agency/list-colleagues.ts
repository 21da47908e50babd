import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { Role } from '#server/domain/access/can.rules.ts';

export type Colleague = {
  assignmentId: number;
  personId: string;
  name: string;
  email: string;
  role: Role;
  agencyId: number | null;
  startsOn: string | null;
  endsOn: string | null;
  covers: number | null;
};

/** Everybody who works for one of the viewer's reporters, with covers that are still to come. */
export async function listColleagues(tx: Transaction, reporterId: number): Promise<Colleague[]> {
  const rows = await tx.execute<Colleague>(sql`
    select c.assignment_id as "assignmentId", c.person_id as "personId", c.name, c.email, c.role,
      c.agency_id as "agencyId", c.starts_on::text as "startsOn", c.ends_on::text as "endsOn", c.covers
    from tracker.list_colleagues() c
    where c.reporter_id = ${reporterId}
    order by c.name, c.assignment_id`);
  return [...rows];
}

/** Whether a role counts on a day: covers have dates. */
export const isActiveOn = (
  { startsOn, endsOn }: Pick<Colleague, 'startsOn' | 'endsOn'>,
  day: string,
): boolean => (startsOn === null || startsOn <= day) && (endsOn === null || endsOn >= day);
