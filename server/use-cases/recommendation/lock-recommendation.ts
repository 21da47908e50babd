import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  loadRecommendations,
  type LoadedRecommendation,
} from '#server/loaders/recommendation/load-recommendations.ts';

export type LockedEntry = { id: number; code: string; isNotPublished: boolean };

/**
 * Locks an entry of the library for its recommendations: two who add at once get two codes, and two who change one come
 * after each other. Throws NOT_FOUND.
 */
export async function lockEntryOf(tx: Transaction, item: string): Promise<LockedEntry> {
  const [entry] = await readRows(
    tx,
    { id: z.number(), code: z.string(), isNotPublished: z.boolean() },
    sql`select id, code, recommendations_not_published as "isNotPublished" from tracker.library_item
    where code = ${item} for update`,
  );
  if (!entry) throw new DomainError('NOT_FOUND', 'There is no such entry in the library.');
  return entry;
}

export type LockedRecommendation = LoadedRecommendation & { id: number; entry: LockedEntry };

/**
 * Locks a recommendation, as it was read. Throws NOT_FOUND, and CONFLICT with the stored one when somebody else changed
 * it first.
 */
export async function lockRecommendation(
  tx: Transaction,
  { item, code, version }: { item: string; code: string; version: number },
): Promise<LockedRecommendation> {
  const entry = await lockEntryOf(tx, item);
  const [stored] = await loadRecommendations(tx, { item, code });
  const [row] = await readRows(
    tx,
    { id: z.number() },
    sql`select id from tracker.recommendation where item_id = ${entry.id} and code = ${code}`,
  );
  if (!stored || !row) throw new DomainError('NOT_FOUND', 'This recommendation does not exist.');
  if (stored.version !== version) {
    throw new DomainError(
      'CONFLICT',
      `${stored.changedBy || 'Somebody'} changed ${code} while you were editing. Nothing was saved.`,
      { current: stored },
    );
  }
  return { ...stored, ...row, entry };
}

/** Throws NOT_ALLOWED_NOW where an entry says that it has no published recommendations. */
export function requirePublished({ isNotPublished }: LockedEntry): void {
  if (!isNotPublished) return;
  throw new DomainError(
    'NOT_ALLOWED_NOW',
    'This entry says that no published recommendations are known. Change that first.',
  );
}
