import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows, type RowOf } from '#db/rows.ts';
import { toLocalTime } from '#server/domain/calendar/local-day.calculations.ts';
import { listOwed, getTimeZone } from '#server/domain/calendar/reminders.rules.ts';
import { listReminderFacts } from '#server/notifications/reminder-facts.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const reporterRemindersShape = {
  reporter: z.string(),
  lastRemindedAt: z.string().nullable(),
  extension: z.object({ dueOn: z.string(), reason: z.string(), by: z.string(), at: z.string() }).nullable(),
};

/** Who can be reminded of the report of one reporter, and what time it was given. */
export type ReporterReminders = RowOf<typeof reporterRemindersShape> & {
  /** People with an account who owe something for this report now. */
  owing: number;
  /** Of these, the ones without a reminder today. */
  remindable: number;
};

export type RoundReminders = {
  reporters: ReporterReminders[];
  /** People, counted once however many reports they owe. */
  owing: number;
  remindable: number;
  /** Who would get a reminder now, by name, and for whose reports. */
  people: { name: string; email: string; reporters: string[] }[];
};

/** For the board of a round: who owes, who was reminded when, who was given more time. Empty for an unknown round. */
export async function listReminders(
  context: OperationContext,
  input: { round: string },
): Promise<RoundReminders> {
  const now = context.now();
  const facts = await listReminderFacts(context.connections.jobs, { round: input.round });
  const people = [...Map.groupBy(facts, ({ personId }) => personId)].flatMap(([personId, own]) => {
    const owed = listOwed(own, now).filter(({ round }) => round.code === input.round);
    const timeZone = getTimeZone(own);
    return owed.length === 0
      ? []
      : [
          {
            personId,
            timeZone,
            name: own[0]?.name ?? '',
            email: own[0]?.email ?? '',
            owes: new Set(owed.map(({ reporter }) => reporter.code)),
          },
        ];
  });
  return runOperation(context, { permission: 'round.remind' }, {}, async ({ tx }) => {
    const reminded =
      people.length === 0
        ? []
        : await readRows(
            tx,
            { personId: z.string(), at: z.string() },
            sql`select m.person_id as "personId", to_json(max(m.created_at))#>>'{}' as at from tracker.mail m
            where m.kind = 'reminder' and m.status <> 'dropped'
              and m.person_id = any (${sql.param(people.map(({ personId }) => personId))}::text[])
            group by m.person_id`,
          );
    const lastOf = new Map(reminded.map(({ personId, at }) => [personId, at]));
    const isRemindable = ({ personId, timeZone }: (typeof people)[number]) => {
      const last = lastOf.get(personId);
      const day = (moment: Date) => toLocalTime(moment, timeZone).date;
      return last === undefined || day(new Date(last)) !== day(now);
    };
    const rows = await readRows(
      tx,
      reporterRemindersShape,
      sql`select q.code as reporter,
        (select to_json(max(m.created_at))#>>'{}' from tracker.mail m
          where m.kind = 'reminder' and m.status <> 'dropped' and m.created_at >= s.opened_at
            and m.person_id in (select a.person_id from tracker.assignment a where a.reporter_id = s.reporter_id)
        ) as "lastRemindedAt",
        (select json_build_object('dueOn', e.due_on, 'reason', e.reason, 'by', p.name, 'at', e.given_at)
          from tracker.extension e join auth.person p on p.id = e.given_by
          where e.submission_id = s.id order by e.id desc limit 1) as extension
      from tracker.submission s
      join tracker.round r on r.id = s.round_id
      join tracker.reporter q on q.id = s.reporter_id
      where r.code = ${input.round}`,
    );
    return {
      reporters: rows.map((row) => {
        const owing = people.filter(({ owes }) => owes.has(row.reporter));
        return { ...row, owing: owing.length, remindable: owing.filter(isRemindable).length };
      }),
      owing: people.length,
      remindable: people.filter(isRemindable).length,
      people: people
        .filter(isRemindable)
        .map(({ name, email, owes }) => ({ name, email, reporters: [...owes].sort() }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    };
  });
}
