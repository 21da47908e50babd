import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import { roles } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { loadWaitingRoles, type WaitingRole } from './list-waiting-roles.query.ts';
import { toReporterResource, runOperation } from '#server/operation/run-operation.ts';

const reporterPersonShape = {
  assignment: z.number(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  agency: z.string().nullable(),
  since: z.string(),
  /** Who gave the role, or confirmed it; null when the tracker was set up with it. */
  givenBy: z.string().nullable(),
  /** Who asked for it, where it was confirmed. */
  askedBy: z.string().nullable(),
  /** Whose role it is and on which days, where they stand in. */
  cover: z.object({ name: z.string(), from: z.string(), until: z.string() }).nullable(),
  isDisabled: z.boolean(),
};

/** Somebody who works for a reporter, with one role. */
export type ReporterPerson = RowOf<typeof reporterPersonShape>;

export type ReporterPeople = {
  reporter: { code: string; kind: 'state' | 'body'; name: string };
  people: ReporterPerson[];
  waiting: WaitingRole[];
};

/** Who works for a reporter and what waits there, for those who answer for it. Throws FORBIDDEN for everybody else. */
export function listReporterPeople(
  context: OperationContext,
  input: { reporter: string },
): Promise<ReporterPeople> {
  const rules = { permission: 'people.readOwn', resource: toReporterResource } as const;
  return runOperation(context, rules, input, async ({ tx, viewer }) => {
    const place = viewer.assignments.find(({ reporter }) => reporter?.code === input.reporter)?.reporter;
    if (!place) throw new DomainError('FORBIDDEN', 'Your account does not allow this.');
    const people = await readRows(
      tx,
      reporterPersonShape,
      sql`select x.assignment_id as assignment, x.name, x.email, x.role, x.agency, to_json(x.since)#>>'{}' as since,
        x.given_by as "givenBy", x.asked_by as "askedBy", x.is_disabled as "isDisabled",
        case when x.away is not null then
          json_build_object('name', x.away, 'from', x.starts_on, 'until', x.ends_on) end as cover
      from tracker.reporter r cross join lateral tracker.list_reporter_people(r.id) x
      where r.code = ${input.reporter}`,
    );
    const waiting = await loadWaitingRoles(tx, context.now().toISOString(), sql`r.code = ${input.reporter}`);
    return { reporter: place, people: [...people], waiting };
  });
}
