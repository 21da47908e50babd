import { sql } from 'drizzle-orm';
import { listReporters } from '#server/domain/access/can.rules.ts';
import { buildCalendarFile } from '#server/notifications/build-calendar-file.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

type Days = {
  round: string;
  title: string;
  reporter: string;
  name: string;
  opensOn: string;
  dueOn: string;
  closesOn: string;
  extensions: number;
};

/**
 * The days of a person's reports as a calendar file: of rounds that are open or to come, and of what was given more
 * time. `origin` is the public address to link to.
 */
export function getCalendarFile(context: OperationContext, input: { origin: string }): Promise<string> {
  return runOperation(context, { permission: 'round.read' }, {}, async ({ tx, viewer }) => {
    const codes = listReporters(viewer).map(({ code }) => code);
    const rows = await tx.execute<Days>(sql`
      select r.code as round, r.title, p.code as reporter, coalesce(m.name, b.name) as name,
        r.opens_on as "opensOn", coalesce(s.due_on, r.due_on) as "dueOn",
        greatest(r.closes_on, s.extended_until) as "closesOn",
        (select count(*)::integer from tracker.extension e where e.submission_id = s.id) as extensions
      from tracker.round r
      join tracker.reporter p on p.code = any (${sql.param(codes)}::text[])
      left join tracker.member_state m on m.id = p.state_id
      left join tracker.sectoral_body b on b.id = p.body_id
      left join tracker.submission s on s.round_id = r.id and s.reporter_id = p.id
      where r.state = 'planned' or (s.id is not null and (r.state = 'open' or s.extended_until is not null))
      order by r.period_start, p.code`);
    return buildCalendarFile(
      rows.map(({ round, title, reporter, name, ...days }) => ({
        ...days,
        round: { code: round, title },
        reporter: { code: reporter, name },
      })),
      input.origin,
    );
  });
}
