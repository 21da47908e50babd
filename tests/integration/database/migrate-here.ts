import { DatabaseError } from '#db/database-error.ts';
import { migrate } from '#db/migrate.ts';
import { testSecrets } from '#tests/support/template-database.ts';

/**
 * Migrates a database of a test. The roles belong to the server, and another test may be setting them up for its own
 * database at this moment; one tracker has one database, so that does not happen outside tests.
 */
export async function migrateHere(url: string, folder?: string): Promise<string[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await migrate(url, testSecrets, folder);
    } catch (error) {
      const isRace = error instanceof DatabaseError && error.message.includes('concurrently updated');
      if (!isRace || tries === 20) throw error;
    }
  }
}
