import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inject, onTestFinished, vi } from 'vitest';
import { openSql } from '#db/sql.ts';
import { type Row } from '#db/statement.ts';
import { getClusterDirectory, findClusterHome } from '#server/embedded-postgres/cluster.ts';
import { getClusterName, isPostmasterOf } from '#server/embedded-postgres/postmaster.ts';
import { listProcesses, sendSignal } from '#server/embedded-postgres/processes.ts';
import { nodeOptions } from '#tests/support/node-options.ts';
import { copyCluster } from '#tests/support/test-postgres.ts';

export const SILENT = { info: () => {}, warn: () => {} };

export interface TestDirectory {
  readonly root: string;
  readonly dataDir: string;
  readonly systemDirectory: string;
}

/** What the holder says once Postgres answers, or why it does not. */
export interface Holder {
  readonly process: ChildProcess;
  readonly adminUrl: string;
  readonly port: number;
  readonly pid: number;
  readonly adopted: boolean;
  readonly failure: string | undefined;
}

/**
 * A directory for one test (or for longer, by another hook), and paths in it: `data` for a data directory,
 * `system` for what root keeps elsewhere. At the end every Postgres on it is killed and all is removed.
 */
export function makeTestDirectory(atEnd: (clean: () => void) => void = onTestFinished): TestDirectory {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'bohol-embedded-')));
  // Open to the account of the database, which is another one when the tests run as root.
  chmodSync(root, 0o711);
  const paths = { root, dataDir: join(root, 'data'), systemDirectory: join(root, 'system') };
  atEnd(() => {
    for (const { pid } of listProcesses().filter((entry) => entry.commandLine.includes(` -D ${root}/`))) {
      sendSignal(pid, 'SIGKILL');
    }
    rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  });
  return paths;
}

/** The same, with a database in `data` that has been made and stopped before. */
export function makeDirectoryWithDatabase(): TestDirectory {
  const directory = makeTestDirectory();
  copyCluster(inject('cluster'), directory.dataDir);
  return directory;
}

/** Starts a process that uses the embedded Postgres; `clone` is the directory whose code it runs. */
export async function startHolder(dataDir: string, systemDirectory: string, clone = '.'): Promise<Holder> {
  const script = resolve(clone, 'tests/integration/embedded-postgres/holder.ts');
  const child = spawn(process.execPath, [...nodeOptions, script, dataDir, systemDirectory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (output.includes('\n')) break;
  }
  return { process: child, failure: undefined, ...JSON.parse(output) };
}

/** Ends a holder and waits until it is gone: in order by closing its input, or with a signal. */
export async function endHolder({ process: child }: Holder, signal?: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  if (signal === undefined) child.stdin?.end();
  else child.kill(signal);
  await exit;
}

/** Runs statements over a connection of their own and returns the rows of the last. */
export async function query(adminUrl: string, ...statements: string[]): Promise<Row[]> {
  const sql = openSql(adminUrl);
  try {
    let rows = await sql.script('select 1');
    for (const statement of statements) rows = await sql.script(statement);
    return rows;
  } finally {
    await sql.end();
  }
}

/** Numbers of the living processes of the Postgres on a data directory: the server first, then its workers. */
export function listPostgresProcesses(dataDir: string): number[] {
  const cluster = getClusterDirectory(findClusterHome(dataDir) ?? dataDir);
  const title = `postgres: ${getClusterName(cluster)}: `;
  const all = listProcesses();
  return [
    ...all.filter((entry) => isPostmasterOf(entry, cluster)),
    ...all.filter((entry) => entry.commandLine.startsWith(title)),
  ].map((entry) => entry.pid);
}

export async function waitUntilNoPostgres(dataDir: string): Promise<void> {
  await vi.waitFor(
    () => {
      const left = listPostgresProcesses(dataDir);
      if (left.length > 0) throw new Error(`Processes ${left.join(', ')} are still there.`);
    },
    { timeout: 20_000, interval: 20 },
  );
}
