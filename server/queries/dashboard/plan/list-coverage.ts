import { eq } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { coverage } from '#db/schema/published.ts';
import { listReporters, type Reporter } from './load-plan.ts';
import type { Round } from './summarise-publication.ts';

export type CoverageState = 'reported' | 'not_reported' | 'not_due';

/** A reporter and whether it has reported for each round, in the order of the rounds. */
export type CoverageRow = Reporter & { states: CoverageState[] };

/** Who has reported for which round: states by name, then bodies by acronym; those that were never due are left out. */
export async function listCoverage(
  database: Database,
  publication: number,
  rounds: readonly Round[],
): Promise<CoverageRow[]> {
  const [reporters, rows] = await Promise.all([
    listReporters(database, publication),
    database
      .select({ reporter: coverage.reporterCode, round: coverage.roundCode, state: coverage.state })
      .from(coverage)
      .where(eq(coverage.publication, publication)),
  ]);
  const states = new Map(rows.map(({ reporter, round, state }) => [`${reporter}/${round}`, state]));
  return reporters
    .map((reporter) => ({
      ...reporter,
      states: rounds.map(({ code }) => states.get(`${reporter.code}/${code}`) ?? 'not_due'),
    }))
    .filter((row) => row.states.some((state) => state !== 'not_due'));
}
