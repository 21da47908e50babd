import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { openSql } from '#db/sql.ts';
import type { Sql } from '#db/client.ts';
import { startEmbeddedPostgres } from '#server/embedded-postgres/start.ts';
import { openApplication } from '#server/open-application.ts';
import { getViewer } from '#server/queries/person/get-viewer.query.ts';
import type { TrpcContext } from '#server/trpc/context.ts';
import { createCaller } from '#server/trpc/root.ts';
import { createMemoryStorage } from '#tests/support/memory-storage.ts';
import { loadReference } from '#seeds/load-reference.ts';
import { loadBenchData } from './dataset.ts';

export const benchSecret = 'a secret of the benchmark, longer than thirty-two characters';

/** A Postgres with durability on and the generated data in it, the application over it, and two people. */
export async function openBenchWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'bohol-tracker-bench-'));
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    log: { info: () => {}, warn: (line) => process.stderr.write(`${line}\n`) },
  });
  const admin = openSql(server.adminUrl);
  await admin.script('create database bench');
  await admin.end();
  const ownerUrl = server.adminUrl.replace(/\/postgres$/, '/bench');
  const log = pino({ level: 'silent' });
  const owner: Sql = openSql(ownerUrl, { max: 20 });
  const application = await openApplication({
    ownerUrl,
    secret: benchSecret,
    origin: 'http://127.0.0.1:3000',
    demo: false,
    mode: 'production',
    log,
    files: createMemoryStorage(),
    prepare: async () => {
      await loadReference(owner);
      await loadBenchData(owner);
      await owner.script(`
        insert into auth.person (id, name, email) values
          ('reporter', 'Reporter', 'reporter@example.test'), ('officer', 'Officer', 'officer@example.test');
        insert into tracker.assignment (person_id, role, reporter_id, assigned_at)
          select 'reporter', 'focal_point', id, now() from tracker.reporter where kind = 'state';
        insert into tracker.assignment (person_id, role, assigned_at) values
          ('officer', 'secretariat_officer', now());
        select tracker.refresh_progress(array(select id from tracker.submission));`);
    },
  });
  const base: Omit<TrpcContext, 'viewer'> = {
    database: application.connections.app,
    connections: application.connections,
    viewerSecret: application.viewerSecret,
    published: application.published,
    signer: application.signer,
    now: () => new Date(),
    accounts: application.accounts,
    files: application.files,
    fileIntake: application.fileIntake,
    outbox: null,
    headers: new Headers(),
    ip: '127.0.0.1',
    requestId: 'BENCH',
    log,
    cookies: [],
    wait: { seconds: 0 },
    onPublished: () => application.publication.refresh(),
  };
  const as = async (personId: string) =>
    createCaller({
      ...base,
      viewer: await getViewer(application.connections.app, application.viewerSecret, personId),
    });
  return {
    ownerUrl,
    owner,
    base,
    reporter: await as('reporter'),
    officer: await as('officer'),
    async close() {
      await application.close();
      await owner.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type BenchWorld = Awaited<ReturnType<typeof openBenchWorld>>;
