import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

const phraseShape = {
  id: z.number(),
  version: z.number(),
  title: z.string(),
  words: z.string(),
  ended: z.boolean(),
  by: z.string(),
  at: z.string(),
};

export type Phrase = RowOf<typeof phraseShape>;

/** The phrases for questions by name: those that are offered, or with `ended` all that ever were. */
export function listPhrases(context: OperationContext): Promise<Phrase[]> {
  return runOperation(context, { permission: 'review.read' }, {}, ({ tx }) => loadPhrases(tx, true));
}

export function loadPhrases(tx: Transaction, ended: boolean): Promise<Phrase[]> {
  return readRows(
    tx,
    phraseShape,
    sql`select f.id, f.version, f.title, f.words, f.ended_at is not null as ended, p.name as by,
      to_json(f.changed_at)#>>'{}' as at
    from tracker.review_phrase f join auth.person p on p.id = f.changed_by
    where ${ended} or f.ended_at is null order by lower(f.title), f.id`,
  );
}
