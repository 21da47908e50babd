import { desc, eq } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { person } from '#db/schema/auth.ts';
import { compilation } from '#db/schema/compilation.ts';
import { publicationSchedule } from '#db/schema/publishing.ts';
import { round as roundTable } from '#db/schema/submission.ts';

/** The newest schedule of a round; null where there was none. Whoever changes it locks the round first. */
export async function findSchedule(tx: Transaction, round: string) {
  const [row] = await tx
    .select({
      id: publicationSchedule.id,
      publishAt: publicationSchedule.publishAt,
      compilation: compilation.number,
      title: publicationSchedule.title,
      meeting: publicationSchedule.meeting,
      note: publicationSchedule.note,
      /** That the approved report does not go along. */
      withoutReport: publicationSchedule.withoutReport,
      state: publicationSchedule.state,
      failure: publicationSchedule.failure,
      publication: publicationSchedule.publicationNumber,
      version: publicationSchedule.version,
      scheduledBy: person.name,
      changedAt: publicationSchedule.changedAt,
      endedAt: publicationSchedule.endedAt,
    })
    .from(publicationSchedule)
    .innerJoin(roundTable, eq(roundTable.id, publicationSchedule.roundId))
    .innerJoin(compilation, eq(compilation.id, publicationSchedule.compilationId))
    .innerJoin(person, eq(person.id, publicationSchedule.scheduledBy))
    .where(eq(roundTable.code, round))
    .orderBy(desc(publicationSchedule.id))
    .limit(1);
  return row ?? null;
}

/** What is scheduled for a round, or how what was scheduled last has ended. */
export type Schedule = NonNullable<Awaited<ReturnType<typeof findSchedule>>>;
