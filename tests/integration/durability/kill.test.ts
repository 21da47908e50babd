import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sendSignal } from '#server/embedded-postgres/processes.ts';
import {
  listPostgresProcesses,
  makeTestDirectory,
  waitUntilNoPostgres,
} from '#tests/integration/embedded-postgres/holder-process.ts';

type Tracker = { child: ChildProcess; port: number; postgres: number };
type Acknowledged = { activity: string; version: number; text: string };

const person = { email: 'focal@example.test', password: 'three green boats at noon' };
const key = { round: '2024-H2', reporter: 'TH' };

async function startTracker({
  dataDir,
  systemDirectory,
}: ReturnType<typeof makeTestDirectory>): Promise<Tracker> {
  const script = join(import.meta.dirname, 'tracker-process.ts');
  const child = spawn(process.execPath, [script, dataDir, systemDirectory, person.email, person.password], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (output.includes('\n')) break;
  }
  return { child, ...(JSON.parse(output) as { port: number; postgres: number }) };
}

async function call<T>({ port }: Tracker, procedure: string, input: unknown, cookie = '', method = 'POST') {
  const query = method === 'GET' ? `?input=${encodeURIComponent(JSON.stringify(input))}` : '';
  const response = await fetch(`http://127.0.0.1:${port}/api/trpc/${procedure}${query}`, {
    method,
    headers: { 'content-type': 'application/json', cookie },
    ...(method === 'POST' ? { body: JSON.stringify(input) } : {}),
  });
  const body = (await response.json()) as { result?: { data: T }; error?: unknown };
  if (!body.result) throw new Error(JSON.stringify(body.error));
  return { data: body.result.data, cookies: response.headers.getSetCookie() };
}

test('a save that was answered is there after everything was killed at once', {
  timeout: 60_000,
}, async () => {
  const directory = makeTestDirectory();
  const first = await startTracker(directory);
  const { cookies } = await call(first, 'session.signIn', person);
  const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
  const sheet = await call<{ activities: { code: string }[] }>(first, 'submission.get', key, cookie, 'GET');
  const activities = sheet.data.activities.slice(0, 5).map(({ code }) => code);

  // Five people's worth of saves, ten each, one after the other; in the middle of it the plug is pulled.
  const acknowledged: Acknowledged[] = [];
  const sent: Acknowledged[] = [];
  let killed = false;
  const write = async (activity: string) => {
    for (let version = 0; version < 10; version += 1) {
      const save = { activity, version: version + 1, text: `Save ${version + 1} of ${activity}.` };
      sent.push(save);
      await call(
        first,
        'submission.saveActivityReport',
        { ...key, activity, status: 'on_track', achievements: save.text, version },
        cookie,
      );
      acknowledged.push(save);
      if (acknowledged.length === 27 && !killed) {
        killed = true;
        first.child.kill('SIGKILL');
        for (const pid of listPostgresProcesses(directory.dataDir)) sendSignal(pid, 'SIGKILL');
      }
    }
  };
  const exit = once(first.child, 'exit');
  const outcomes = await Promise.allSettled(activities.map(write));
  await exit;
  await waitUntilNoPostgres(directory.dataDir);
  expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
  expect(acknowledged.length).toBeGreaterThanOrEqual(27);
  expect(acknowledged.length).toBeLessThan(50);

  const second = await startTracker(directory);
  for (const activity of activities) {
    const own = acknowledged.filter((save) => save.activity === activity);
    // The session was in the database too: nobody signs in again.
    const { data: entry } = await call<{ answer: { version: number; achievements: string } }>(
      second,
      'submission.activity',
      { ...key, activity },
      cookie,
      'GET',
    );
    const { data: history } = await call<{
      revisions: { after: { version: number; achievements: string } }[];
    }>(second, 'submission.history', { ...key, code: activity, limit: 100 }, cookie, 'GET');
    const revisions = history.revisions
      .map(({ after }) => ({ activity, version: after.version, text: after.achievements }))
      .reverse();
    expect(revisions.slice(0, own.length)).toEqual(own);
    // One more may have been saved whose answer never arrived; never half of one, and never one that was not sent.
    expect(revisions.length - own.length).toBeLessThanOrEqual(1);
    for (const revision of revisions) expect(sent).toContainEqual(revision);
    expect([entry.answer.version, entry.answer.achievements]).toEqual([
      revisions.length,
      revisions.at(-1)?.text ?? '',
    ]);
  }
  // And work goes on.
  const { data: on } = await call<{ version: number }>(
    second,
    'submission.saveActivityReport',
    {
      ...key,
      activity: activities[0],
      status: 'completed',
      achievements: 'Going on.',
      version: (
        await call<{ answer: { version: number } }>(
          second,
          'submission.activity',
          { ...key, activity: activities[0] },
          cookie,
          'GET',
        )
      ).data.answer.version,
    },
    cookie,
  );
  expect(on.version).toBeGreaterThan(0);
  const end = once(second.child, 'exit');
  second.child.kill('SIGKILL');
  await end;
});
