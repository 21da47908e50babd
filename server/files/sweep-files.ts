import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Sql } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import type { FileStorage } from './file-storage.ts';

const dayMs = 86_400_000;
/** How long the file of evidence that was removed can still be brought back by an operator. */
export const removedDays = 30;

/**
 * Erases the files of evidence that was removed 30 days ago or earlier; how many there were. The rows stay: that the
 * evidence was there is history. What was compiled stays too, since publications that have it never change. Goes by the rows alone, so that a tracker on the wrong database erases nothing.
 */
export async function deleteRemovedFiles(owner: Sql, files: FileStorage, now: Date): Promise<number> {
  const rows = await readRows(
    owner,
    { key: z.string() },
    sql`select storage_key as key from tracker.evidence e
      where storage_key is not null
        and removed_at < ${new Date(now.getTime() - removedDays * dayMs).toISOString()}::timestamptz
        and not exists (select from tracker.compiled_evidence c where c.evidence_id = e.id)`,
  );
  let erased = 0;
  for (const { key } of rows) {
    const found = await files.open(key);
    if (!found) continue;
    await found.cancel();
    await files.remove(key);
    erased += 1;
  }
  return erased;
}

export type Strays = {
  /** Keys of files that no row names. */
  orphans: string[];
  /** Rows whose file is not there, by id: something that only a copy of the files mends. */
  missing: number[];
  stored: number;
};

/**
 * Compares what is stored with what the rows say. A file of the last day is nobody's stray: its row may just be being
 * written.
 */
export async function findStrays(owner: Sql, files: FileStorage, now: Date): Promise<Strays> {
  const stored = new Map<string, Date>();
  for await (const { key, storedAt } of files.list()) stored.set(key, storedAt);
  // Read after the list, so that a file whose row came meanwhile is known.
  const rows = await readRows(
    owner,
    { id: z.number(), key: z.string(), removed: z.boolean() },
    sql`select id, storage_key as key, removed_at is not null as removed from tracker.evidence
      where storage_key is not null order by id`,
  );
  const reports = await readRows(
    owner,
    { key: z.string() },
    sql`select storage_key as key from tracker.report_file`,
  );
  const named = new Set([...rows, ...reports].map(({ key }) => key));
  return {
    orphans: [...stored]
      .filter(([key, storedAt]) => !named.has(key) && now.getTime() - storedAt.getTime() > dayMs)
      .map(([key]) => key),
    missing: rows.filter(({ key, removed }) => !removed && !stored.has(key)).map(({ id }) => id),
    stored: stored.size,
  };
}

/** Erases now and every day what was removed long enough ago, until stopped. */
export function startDeletingFiles(
  erase: () => Promise<number>,
  log: { info: (about: object, what: string) => void; error: (about: object, what: string) => void },
): () => void {
  const run = () =>
    erase().then(
      (erased) => {
        if (erased > 0) log.info({ erased }, 'files of removed evidence erased');
      },
      (err: unknown) => log.error({ err }, 'files of removed evidence could not be erased'),
    );
  void run();
  const timer = setInterval(() => void run(), dayMs);
  return () => clearInterval(timer);
}
