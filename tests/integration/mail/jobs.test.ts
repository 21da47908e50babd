import { expect, test } from 'vitest';
import { asViewer } from '#db/as-viewer.ts';
import { buildRoleUrl, openConnections } from '#db/client.ts';
import { deleteExpired } from '#server/jobs/delete-expired.ts';
import { type Jobs, openJobs } from '#server/jobs/open-jobs.ts';
import { runCalendar } from '#server/jobs/run-calendar.ts';
import { deliverMail } from '#server/notifications/deliver-mail.ts';
import { parseMailUrl } from '#server/notifications/mail-url.rules.ts';
import { queueMail } from '#server/notifications/queue-mail.ts';
import { createSmtpTransport } from '#server/notifications/smtp-transport.ts';
import { testSecrets } from '#tests/support/template-database.ts';
import { createTestLog } from '#tests/support/test-log.ts';
import { type MailStage, setMailStage } from './mail-stage.ts';

// Databases, processes and a mail server of one's own take their time on a busy machine.
const log = createTestLog();

/** One process's jobs on the database of the stage, with connections of its own. */
function openProcess({ world, inbox }: MailStage): { jobs: Jobs; close: () => Promise<void> } {
  const connections = openConnections(world.database.url, testSecrets.passwordOf);
  const { viewerSecret, published, signer, now } = world.base;
  const jobs = openJobs({
    url: buildRoleUrl(world.database.url, 'bohol_jobs', testSecrets.passwordOf('bohol_jobs')),
    jobs: connections.jobs,
    log,
    runCalendar: () => runCalendar({ connections, viewerSecret, published, signer, now, log, demo: false }),
    publishScheduled: () => Promise.resolve(),
    makeReports: () => Promise.resolve(0),
    cleanUp: () => deleteExpired({ jobs: connections.jobs, now, log }),
    deliverMail: (signal) =>
      deliverMail({
        jobs: connections.jobs,
        transport: createSmtpTransport(parseMailUrl(inbox.url), 'tracker.test'),
        from: { name: 'Bohol tracker', address: 'no-reply@tracker.test' },
        origin: 'https://tracker.test',
        now,
        log,
        signal,
      }),
  });
  return {
    jobs,
    async close() {
      await jobs.stop();
      await connections.close();
    },
  };
}

test('two processes on one database keep one queue: the calendar runs at the start, mail goes out once', async () => {
  await using stage = await setMailStage();
  const { world, inbox, secretariat } = stage;
  await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  world.setTime('2025-01-20T08:00:00Z');
  const processes = [openProcess(stage), openProcess(stage)];
  for (const { jobs } of processes) jobs.start();
  await expect.poll(() => processes.every(({ jobs }) => jobs.isReady()), { timeout: 20_000 }).toBe(true);
  await expect.poll(() => inbox.received.length, { timeout: 20_000 }).toBe(1);
  expect(inbox.received[0]?.parsed.subject).toContain('Report of Thailand for 2024-H2: open');

  const subjects = Array.from({ length: 12 }, (_, index) => `Note ${index}`);
  await Promise.all(
    subjects.map((subject) =>
      asViewer(
        world.connections.app,
        { personId: secretariat.id, viewerSecret: testSecrets.viewerSecret },
        (tx) =>
          queueMail(
            tx,
            {
              personId: null,
              toAddress: 'reader@example.test',
              kind: 'note',
              subject,
              body: subject,
              memory: subject,
            },
            '2025-01-20T08:00:00Z',
          ),
      ),
    ),
  );
  await expect.poll(() => inbox.received.length, { timeout: 20_000 }).toBe(13);
  for (const { close } of processes) await close();
  expect(
    inbox.received
      .slice(1)
      .map(({ parsed }) => parsed.subject ?? '')
      .toSorted(),
  ).toEqual(subjects.toSorted());
  // Everything that was begun has ended, and no connection of the queues is left.
  const listOpen = () => world.owner`
    select from pg_stat_activity where datname = current_database() and application_name like 'bohol_jobs%'
      and application_name like '%queue%'`;
  await expect.poll(async () => (await listOpen()).length, { timeout: 10_000 }).toBe(0);
});
