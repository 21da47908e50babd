import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows, type RowOf } from '#db/rows.ts';
import { roles } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type Person, rolesOf, accountShape } from './list-people.query.ts';
import { reporterName } from '#server/loaders/person/list-reporter-choices.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const openReportShape = {
  round: z.string(),
  reporter: z.object({ code: z.string(), name: z.string() }),
  dueOn: z.string(),
  others: z.array(z.object({ name: z.string(), role: z.enum(roles) })),
};

export type PersonAtWork = Omit<Person, 'seenOn'> & {
  /** Reports of the person's reporters that are not yet in, with those who can go on with them. */
  openReports: RowOf<typeof openReportShape>[];
};

/** One account and what it leaves open: asked before a role is taken or the account disabled. Throws NOT_FOUND. */
export function getPerson(context: OperationContext, input: { person: string }): Promise<PersonAtWork> {
  return runOperation(context, { permission: 'people.read' }, {}, async ({ tx }) => {
    const [person] = await readRows(
      tx,
      accountShape,
      sql`select p.id, p.name, p.email, to_json(p.disabled_at)#>>'{}' as "disabledAt", ${rolesOf} as roles
      from auth.person p where p.id = ${input.person}`,
    );
    if (!person) throw new DomainError('NOT_FOUND', 'This account does not exist.');
    // Administrators do not see where reports stand, so for them every reporter of an open round counts.
    const openReports = await readRows(
      tx,
      openReportShape,
      sql`select o.code as round, json_build_object('code', r.code, 'name', ${reporterName}) as reporter,
        o.due_on as "dueOn", coalesce((select json_agg(json_build_object('name', p.name, 'role', a.role)
            order by a.role desc, p.name)
          from tracker.assignment a
          join auth.person p on p.id = a.person_id and p.disabled_at is null
          where a.reporter_id = r.id and a.revoked_at is null and a.person_id <> ${input.person}), '[]') as others
      from tracker.reporter r
      left join tracker.member_state m on m.id = r.state_id
      left join tracker.sectoral_body b on b.id = r.body_id
      cross join tracker.round o
      where o.state = 'open'
        and exists (select from tracker.assignment a where a.person_id = ${input.person} and a.reporter_id = r.id
          and a.revoked_at is null)
        and not exists (select from tracker.submission s where s.round_id = o.id and s.reporter_id = r.id
          and s.status in ('submitted', 'accepted'))
      order by o.period_start, ${reporterName}`,
    );
    return { ...person, openReports: [...openReports] };
  });
}
