import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type Phrase = {
  id: number;
  version: number;
  title: string;
  words: string;
  ended: boolean;
  by: string;
  at: string;
};

/** The phrases for questions by name: those that are offered, or with `ended` all that ever were. */
export function listPhrases(context: OperationContext): Promise<Phrase[]> {
  return runOperation(context, { permission: 'review.read' }, {}, ({ tx }) => loadPhrases(tx, true));
}

export async function loadPhrases(tx: Transaction, ended: boolean): Promise<Phrase[]> {
  const rows = await tx.execute<Phrase>(sql`
    select f.id, f.version, f.title, f.words, f.ended_at is not null as ended, p.name as by,
      to_json(f.changed_at)#>>'{}' as at
    from tracker.review_phrase f join auth.person p on p.id = f.changed_by
    where ${ended} or f.ended_at is null order by lower(f.title), f.id`);
  return [...rows];
}
