import { openSql } from '#db/sql.ts';
import { migrate } from '#db/migrate.ts';
import { buildDatabaseSecrets } from '#db/passwords.ts';
import { loadReference } from '#seeds/load-reference.ts';
import { loadRounds } from '#seeds/load-rounds.ts';
import { readSeedPlan } from '#seeds/read-csv.ts';
import { sealPublications } from '#server/use-cases/publication/seal-publications.ts';
import { createSigner } from '#server/publications/signer.ts';
import { importPlan } from '#server/use-cases/plan/import-plan.ts';
import { createRowViews } from './published-rows.ts';
import { createTestDatabase } from './test-postgres.ts';

export const testSecret = 'a secret of the tests, longer than thirty-two characters';
export const testSecrets = buildDatabaseSecrets(testSecret);

/** A database with everything that is there before the first person: the name of a template for others. */
export async function prepareTemplate(adminUrl: string, name?: string): Promise<string> {
  const database = await createTestDatabase(adminUrl, name === undefined ? {} : { name });
  await migrate(database.url, testSecrets);
  await sealPublications(database.url, createSigner(testSecret));
  const sql = openSql(database.url);
  try {
    await loadReference(sql);
    const imported = await importPlan(sql, await readSeedPlan());
    if ('problems' in imported && imported.problems.length > 0) {
      throw new Error(`The plan files have problems: ${JSON.stringify(imported.problems.slice(0, 3))}`);
    }
    await loadRounds(sql, 'BOHOL-2');
    await createRowViews(sql);
  } finally {
    await sql.end();
  }
  return database.name;
}
