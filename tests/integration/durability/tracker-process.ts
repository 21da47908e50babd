import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openSql } from '#db/sql.ts';
import { prepareData } from '#seeds/load-all.ts';
import { startEmbeddedPostgres } from '#server/embedded-postgres/start.ts';
import { openStorage } from '#server/files/open-storage.ts';
import { createHandler } from '#server/http/handler.ts';
import { serveHealth } from '#server/http/health.ts';
import { startListening } from '#server/http/start-listening.ts';
import { openApplication } from '#server/open-application.ts';
import { getViewer } from '#server/queries/person/get-viewer.query.ts';
import { openRound } from '#server/use-cases/round/open-round.ts';
import { createTestLog } from '#tests/support/test-log.ts';

// A tracker without pages, on its own Postgres with ordinary durability, so that a test can kill it.
// Arguments: data directory, system directory, address and password of a focal point of Thailand to make the first
// time. With WITH_JOBS=1 the queue of jobs runs. Prints one line of JSON when it serves. At /state it says what it has
// heard of.
const [dataDir = '', systemDirectory = '', email = '', password = ''] = process.argv.slice(2);
const withJobs = process.env['WITH_JOBS'] === '1';
const log = { info: () => {}, warn: () => {} };

const embedded = await startEmbeddedPostgres({ dataDir, systemDirectory, log });
const admin = openSql(embedded.adminUrl);
const known = await admin`select from pg_database where datname = 'bohol'`;
if (known.length === 0) await admin.script('create database bohol');
await admin.end();
const ownerUrl = Object.assign(new URL(embedded.adminUrl), { pathname: '/bohol' }).href;

const application = await openApplication({
  ownerUrl,
  secret: 'a secret of the tests, longer than thirty-two characters',
  origin: 'http://127.0.0.1:3000',
  // The calendar leaves the rounds of a demo as they are.
  demo: withJobs,
  mode: 'production',
  log: createTestLog(),
  files: await openStorage({ filesStore: null, dataDir }),
  ...(withJobs
    ? { mail: { url: null, from: { name: 'Tracker', address: 'tracker@example.test' }, dataDir } }
    : {}),
  prepare: async ({ connections, viewerSecret, published, signer, files, accounts, now }) => {
    await prepareData({
      ownerUrl,
      connections,
      viewerSecret,
      signer,
      files,
      demo: false,
      external: false,
      log: () => {},
    });
    const owner = openSql(ownerUrl);
    try {
      const people = await owner`select from auth.person where id <> 'calendar'`;
      if (people.length > 0) return;
      const { password: passwords } = await accounts.authentication.$context;
      await owner`insert into auth.person (id, name, email) values
        ('focal', 'Focal', ${email}), ('secretariat', 'Secretariat', 'secretariat@example.test')`;
      await owner`insert into auth.account (id, account_id, provider_id, person_id, password)
        values (${randomUUID()}, 'focal', 'credential', 'focal', ${await passwords.hash(password)})`;
      await owner`insert into tracker.assignment (person_id, role, reporter_id, assigned_at) values
        ('focal', 'focal_point', (select id from tracker.reporter where code = 'TH'), now()),
        ('secretariat', 'secretariat_officer', null, now())`;
      const viewer = await getViewer(connections.app, viewerSecret, 'secretariat');
      await openRound(
        { database: connections.app, connections, viewerSecret, published, signer, viewer, now },
        { round: '2024-H2' },
      );
    } finally {
      await owner.end();
    }
  },
});

const handle = createHandler(application, () => Promise.reject(new Error('There are no pages here.')));
application.jobs?.start();
const server = createServer((request, response) => {
  if (request.url === '/readyz') return void serveHealth(application, request.url, response);
  if (request.url !== '/state') return void handle(request, response);
  const { publication } = application;
  response.end(
    JSON.stringify({ publication: publication.current, jobs: application.jobs?.isReady() ?? false }),
  );
});
const serving = await startListening(server, 'http://127.0.0.1:3000', 0, '127.0.0.1');
process.once('SIGTERM', () => {
  const stop = async () => {
    await serving.stop();
    await application.close();
    await embedded.stop();
    process.exit(0);
  };
  void stop();
});
const { port } = server.address() as AddressInfo;
console.log(JSON.stringify({ port, postgres: embedded.pid, adminUrl: embedded.adminUrl }));
