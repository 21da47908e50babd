import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createTRPCClient, httpLink } from '@trpc/client';
import { inject, onTestFinished } from 'vitest';
import type { AppRouter } from '#server/trpc/root.ts';
import { nodeOptions } from '#tests/support/node-options.ts';
import { copyCluster } from '#tests/support/test-postgres.ts';
import type { TestDirectory } from '#tests/integration/embedded-postgres/holder-process.ts';

export type Tracker = { child: ChildProcess; port: number; postgres: number; adminUrl: string };

export const person = { email: 'focal@example.test', password: 'three green boats at noon' };
export const key = { round: '2024-H2', reporter: 'TH' };

/**
 * Starts tracker-process.ts on a directory, the first time with a copy of the database with plan and rounds; `more` is
 * added to its environment.
 */
export async function startTracker(
  { dataDir, systemDirectory }: TestDirectory,
  more: Record<string, string> = {},
): Promise<Tracker> {
  if (!existsSync(join(dataDir, 'postgres'))) copyCluster(inject('cluster'), dataDir);
  const script = join(import.meta.dirname, 'tracker-process.ts');
  const child = spawn(
    process.execPath,
    [...nodeOptions, script, dataDir, systemDirectory, person.email, person.password],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...more },
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (output.includes('\n')) break;
  }
  return { child, ...(JSON.parse(output) as Omit<Tracker, 'child'>) };
}

/** Signs in; the value of the header "cookie". */
export async function signIn({ port }: Tracker): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/api/trpc/session.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** The contract, over the wire. */
export const connect = ({ port }: Tracker, cookie: string) =>
  createTRPCClient<AppRouter>({
    links: [httpLink({ url: `http://127.0.0.1:${port}/api/trpc`, headers: { cookie } })],
  });
