import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createTRPCClient, httpLink } from '@trpc/client';
import { onTestFinished } from 'vitest';
import type { AppRouter } from '#server/trpc/root.ts';
import type { makeTestDirectory } from '#tests/integration/embedded-postgres/holder-process.ts';

/** A tracker in a process of its own, with its own Postgres, that a test may kill. */
export type Tracker = { child: ChildProcess; port: number; postgres: number; adminUrl: string };

/** Its one focal point, of Thailand; a round is open. */
export const person = { email: 'focal@example.test', password: 'three green boats at noon' };
export const key = { round: '2024-H2', reporter: 'TH' };

/** Starts tracker-process.ts, with the queue of jobs where `jobs` says so. */
export async function startTracker(
  { dataDir, systemDirectory }: ReturnType<typeof makeTestDirectory>,
  jobs: 'jobs' | '' = '',
): Promise<Tracker> {
  const script = join(import.meta.dirname, 'tracker-process.ts');
  const args = [script, dataDir, systemDirectory, person.email, person.password, jobs];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
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
