import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { sql } from 'drizzle-orm';
import { listMigrations } from '#db/migrate.ts';
import { probeWriting } from '#db/probe-writing.ts';
import type { Application } from './application.ts';
import { getReactMode } from './react-mode.ts';
import { createCachedCheck } from './remembered-check.ts';

const patienceMs = 10_000;
const readTimes = { goodForMs: 1_000, badForMs: 1_000, patienceMs };
/** Writing costs more than reading, and object stores charge for each write. */
const writeTimes = { goodForMs: 5_000, badForMs: 2_000, patienceMs };
const fileTimes = { goodForMs: 20_000, badForMs: 5_000, patienceMs };
/** Larger than what a file system stores inline with a file's name, so that it must allocate space. */
const probeBytes = 64 * 1024;

type Parts = { database: boolean; migrations: boolean; writable: boolean; files: boolean; jobs: boolean };

/**
 * `/healthz` answers if the process does, and says which build of React it uses. `/readyz` answers whether
 * the process can do its work: the database answers (`database`), has this version's migrations and accepts
 * writes (`writable`), files can be stored (`files`), and jobs run. Results are cached for seconds, because
 * anybody may ask.
 */
export async function serveHealth(
  application: Application,
  path: '/healthz' | '/readyz',
  response: ServerResponse,
): Promise<void> {
  const parts = path === '/readyz' ? await findReadiness(application)() : null;
  const ready = parts === null || Object.values(parts).every(Boolean);
  const said = parts ?? { react: await getReactMode() };
  response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ status: ready ? 'ok' : 'not ready', ...said }));
}

const known = new WeakMap<Application, () => Promise<Parts>>();

function findReadiness(application: Application): () => Promise<Parts> {
  const found = known.get(application) ?? openReadiness(application);
  known.set(application, found);
  return found;
}

function openReadiness(application: Application): () => Promise<Parts> {
  const { connections, files, log } = application;
  const checks = {
    database: createCachedCheck(
      async () => (await connections.app.execute(sql`select 1`)).length === 1,
      readTimes,
    ),
    migrations: createCachedCheck(() => isMigrated(application), readTimes),
    writable: createCachedCheck(async () => {
      await probeWriting(connections.app);
      return true;
    }, writeTimes),
    files: createCachedCheck(async () => {
      const key = randomBytes(16).toString('hex');
      await files.put(key, randomBytes(probeBytes), 'application/octet-stream');
      await files.remove(key);
      return true;
    }, fileTimes),
  };
  let wasReady = true;
  return async () => {
    const [database, migrations, writable, stored] = await Promise.all([
      checks.database(),
      checks.migrations(),
      checks.writable(),
      checks.files(),
    ]);
    const parts = {
      database,
      migrations,
      writable,
      files: stored,
      jobs: application.jobs?.isReady() ?? true,
    };
    const isReady = Object.values(parts).every(Boolean);
    if (wasReady && !isReady) log.error(parts, 'not ready');
    if (!wasReady && isReady) log.info(parts, 'ready again');
    wasReady = isReady;
    return parts;
  };
}

async function isMigrated(application: Application): Promise<boolean> {
  const newest = (await listMigrations()).at(-1)?.name ?? '';
  const rows = await application.connections.app.execute(
    sql`select from ops.migration where name = ${newest}`,
  );
  return rows.length === 1;
}
