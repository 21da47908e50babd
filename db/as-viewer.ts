import { createHash } from 'node:crypto';
import type { Answers, Database, Questions, Transaction } from './session.ts';

export type { Transaction } from './session.ts';

/** How long a signed pass is good for: longer than any request, shorter than a coffee break. */
const passSeconds = 300;

/**
 * The value of the setting bohol.viewer that makes row-level security answer for this person; tracker.viewer_id reads
 * it. Passes run by the machine's real clock, never by a test's.
 */
export function buildViewerPass(personId: string, viewerSecret: string): string {
  const expires = String(Math.floor(Date.now() / 1000) + passSeconds);
  const signature = createHash('sha256')
    .update(`${viewerSecret}|${personId}|${expires}|${viewerSecret}`)
    .digest('hex');
  return `${personId}|${expires}|${signature}`;
}

/**
 * Runs `work` in one transaction in which the database knows who is asking. What `open` asks travels with the beginning
 * of the transaction; it may lock rows and must change nothing, see TransactionOptions.
 */
export function asViewer<T>(
  database: Database,
  viewer: { personId: string; viewerSecret: string },
  work: (tx: Transaction) => Promise<T>,
  open?: (tx: Transaction) => Promise<void>,
): Promise<T> {
  const pass = buildViewerPass(viewer.personId, viewer.viewerSecret);
  return database.transaction(work, { settings: { 'bohol.viewer': pass }, ...(open ? { open } : {}) });
}

/**
 * Reads with several statements at once: they travel to the server together behind the pass, in one read-only
 * transaction. For read models whose statements do not depend on each other.
 */
export function readAsViewer<const Q extends Questions>(
  database: Database,
  viewer: { personId: string; viewerSecret: string },
  questions: (tx: Transaction) => Q,
): Promise<Answers<Q>> {
  return database.read({ 'bohol.viewer': buildViewerPass(viewer.personId, viewer.viewerSecret) }, questions);
}

/** What a COPY ... TO STDOUT gives this person, in a transaction of its own, in pieces at the pace of the reader. */
export function copyAsViewer(
  database: Database,
  viewer: { personId: string; viewerSecret: string },
  statement: string,
): AsyncGenerator<Uint8Array> {
  const pass = buildViewerPass(viewer.personId, viewer.viewerSecret);
  return database.$client.copyOut({ mode: 'read only', settings: { 'bohol.viewer': pass } }, statement);
}

/** Days of four-digit years in UTC, which all moments of a report are. */
const plainMoment = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/;

/**
 * A moment as Postgres writes it ("2025-01-20 08:00:00.123+00"; connections run in UTC) as ISO text, to the
 * millisecond. Without a Date, since a task list has one in every row.
 */
export function readMoment(stored: string | null): string | null {
  if (stored === null) return null;
  const [, day, time, fraction = ''] = plainMoment.exec(stored) ?? [];
  if (day === undefined) return new Date(stored.replace(' ', 'T').replace(/\+00$/, 'Z')).toISOString();
  return `${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}
