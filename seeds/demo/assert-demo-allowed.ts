/** The demo cannot be loaded here, or the database is not fit for a start; the message says what to do. */
export class SeedError extends Error {
  override name = 'SeedError';
}

/** Demo people have addresses under a name that can never receive mail (RFC 2606). */
export const demoMailDomain = '@demo.test';

/**
 * Throws SeedError unless fictional people and figures may be put into this database.
 *
 * @param facts.demo whether the configuration asks for demo data.
 * @param facts.external whether the database was given by DATABASE_URL.
 * @param facts.hasRealData whether the database holds people or reports that the demo did not make.
 */
export function assertDemoAllowed(facts: { demo: boolean; external: boolean; hasRealData: boolean }): void {
  if (facts.hasRealData) {
    throw new SeedError(
      'This database holds people or reports that are not demo data, so demo data cannot be loaded into it. Set DEMO=0, or use an empty database.',
    );
  }
  if (facts.demo) return;
  throw new SeedError(
    facts.external
      ? 'The database at DATABASE_URL is taken to be a production database. Demo data are loaded into it only with DEMO=1.'
      : 'Demo data are switched off by DEMO=0.',
  );
}
