import type { ServerResponse } from 'node:http';
import { sql } from 'drizzle-orm';
import { listMigrations } from '#db/migrate.ts';
import type { Application } from './application.ts';

/** `/healthz`: the process answers. `/readyz`: the database does too, has this version's migrations, and jobs run. */
export async function answerHealth(
  application: Application,
  path: '/healthz' | '/readyz',
  response: ServerResponse,
): Promise<void> {
  let ready = true;
  const checks: Record<string, boolean> = {};
  if (path === '/readyz') {
    const [database, migrations] = await Promise.all([
      application.connections.app.execute(sql`select 1`).then(
        () => true,
        () => false,
      ),
      isMigrated(application).catch(() => false),
    ]);
    const jobs = application.jobs?.isReady() ?? true;
    Object.assign(checks, { database, migrations, jobs });
    ready = database && migrations && jobs;
  }
  response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ status: ready ? 'ok' : 'not ready', ...checks }));
}

async function isMigrated(application: Application): Promise<boolean> {
  const newest = (await listMigrations()).at(-1)?.name ?? '';
  const rows = await application.connections.app.execute(
    sql`select from ops.migration where name = ${newest}`,
  );
  return rows.length === 1;
}
