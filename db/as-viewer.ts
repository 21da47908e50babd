import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { TransactionSql } from 'postgres';
import type { Database } from './client.ts';

export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** How long a signed pass is good for: longer than any request, shorter than a coffee break. */
const passSeconds = 300;

/**
 * The value of the setting bohol.viewer that makes row-level security answer for this person; see migration 0004.
 * Passes run by the machine's real clock, never by a test's.
 */
export function buildViewerPass(personId: string, viewerSecret: string): string {
  const expires = String(Math.floor(Date.now() / 1000) + passSeconds);
  const signature = createHash('sha256')
    .update(`${viewerSecret}|${personId}|${expires}|${viewerSecret}`)
    .digest('hex');
  return `${personId}|${expires}|${signature}`;
}

/** Runs `work` in one transaction in which the database knows who is asking. */
export function asViewer<T>(
  database: Database,
  viewer: { personId: string; viewerSecret: string },
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const pass = buildViewerPass(viewer.personId, viewer.viewerSecret);
  return database.transaction(async (tx) => {
    await tx.execute(sql`select set_config('bohol.viewer', ${pass}, true)`);
    return work(tx);
  });
}

/**
 * Reads with several statements at once: they travel to the server together behind the pass, in one read-only
 * transaction. For read models whose statements do not depend on each other.
 */
export function readAsViewer<T extends readonly unknown[]>(
  database: Database,
  viewer: { personId: string; viewerSecret: string },
  statements: (tx: TransactionSql) => { [K in keyof T]: PromiseLike<T[K]> },
): Promise<T> {
  const pass = buildViewerPass(viewer.personId, viewer.viewerSecret);
  const results = database.$client.begin('read only', async (tx) => {
    const [, ...answers] = await Promise.all([
      tx`select set_config('bohol.viewer', ${pass}, true)`,
      ...statements(tx),
    ]);
    return answers;
  });
  // The driver's type unwraps arrays of queries; these are rows already.
  return results as unknown as Promise<T>;
}

/**
 * As asViewer, with the driver's own transaction: for work that is shared with the commands of the owner, such as
 * bringing in a plan. It needs the viewer's permission as any other.
 */
export function asViewerWithDriver<T>(
  database: Database,
  viewer: { personId: string; viewerSecret: string },
  work: (tx: TransactionSql) => Promise<T>,
): Promise<T> {
  const pass = buildViewerPass(viewer.personId, viewer.viewerSecret);
  return database.$client.begin(async (tx) => {
    await tx`select set_config('bohol.viewer', ${pass}, true)`;
    return work(tx);
  }) as Promise<T>;
}

/** A moment as Postgres writes it ("2025-01-20 08:00:00.123+00"; connections run in UTC) as ISO text. */
export const readMoment = (stored: string | null): string | null =>
  stored === null ? null : new Date(stored.replace(' ', 'T').replace(/\+00$/, 'Z')).toISOString();
