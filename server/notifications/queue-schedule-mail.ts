import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { person } from '#db/schema/auth.ts';
import { assignment } from '#db/schema/participants.ts';
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
const listOfficers = (tx: Transaction) =>
  tx
    .selectDistinct({ id: person.id, email: person.email })
    .from(assignment)
    .innerJoin(person, eq(person.id, assignment.personId))
    .where(
      and(
        eq(assignment.role, 'secretariat_officer'),
        isNull(assignment.revokedAt),
        isNull(person.disabledAt),
        ne(person.id, 'calendar'),
      ),
    )
    .orderBy(person.id);
