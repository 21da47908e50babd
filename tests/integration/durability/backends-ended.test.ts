import { randomUUID } from 'node:crypto';
import { TRPCClientError } from '@trpc/client';
import { expect, test, vi } from 'vitest';
import { openSql, type Sql } from '#db/sql.ts';
import { sendSignal } from '#server/embedded-postgres/processes.ts';
import { makeTestDirectory } from '#tests/integration/embedded-postgres/holder-process.ts';
import { rounds } from '#tests/support/rounds.ts';
import { connect, key, signIn, startTracker, type Tracker } from './run-tracker.ts';

/** How many saves each of the writers makes: many more in the long suite. */
const saves = Number(process.env['LONG_ROUNDS'] ?? rounds(12, 600));
const writers = 8;
const readers = 4;
const patience = { timeout: 30_000, interval: 50 };

/** What the tracker's process has heard of. */
async function readState({ port }: Tracker): Promise<{ publication: number; jobs: boolean }> {
  const response = await fetch(`http://127.0.0.1:${port}/state`);
  return (await response.json()) as { publication: number; jobs: boolean };
}

/** Something new to publish, past every rule. It takes the place of another process that publishes. */
async function publishElsewhere(owner: Sql): Promise<void> {
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into published.leading_plan (plan_code, chosen_at) values ('BOHOL-2', now())`;
    await tx`select pg_notify('publication', '')`;
  });
}

test('a database that drops connections is no outage: every acknowledged save is there, once', {
  timeout: 120_000 + saves * 5_000,
}, async () => {
  const tracker = await startTracker(makeTestDirectory(), { WITH_JOBS: '1' });
  const ownerUrl = Object.assign(new URL(tracker.adminUrl), { pathname: '/bohol' }).href;
  const cookie = await signIn(tracker);
  const client = connect(tracker, cookie);
  const { activities } = await client.submission.get.query(key);
  const admin = openSql(tracker.adminUrl);
  await vi.waitFor(async () => expect((await readState(tracker)).jobs).toBe(true), patience);

  let ended = 0;
  let settled = 0;
  let refused = 0;
  let crashed = false;
  /** Ends a backend of the tracker, whatever it is doing; once, one is killed, and the whole server starts anew. */
  const endOne = async () => {
    const [backend] = await admin<{ pid: number }[]>`
      select pid from pg_stat_activity where usename like 'bohol_%' order by random() limit 1`;
    if (!backend) return;
    ended += 1;
    if (!crashed && ended > writers * 2) {
      crashed = true;
      sendSignal(backend.pid, 'SIGKILL');
    } else await admin`select pg_terminate_backend(${backend.pid})`;
  };
  /** After every third answer a backend goes. Nothing but an outage is an excuse for not answering. */
  const ask = async <T>(call: () => Promise<T>): Promise<T> => {
    for (;;) {
      settled += 1;
      // Our own connection goes too when the server starts anew.
      if (settled % 3 === 0) void endOne().catch(() => {});
      try {
        return await call();
      } catch (error) {
        expect(tracker.child.exitCode).toBeNull();
        if (!(error instanceof TRPCClientError)) throw error;
        expect(error.data).toMatchObject({ stableCode: 'UNAVAILABLE', httpStatus: 503 });
        refused += 1;
      }
    }
  };

  const codes = activities.slice(0, writers).map(({ code }) => code);
  const unfinished = new Set(codes);
  const write = async (activity: string) => {
    for (let version = 0; version < saves; version += 1) {
      // Sent again under the same id until it is answered, as the browser does.
      const requestId = randomUUID();
      const achievements = `Save ${version + 1} of ${activity}.`;
      const save = { ...key, activity, status: 'on_track', achievements, version, requestId } as const;
      const answer = await ask(() => client.submission.saveActivityReport.mutate(save));
      expect(answer?.version).toBe(version + 1);
    }
    unfinished.delete(activity);
  };
  const read = async () => {
    while (unfinished.size > 0) {
      const sheet = await ask(() => client.submission.get.query(key));
      expect(sheet.header.reporter).toBeDefined();
      await ask(() => client.dashboard.overview.query({}));
    }
  };
  await Promise.all([...codes.map(write), ...Array.from({ length: readers }, read)]);

  expect(tracker.child.exitCode).toBeNull();
  expect(tracker.child.signalCode).toBeNull();
  expect([crashed, ended > writers, refused > 0]).toEqual([true, true, true]);

  // What was acknowledged is there, in order, nothing lost and nothing doubled.
  await vi.waitFor(() => client.submission.get.query(key), patience);
  for (const activity of codes) {
    const { revisions } = await client.submission.history.query({ ...key, code: activity, limit: 100 });
    const texts = revisions.map(({ after }) => (after as { achievements: string }).achievements).reverse();
    expect(texts).toEqual(
      Array.from({ length: saves }, (_, index) => `Save ${index + 1} of ${activity}.`).slice(-100),
    );
  }

  // What another process publishes is heard of, again and again.
  const owner = openSql(ownerUrl);
  try {
    for (const publication of [1, 2, 3]) {
      await publishElsewhere(owner);
      await vi.waitFor(
        async () => expect((await readState(tracker)).publication).toBe(publication),
        patience,
      );
    }
    // And the queue works on.
    const countDone = async () =>
      (
        await owner<{ n: number }[]>`
        select count(*)::integer as n from pgboss.job where name = 'mail' and state = 'completed'`
      )[0]?.n ?? 0;
    const done = await countDone();
    await owner`select pg_notify('mail', '')`;
    await vi.waitFor(async () => expect(await countDone()).toBeGreaterThan(done), patience);
  } finally {
    await owner.end();
    await admin.end();
  }
  expect(tracker.child.exitCode).toBeNull();
});
