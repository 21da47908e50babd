import { sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import type { DecidedFigures } from '#server/domain/publication/decide-figures.ts';
import type { CompiledRound } from '#server/loaders/publication/load-compiled.ts';
import { loadFigureFrame, loadFigureInput } from '#server/loaders/publication/load-publication-input.ts';
import { decideInThread } from '#server/publications/decide-thread.ts';
import { hashText } from '#server/publications/serialise-document.ts';

/** A large plan's takes some ten megabytes: the round that is being published, and one more. */
const decided = new LRUCache<string, DecidedFigures>({ max: 2 });

/**
 * What a publication of these rounds would show. It is read and decided anew once anything behind it has changed:
 * compilations and publications are never changed once they are made, so that their identity is enough; what the plan
 * says is compared in full. The answer is shared, so nobody may change it.
 */
export async function loadDecidedFigures(tx: Transaction, rounds: CompiledRound[]): Promise<DecidedFigures> {
  const [frame, publications] = await Promise.all([
    loadFigureFrame(tx, rounds),
    readRows(
      tx,
      { number: z.number(), at: z.string() },
      sql`select number, to_json(published_at)#>>'{}' as at from published.publication order by number`,
    ),
  ]);
  const key = hashText(JSON.stringify([rounds, publications, frame]));
  const known = decided.get(key);
  if (known) return known;
  const made = await decideInThread(await loadFigureInput(tx, rounds, frame));
  decided.set(key, made);
  return made;
}
