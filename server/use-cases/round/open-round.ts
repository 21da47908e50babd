import { eq, sql } from 'drizzle-orm';
import { round as roundTable } from '#db/schema/submission.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { buildCalendarFile } from '#server/notifications/build-calendar-file.ts';
import { queueMail } from '#server/notifications/queue-mail.ts';
import { buildRoundOpenedMail } from '#server/notifications/texts/build-report-mail.ts';

/**
 * Opens a planned round: makes the submission of everyone who owes one, with a row for each activity and
 * indicator that is due from them. A state owes a report if it was a member on the last day of the period; a
 * body if its mandate covered that day and it leads an activity or is named to report an indicator. What is due
 * is fixed here: a later change of the plan does not change what was asked. The plan is taken as it reads in this
 * round: what an amendment has ended by then is not asked, what it adds later not yet. Their focal points are told by
 * mail.
 */
export function openRound(
  context: OperationContext,
  input: { round: string },
): Promise<{ submissions: number }> {
  return runOperation(context, { permission: 'round.open' }, input, async (run) => {
    const { tx } = run;
    const at = context.now().toISOString();
    const [round] = await tx
      .select({ id: roundTable.id, state: roundTable.state })
      .from(roundTable)
      .where(eq(roundTable.code, input.round))
      .for('update');
    if (!round) throw new DomainError('NOT_FOUND', `There is no round ${input.round}.`);
    if (round.state !== 'planned') {
      throw new DomainError('NOT_ALLOWED_NOW', `The round ${input.round} is ${round.state} already.`);
    }
    await tx.update(roundTable).set({ state: 'open' }).where(eq(roundTable.id, round.id));
    const made = await tx.execute(sql`
      with ${planOf(round.id)}
      insert into tracker.submission (round_id, reporter_id, due_on, opened_at)
      select r.id, p.id, r.due_on, ${at}::timestamptz
      from tracker.round r
      cross join tracker.reporter p
      where r.id = ${round.id} and (
        exists (select from tracker.membership m where m.state_id = p.state_id
          and m.joined_on <= r.period_end and (m.left_on is null or m.left_on > r.period_end))
        or exists (select from tracker.mandate m where m.body_id = p.body_id
          and m.starts_on <= r.period_end and (m.ends_on is null or m.ends_on > r.period_end)
          and (exists (select from leads l where l.body_id = p.body_id)
            or exists (select from asked_indicators i join tracker.indicator_reporting_body ib
              on ib.indicator_id = i.id where ib.body_id = p.body_id))))
      returning id`);
    await tx.execute(sql`
      with ${planOf(round.id)}, states as materialized (select * from tracker.activity_states_in(${round.id}))
      insert into tracker.activity_report (submission_id, activity_id)
      select s.id, a.id
      from tracker.submission s
      join tracker.round r on r.id = s.round_id
      join tracker.reporter p on p.id = s.reporter_id
      cross join asked_activities a
      where s.round_id = ${round.id}
        and extract(year from r.period_start)::integer = any (a.active_years)
        and not tracker.is_inapplicable(a.id, s.reporter_id, ${round.id})
        and (exists (select from states x where x.activity_id = a.id and x.state_id = p.state_id)
          or exists (select from leads x where x.activity_id = a.id and x.body_id = p.body_id))`);
    await tx.execute(sql`
      with ${planOf(round.id)}
      insert into tracker.indicator_report (submission_id, indicator_id, measure)
      select s.id, i.id, i.measure
      from tracker.submission s
      join tracker.reporter p on p.id = s.reporter_id
      cross join asked_indicators i
      where s.round_id = ${round.id} and i.reported_by <> 'register'
        and ((p.kind = 'state' and i.reported_by in ('states', 'states_and_bodies'))
          or exists (select from tracker.indicator_reporting_body x
            where x.indicator_id = i.id and x.body_id = p.body_id))`);
    await tx.execute(sql`select tracker.refresh_progress(array(
      select id from tracker.submission where round_id = ${round.id}))`);
    await recordRevision(run, at, { subject: 'round', key: input.round, after: { state: 'open' } });
    await announceRound(tx, round.id, at);
    return { submissions: made.length };
  });
}

/** What the plan asks in a round, read once: activities and indicators in force, and who leads. */
const planOf = (roundId: number) => sql`
  asked_activities as materialized (select a.* from tracker.activities_in(${roundId}) a
    where tracker.is_in_force(a.added_round_id, a.ended_round_id, ${roundId})),
  asked_indicators as materialized (select i.* from tracker.indicators_in(${roundId}) i
    where tracker.is_in_force(i.added_round_id, i.ended_round_id, ${roundId})),
  leads as materialized (select b.activity_id, b.body_id from tracker.activity_bodies_in(${roundId}) b
    join asked_activities a on a.id = b.activity_id where b.part = 'lead')`;

const announcedShape = {
  submissionId: z.number(),
  reporter: z.string(),
  reporterKind: z.enum(reporter.kind.enumValues),
  reporterName: z.string(),
  round: z.string(),
  title: z.string(),
  opensOn: z.string(),
  dueOn: z.string(),
  closesOn: z.string(),
  items: z.number(),
  personId: z.string(),
  email: z.string(),
};

/** Tells the focal points that a round is open for them, with its days as a calendar file. Returns how many mails. */
async function announceRound(tx: Transaction, roundId: number, at: string): Promise<number> {
  const rows = await readRows(
    tx,
    announcedShape,
    sql`
    select s.id as "submissionId", q.code as reporter, q.kind as "reporterKind", coalesce(m.name, b.name) as "reporterName", r.code as round,
      r.title, r.opens_on as "opensOn", s.due_on as "dueOn", r.closes_on as "closesOn",
      coalesce(g.due, 0) as items, w.person_id as "personId", w.email
    from tracker.submission s
    join tracker.round r on r.id = s.round_id
    join tracker.reporter q on q.id = s.reporter_id
    left join tracker.member_state m on m.id = q.state_id
    left join tracker.sectoral_body b on b.id = q.body_id
    left join tracker.submission_progress g on g.submission_id = s.id
    cross join lateral tracker.list_mail_recipients(s.id, array['focal_point']) w
    where s.round_id = ${roundId}
    order by q.code, w.person_id`,
  );
  let queued = 0;
  for (const row of rows) {
    const report = {
      reporter: { code: row.reporter, kind: row.reporterKind, name: row.reporterName },
      round: { code: row.round, title: row.title },
    };
    const isNew = await queueMail(
      tx,
      {
        personId: row.personId,
        toAddress: row.email,
        kind: 'round_opened',
        ...buildRoundOpenedMail(report, row),
        submissionId: row.submissionId,
        memory: `round_opened/${row.submissionId}/${row.personId}`,
        attachment: {
          name: `bohol-${row.round}.ics`,
          content: buildCalendarFile([{ ...row, ...report, extensions: 0 }], null),
        },
      },
      at,
    );
    if (isNew) queued += 1;
  }
  return queued;
}
