import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { queueMail } from './queue-mail.ts';
import { writeScheduleFailed, writeSchedulePublished } from './texts/write-publication-mail.ts';

/** Tells every officer of the secretariat how a scheduled publication has ended. */
export async function queueScheduleMail(
  tx: Transaction,
  ended: { id: number; round: string; at: string; outcome: { number: number } | { why: string } },
): Promise<void> {
  const { id, round, at, outcome } = ended;
  const failed = 'why' in outcome;
  const text = failed
    ? writeScheduleFailed({ round, why: outcome.why })
    : writeSchedulePublished({ round, number: outcome.number });
  const kind = failed ? 'schedule_failed' : 'schedule_published';
  for (const officer of await listOfficers(tx)) {
    await queueMail(
      tx,
      {
        personId: officer.id,
        toAddress: officer.email,
        kind,
        ...text,
        memory: `${kind}/${id}/${officer.id}`,
      },
      at,
    );
  }
}

/** The calendar itself reads no mail. */
async function listOfficers(tx: Transaction): Promise<{ id: string; email: string }[]> {
  const rows = await tx.execute<{ id: string; email: string }>(sql`
    select distinct p.id, p.email from tracker.assignment a join auth.person p on p.id = a.person_id
    where a.role = 'secretariat_officer' and a.revoked_at is null and p.disabled_at is null and p.id <> 'calendar'
    order by p.id`);
  return [...rows];
}
