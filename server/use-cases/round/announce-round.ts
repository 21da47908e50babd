import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { buildCalendarFile } from '#server/notifications/build-calendar-file.ts';
import { queueMail } from '#server/notifications/queue-mail.ts';
import { writeRoundOpened } from '#server/notifications/texts/write-report-mail.ts';

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
export async function announceRound(tx: Transaction, roundId: number, at: string): Promise<number> {
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
        ...writeRoundOpened(report, row),
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
