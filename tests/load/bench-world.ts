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
import { closedRounds, loadBenchData } from './dataset.ts';
import { addPeople, signInEverybody } from './people-signed-in.ts';
import { killServer, startServer } from './start-server.ts';
import { openClient } from './http-client.ts';

export const benchSecret = 'a secret of the benchmark, longer than thirty-two characters';
/** Connections of the bare ways, as many as the tracker's procedures have: all together must fit the embedded Postgres. */
export const poolSize = 10;

/**
 * A Postgres with durability on and the generated data in it, and the application over it: in this process for what is
 * not measured over HTTP, and in processes of its own for what is.
 */
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
  const owner: Sql = openSql(ownerUrl, { max: poolSize });
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
      await addPeople(owner);
      await owner.script(`
        insert into auth.person (id, name, email) values ('officer', 'Officer', 'officer@example.test');
        insert into tracker.assignment (person_id, role, assigned_at) values
          ('officer', 'secretariat_officer', now());
        select tracker.refresh_progress(array(select id from tracker.submission));
        analyze;`);
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
    help: application.help,
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
  const officer = createCaller({
    ...base,
    viewer: await getViewer(application.connections.app, application.viewerSecret, 'officer'),
  });
  /** Publishes every closed round; milliseconds that compiling and publishing the last of them took. */
  async function publishRounds() {
    let [compile, publish, number] = [0, 0, 0];
    for (const round of closedRounds) {
      const started = performance.now();
      await officer.compilation.create({ round });
      const compiled = performance.now();
      ({ number } = await officer.publication.publish({ round }));
      compile = compiled - started;
      publish = performance.now() - compiled;
    }
    return { number, compile, publish };
  }
  let published: ReturnType<typeof publishRounds> | null = null;
  let served: ReturnType<typeof openServed> | null = null;
  async function openServed() {
    const open = async (message: object) => {
      const started = await startServer(message);
      return { started, pid: started.child.pid ?? 0, client: openClient(started.url) };
    };
    return {
      tracker: await open({ ownerUrl }),
      bare: await open({ rowsOf: ownerUrl }),
      people: await signInEverybody(application.accounts),
    };
  }
  return {
    ownerUrl,
    owner,
    base,
    officer,
    postgres: server.pid,
    /** Does it once, whoever asks first. */
    publishAll: () => (published ??= publishRounds()),
    /** The tracker and the barest server, each in its own process, and the people who are signed in; opened once. */
    serve: () => (served ??= openServed()),
    async close() {
      const open = await served?.catch(() => null);
      for (const { client, started } of open ? [open.tracker, open.bare] : []) {
        client.close();
        await killServer(started);
      }
      await application.close();
      await owner.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type BenchWorld = Awaited<ReturnType<typeof openBenchWorld>>;
