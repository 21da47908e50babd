import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import { roles } from '#server/domain/access/can.rules.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { checkDelegationDates } from '#server/domain/person/roles.rules.ts';
import { toUtcDay } from '#server/domain/submission/due-dates.rules.ts';
import { queueHandedOver } from '#server/notifications/queue-role-mail.ts';
import { listColleagues } from '#server/loaders/agency/list-colleagues.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

export type HandOverInput = {
  /** The viewer's own role, by the number that cover.list gives it. */
  assignment: number;
  /** A colleague who works for the same reporter. */
  to: string;
  /** First and last day, both included: "2026-11-30". */
  from: string;
  until: string;
  requestId?: string | undefined;
};

const ownRoleShape = {
  role: z.enum(roles),
  hasAgency: z.boolean(),
  reporter: z.object({ id: z.number(), code: z.string(), name: z.string() }),
};
type OwnRole = RowOf<typeof ownRoleShape>;

/**
 * Hands one's own role to a colleague for some days. Both can act in that time; each under their own name. The colleague
 * is told, and so are the people of the reporter. Throws
 * NOT_FOUND for a role that is not the viewer's own, BAD_INPUT for dates or a colleague that cannot be.
 */
export function delegateRole(
  context: OperationContext,
  input: HandOverInput,
): Promise<{ assignment: number }> {
  return runOperation(
    context,
    { permission: 'report.handOver', once: 'cover.handOver', resource: findOwnRole },
    input,
    async ({ tx, viewer, personId, resource: own }) => {
      const today = toUtcDay(context.now());
      requireNoProblems(checkDelegationDates(input, today));
      const colleagues = await listColleagues(tx, own.reporter.id);
      const theirs = colleagues.filter(({ personId: id }) => id === input.to && id !== personId);
      const standIn = theirs.find(({ covers }) => covers === null);
      if (!standIn) {
        requireNoProblems([{ path: 'to', message: 'Choose a colleague who works for the same report.' }]);
      }
      const same = theirs.find(
        ({ covers, startsOn, endsOn }) =>
          covers === input.assignment && (startsOn ?? '') <= input.until && (endsOn ?? '') >= input.from,
      );
      if (same) {
        requireNoProblems([
          { path: 'to', message: `${same.name} already acts for you on some of these days.` },
        ]);
      }
      const [made] = await readRows(
        tx,
        { id: z.number() },
        sql`
        select tracker.hand_over(${input.assignment}, ${input.to}, ${input.from}::date, ${input.until}::date,
          ${context.now().toISOString()}::timestamptz) as id`,
      );
      if (!made || !standIn) throw new Error('The database either hands over or refuses.');
      await queueHandedOver(
        tx,
        {
          person: { id: standIn.personId, name: standIn.name, email: standIn.email },
          role: own.role,
          hasAgency: own.hasAgency,
          place: own.reporter,
          by: { id: personId, name: viewer.name },
          days: { from: input.from, until: input.until },
          cover: made.id,
        },
        context.now().toISOString(),
      );
      return { assignment: made.id };
    },
  );
}

async function findOwnRole(
  { tx, personId }: Pick<Run, 'tx' | 'personId'>,
  { assignment }: HandOverInput,
): Promise<OwnRole> {
  const [own] = await readRows(
    tx,
    ownRoleShape,
    sql`
    select a.role, a.agency_id is not null as "hasAgency",
      json_build_object('id', r.id, 'code', r.code, 'name', coalesce(m.name, b.name)) as reporter
    from tracker.assignment a
    join tracker.reporter r on r.id = a.reporter_id
    left join tracker.member_state m on m.id = r.state_id
    left join tracker.sectoral_body b on b.id = r.body_id
    where a.id = ${assignment} and a.person_id = ${personId} and a.covers is null
      and a.id in (select tracker.viewer_role_ids())`,
  );
  if (!own) throw new DomainError('NOT_FOUND', 'You do not have this role, or hold it for somebody else.');
  return own;
}
