import { once } from 'node:events';
import { expect, test } from 'vitest';
import { sendSignal } from '#server/embedded-postgres/processes.ts';
import {
  listPostgresProcesses,
  makeTestDirectory,
  waitUntilNoPostgres,
} from '#tests/integration/embedded-postgres/holder-process.ts';
import { connect, key, signIn, startTracker } from './run-tracker.ts';

/** Of one person: as many as the history gives at once. */
const MOST_SAVES = 100;

type Acknowledged = { activity: string; version: number; text: string };

test('a save that was answered is there after everything was killed at once', {
  timeout: 180_000,
}, async () => {
  const directory = makeTestDirectory();
  const first = await startTracker(directory);
  const cookie = await signIn(first);
  const client = connect(first, cookie);
  const sheet = await client.submission.get.query(key);
  const activities = sheet.activities.slice(0, 5).map(({ code }) => code);

  // Five people save one after the other, each as fast as it is answered, until the plug is pulled.
  const acknowledged: Acknowledged[] = [];
  const sent: Acknowledged[] = [];
  let killed = false;
  const write = async (activity: string) => {
    for (let version = 0; version < MOST_SAVES; version += 1) {
      const save = { activity, version: version + 1, text: `Save ${version + 1} of ${activity}.` };
      sent.push(save);
      await client.submission.saveActivityReport.mutate({
        ...key,
        activity,
        status: 'on_track',
        achievements: save.text,
        version,
      });
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

  const second = await startTracker(directory);
  const again = connect(second, cookie);
  for (const activity of activities) {
    const own = acknowledged.filter((save) => save.activity === activity);
    // The session was in the database too: nobody signs in again.
    const entry = await again.submission.activity.query({ ...key, activity });
    const history = await again.submission.history.query({ ...key, code: activity, limit: MOST_SAVES });
    const revisions = history.revisions
      .map(({ after }) => after as { version: number; achievements: string })
      .map(({ version, achievements }) => ({ activity, version, text: achievements }))
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
  const activity = activities[0]!;
  const { answer } = await again.submission.activity.query({ ...key, activity });
  const saved = await again.submission.saveActivityReport.mutate({
    ...key,
    activity,
    status: 'completed',
    achievements: 'Going on.',
    version: answer.version,
  });
  expect(saved?.version).toBe(answer.version + 1);
  const end = once(second.child, 'exit');
  second.child.kill('SIGKILL');
  await end;
});
