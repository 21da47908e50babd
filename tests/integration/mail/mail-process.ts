import { createDatabaseReader } from '#server/publications/database-reader.ts';
import { createSigner } from '#server/publications/signer.ts';
import { openConnections } from '#db/client.ts';
import { runCalendar } from '#server/jobs/run-calendar.ts';
import { deliverMail } from '#server/notifications/deliver-mail.ts';
import { parseMailUrl } from '#server/notifications/mail-url.rules.ts';
import { createSmtpTransport } from '#server/notifications/smtp-transport.ts';
import { testSecret, testSecrets } from '#tests/support/template-database.ts';
import { createTestLog } from '#tests/support/test-log.ts';

/** Another process of the tracker at a given moment: does the calendar's work and sends what waits. */
const [databaseUrl = '', mailUrl = '', moment = ''] = process.argv.slice(2);
const connections = openConnections(databaseUrl, testSecrets.passwordOf);
const log = createTestLog();
const now = () => new Date(moment);
await runCalendar({
  connections,
  viewerSecret: testSecrets.viewerSecret,
  published: createDatabaseReader(connections.public),
  signer: createSigner(testSecret),
  now,
  log,
  demo: false,
});
await deliverMail({
  jobs: connections.jobs,
  transport: createSmtpTransport(parseMailUrl(mailUrl), 'tracker.test'),
  from: { name: 'Bohol tracker', address: 'no-reply@tracker.test' },
  origin: 'https://tracker.test',
  now,
  log,
});
await connections.close();
