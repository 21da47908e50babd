import { eq } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { coverage } from '#db/schema/published.ts';
import type { CoverageRow } from '#server/domain/plan/coverage.types.ts';
import { listReporters } from './load-plan.ts';
import type { Round } from './summarise-publication.ts';

/** Who has reported for which round: states by name, then bodies by acronym; those that were never due are left out. */
export async function listCoverage(
  database: Reader,
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
