import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '#server/build.ts';
import { serveBuild } from '#server/http/serve.ts';
import { createLog, openApplication } from '#server/open-application.ts';
import { prepareData } from '#seeds/load-all.ts';
import { createMemoryStorage } from './memory-storage.ts';
import { testSecret } from './template-database.ts';
import { createTestDatabase, startTestPostgres } from './test-postgres.ts';

const host = '127.0.0.1';

/** The application as people get it: built pages, demo data, a real Postgres. Tests find it at BASE_URL. */
export default async function setup() {
  const [, postgres] = await Promise.all([
    ensureBuilt((line) => process.stdout.write(`${line}\n`)),
    startTestPostgres(),
  ]);
  const database = await createTestDatabase(postgres.adminUrl);
  const port = await findFreePort();
  const origin = `http://${host}:${port}`;
  const dataDir = await mkdtemp(join(tmpdir(), 'bohol-outbox-'));
  const application = await openApplication({
    ownerUrl: database.url,
    secret: testSecret,
    origin,
    demo: true,
    mode: 'production',
    log: createLog('warn'),
    files: createMemoryStorage(),
    mail: { url: null, from: { name: 'Bohol tracker', address: 'no-reply@tracker.test' }, dataDir },
    prepare: ({ connections, viewerSecret }) =>
      prepareData({
        ownerUrl: database.url,
        connections,
        viewerSecret,
        demo: true,
        external: false,
        log: () => {},
      }),
  });
  const serving = await serveBuild(application, port, host);
  application.jobs?.start();
  process.env['BASE_URL'] = origin;
  process.env['TEST_DATABASE_URL'] = database.url;
  return async () => {
    await serving.stop();
    await application.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
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
