import type { Transaction } from '#db/as-viewer.ts';
import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import { loadCheckedReport } from '#server/loaders/submission/load-checked-report.ts';

/** How many warnings a report that waits carries now. */
type Counted = { version: number; at: number; warnings: number };

/**
 * Counting takes the whole check of a report, and the queue asks for all that wait each time somebody opens it. What
 * was counted of one version is kept this long; after that a correction of an earlier round is seen too.
 */
const keptFor = 5 * 60_000;
const counted = new WeakMap<object, Map<number, Counted>>();

/** The warnings of each report by its id, as the check finds them; `database` tells one tracker from another. */
export async function countWarnings(
  tx: Transaction,
  database: object,
  reports: readonly { id: number; version: number }[],
): Promise<Map<number, number>> {
  const known = counted.get(database) ?? new Map<number, Counted>();
  counted.set(database, known);
  const now = performance.now();
  const waiting = new Set(reports.map(({ id }) => id));
  for (const id of known.keys()) if (!waiting.has(id)) known.delete(id);
  const counts = new Map<number, number>();
  for (const { id, version } of reports) {
    const kept = known.get(id);
    if (kept && kept.version === version && now - kept.at < keptFor) {
      counts.set(id, kept.warnings);
      continue;
    }
    const findings = checkReport(await loadCheckedReport(tx, { id, status: 'submitted' }));
    const warnings = findings.filter(({ kind }) => kind === 'warning').length;
    known.set(id, { version, at: now, warnings });
    counts.set(id, warnings);
  }
  return counts;
}
