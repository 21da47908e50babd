import { sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';

/** What an amendment did to an activity or indicator, and from which round. */
export type PublishedAmendment = {
  kind: 'reworded' | 'added' | 'ended' | 'merged' | 'split';
  round: string;
  roundTitle: string;
  /** The title that it had before, where that changed. */
  before: string | null;
  /** The activity in which it goes on. */
  mergedInto: string | null;
  /** The activities that go on with it. */
  splitInto: string[];
  /** The activity that it goes on with, among others. */
  splitFrom: string | null;
};

/** What amendments did to one activity or indicator up to a publication, oldest first. */
export async function listAmendments(
  database: Reader,
  publication: number,
  subject: { kind: 'activity' | 'indicator'; code: string },
): Promise<PublishedAmendment[]> {
  const rows = await database.execute<PublishedAmendment>(sql`
    select kind, from_round as round, from_title as "roundTitle", before_title as before,
      merged_into as "mergedInto", coalesce(split_into, '{}') as "splitInto", split_from as "splitFrom"
    from published.plan_change
    where publication = ${publication} and subject = ${subject.kind} and code = ${subject.code}
    order by position`);
  return [...rows];
}
