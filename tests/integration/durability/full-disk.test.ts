import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { TRPCClientError } from '@trpc/client';
import { expect, test, vi } from 'vitest';
import type { AppRouter } from '#server/trpc/root.ts';
import { makeTestDirectory, query } from '#tests/integration/embedded-postgres/holder-process.ts';
import { findLeaks } from '#tests/support/find-leaks.ts';
import { mountSmallDisk } from '#tests/support/small-disk.ts';
import { draftCanary, folderVariable } from '#tests/support/test-log.ts';
import { connect, key, person, signIn, startTracker, type Tracker } from './run-tracker.ts';

const patience = { timeout: 100_000, interval: 200 };

async function readReadiness({ port }: Tracker): Promise<{ status: number; parts: object }> {
  const response = await fetch(`http://127.0.0.1:${port}/readyz`);
  return { status: response.status, parts: (await response.json()) as object };
}

test('on a full disk saves are refused, nothing is half written or told, and /readyz says why', {
  timeout: 300_000,
}, async () => {
  const directory = makeTestDirectory();
  const disk = mountSmallDisk(join(directory.root, 'disk'), 400);
  const logs = join(directory.root, 'logs');
  mkdirSync(logs);
  const dataDir = join(disk.directory, 'data');
  const tracker = await startTracker({ ...directory, dataDir }, { [folderVariable]: logs });
  const cookie = await signIn(tracker);
  const client = connect(tracker, cookie);
  const whole = { database: true, migrations: true, writable: true, files: true, jobs: true };
  expect(await readReadiness(tracker)).toEqual({ status: 200, parts: { status: 'ok', ...whole } });

  // The journal has a whole new segment, so that it is not the journal that has no room.
  await query(tracker.adminUrl, 'select pg_switch_wal()', 'checkpoint');
  disk.fill();
  await vi.waitFor(async () => {
    expect(await readReadiness(tracker)).toEqual({
      status: 503,
      parts: { status: 'not ready', ...whole, writable: false, files: false },
    });
  }, patience);

  // Long texts that cannot be made smaller, until there is no room left in any page.
  const { activities } = await client.submission.get.query(key);
  const kept = new Map<string, { version: number; achievements: string }>();
  const refused: AppError[] = [];
  const write = (activity: string, version: number, achievements: string) =>
    client.submission.saveActivityReport.mutate({
      ...key,
      activity,
      status: 'on_track',
      achievements,
      version,
    });
  const makeText = () => `${draftCanary} ${randomBytes(1400).toString('hex')} ${draftCanary}`;
  for (let turn = 0; turn < 10 && refused.length < 5; turn += 1) {
    for (const { code } of activities) {
      const achievements = makeText();
      const version = kept.get(code)?.version ?? 0;
      try {
        await write(code, version, achievements);
        kept.set(code, { version: version + 1, achievements });
      } catch (error) {
        if (!(error instanceof TRPCClientError)) throw error;
        refused.push((error as TRPCClientError<AppRouter>).data as AppError);
      }
    }
  }
  expect(refused.length).toBeGreaterThanOrEqual(5);
  for (const { stableCode, sentence, reference } of refused) {
    expect(stableCode).toBe('SERVER_FAULT');
    expect(sentence).toBe('Something went wrong on our side. Nothing was saved.');
    expect(reference).toMatch(/^[A-Z0-9]{5}-[A-Z0-9]{5}$/);
  }

  disk.free();
  await vi.waitFor(async () => {
    expect(await readReadiness(tracker)).toEqual({ status: 200, parts: { status: 'ok', ...whole } });
  }, patience);
  for (const { code } of activities) {
    const { answer } = await client.submission.activity.query({ ...key, activity: code });
    const own = kept.get(code) ?? { version: 0, achievements: '' };
    expect([answer.version, answer.achievements]).toEqual([own.version, own.achievements]);
    const { revisions } = await client.submission.history.query({ ...key, code, limit: 100 });
    expect(revisions).toHaveLength(own.version);
  }
  const first = activities[0]!.code;
  await write(first, kept.get(first)?.version ?? 0, 'Going on.');

  const lines = readdirSync(logs)
    .filter((name) => name.startsWith('log-'))
    .flatMap((name) => readFileSync(join(logs, name), 'utf8').split('\n'));
  // Each refusal can be found by what the person was told, and says that the disk was full.
  for (const { reference } of refused) {
    const [line = ''] = lines.filter(
      (candidate) => candidate.includes(String(reference)) && candidate.includes('procedure failed'),
    );
    expect(line).toContain('"code":"53100"');
  }
  expect(lines.filter((line) => line.includes('"msg":"not ready"')).length).toBeGreaterThan(0);
  expect(lines.filter((line) => line.includes('"msg":"ready again"')).length).toBeGreaterThan(0);
  const secrets = [
    person.password,
    cookie.split('=')[1] ?? '',
    decodeURIComponent(cookie.split('=')[1] ?? ''),
  ];
  expect(
    findLeaks(
      lines,
      secrets.map((text) => ({ kind: 'secret', text })),
    ),
  ).toEqual([]);
});

type AppError = { stableCode: string; sentence: string; reference: string | null };
