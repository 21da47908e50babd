import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkEveryRow } from '#db/rows.ts';
import { openSql } from '#db/sql.ts';
import { ensureBuilt } from '#server/build.ts';
import { createPublicLimits } from '#server/http/public-limits.ts';
import { openBuildRenderers, startBuildServer } from '#server/http/serve.ts';
import { type OpenOptions, openApplication } from '#server/open-application.ts';
import { copyMemoryStorage } from './memory-storage.ts';
import { browserWorkers } from './application-under-test.ts';
import { keptDemo, prepareDemo } from './demo-database.ts';
import { prepareTemplate, testSecret } from './template-database.ts';
import { createTestDatabase, startTestPostgres } from './test-postgres.ts';
import { createTestLog, noteCanariesOf } from './test-log.ts';

const host = '127.0.0.1';
/** All tests come from one address, and some read every page there is. */
const manyRequests = createPublicLimits({ answers: 1_000_000, made: 1_000_000 });

type Application = Awaited<ReturnType<typeof open>>;
type Serving = Awaited<ReturnType<typeof startBuildServer>>;

/**
 * The application as people get it: built pages, demo data, a real Postgres. One for the tests that only look, and one
 * for each worker of those that move reports along, so that they run side by side; see application-under-test.ts.
 */
export default async function setup() {
  checkEveryRow();
  const planned = 'bohol';
  const [, server] = await Promise.all([
    ensureBuilt((line) => process.stdout.write(`${line}\n`)),
    startTestPostgres(async (adminUrl) => {
      await prepareTemplate(adminUrl, planned);
    }, keptDemo),
  ]);
  const { template, files } = await prepareDemo({ adminUrl: server.adminUrl, template: planned });
  const renderers = await openBuildRenderers(createTestLog('warn'));
  const running: { application: Application; serving: Serving; dataDir: string; databaseUrl: string }[] = [];
  // One after the other: each gives the roles of the one Postgres their passwords.
  for (const suffix of ['', ...browserWorkers.map((index) => `_${index}`)]) {
    const database = await createTestDatabase(server.adminUrl, { template });
    const port = await findFreePort();
    const origin = `http://${host}:${port}`;
    const dataDir = await mkdtemp(join(tmpdir(), 'bohol-outbox-'));
    const from = { name: 'Bohol tracker', address: 'no-reply@tracker.test' };
    const application = await open(database.url, origin, {
      files: await copyMemoryStorage(files),
      mail: { url: null, from, dataDir },
    });
    const serving = await startBuildServer(application, port, host, manyRequests, renderers);
    application.jobs?.start();
    process.env[`BASE_URL${suffix}`] = origin;
    process.env[`TEST_DATABASE_URL${suffix}`] = database.url;
    running.push({ application, serving, dataDir, databaseUrl: database.url });
  }
  return async () => {
    for (const { application, serving, dataDir, databaseUrl } of running) {
      await serving.stop();
      await application.close();
      await noteCanariesIn(databaseUrl);
      await rm(dataDir, { recursive: true, force: true });
    }
    await renderers.close();
    await server.stop();
  };
}

function open(ownerUrl: string, origin: string, more: Pick<OpenOptions, 'files' | 'mail'>) {
  const log = createTestLog('warn');
  return openApplication({
    ownerUrl,
    origin,
    secret: testSecret,
    demo: true,
    mode: 'production',
    log,
    ...more,
  });
}

async function noteCanariesIn(databaseUrl: string): Promise<void> {
  const owner = openSql(databaseUrl);
  try {
    await noteCanariesOf(owner);
  } finally {
    await owner.end();
  }
}

async function findFreePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
