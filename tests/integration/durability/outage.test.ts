import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Connections, openConnections } from '#db/client.ts';
import { readSaveError } from '#app/features/offline/send-outgoing.ts';
import { createAccounts } from '#server/auth/accounts.ts';
import { NewestPublication } from '#server/http/application.ts';
import { type HttpServer, readError, serveWorld } from '#tests/support/http-server.ts';
import { type Line, openLine } from '#tests/support/line.ts';
import { loadAllPages } from '#tests/support/pages-from-source.ts';
import { testSecret, testSecrets } from '#tests/support/template-database.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const sentence = 'The database is not answering at the moment. Try again in a minute.';
const key = { round: '2024-H2', reporter: 'TH' };
const draft = 'Words of a draft that nobody else may read.';
const patience = { timeout: 20_000, interval: 20 };

let world: World;
let line: Line;
let connections: Connections;
let server: HttpServer;
let focal: Person;
let cookie: string;
let activity: string;
const logged: string[] = [];

beforeAll(async () => {
  world = await createWorld();
  await world.openRound('2024-H2');
  focal = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  activity = (await focal.caller.submission.get(key)).activities[0]?.code ?? '';
  // The application reaches its database through a line that can be cut.
  line = await openLine(world.database.url);
  const url = new URL(world.database.url);
  url.port = new URL(line.origin).port;
  connections = openConnections(url.href, testSecrets.passwordOf);
  const log = pino({ level: 'info' }, { write: (text: string) => void logged.push(text) });
  const origin = 'http://127.0.0.1:3000';
  const { viewerSecret } = testSecrets;
  const accounts = createAccounts({ connections, origin, secret: testSecret, viewerSecret, log });
  const base = { ...world.base, database: connections.app, connections, accounts, log };
  server = await serveWorld({ ...world, connections, base }, { loadBuild: loadAllPages });
  cookie = await server.signIn(focal);
});
afterAll(async () => {
  await server?.stop();
  await connections?.close();
  await line?.close();
  await world?.close();
});

const save = (version: number, requestId: string) =>
  server.mutate(
    'submission.saveActivityReport',
    { ...key, activity, status: 'on_track', achievements: draft, version, requestId },
    { cookie },
  );
const open = (path: string, accept = 'text/html') => server.send({ path, headers: { cookie, accept } });
const readReports = () =>
  world.owner<
    { version: number }[]
  >`select version from tracker.activity_report where achievements = ${draft}`;

describe('while the database is away', () => {
  test('procedures answer 503 with a sentence, and the browser keeps what was typed', async () => {
    expect((await open(`/workspace/2024-H2`)).status).toBe(200);
    logged.length = 0;
    line.set('cut');
    const answer = await save(0, randomUUID());
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '60']);
    const error = readError(answer);
    expect(error).toMatchObject({ stableCode: 'UNAVAILABLE', sentence, reference: null });
    expect(readSaveError(error)).toEqual({ kind: 'unreachable' });
    expect(await readReports()).toEqual([]);
    // Said once, as a warning, without a word of the draft.
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0] ?? '{}')).toMatchObject({ level: 40, msg: 'the database is not answering' });
    expect(logged.join('')).not.toContain('Words of a draft');
  });

  test.each(['/workspace', '/workspace/2024-H2', '/account', '/secretariat', '/', '/plan', '/sign-in'])(
    'the page %s says so with 503',
    async (path) => {
      const answer = await open(path);
      expect([answer.status, answer.headers['retry-after'], answer.headers['cache-control']]).toEqual([
        503,
        '60',
        'no-store',
      ]);
      expect(answer.text).toContain('<h1');
      expect(answer.text).toContain(sentence);
    },
  );

  test('open data says so as a problem document', async () => {
    const answer = await open('/data/v1/values.json', 'application/json');
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.text)).toMatchObject({ status: 503, detail: sentence });
  });

  test('signing in is not possible, and says nothing of who has an account', async () => {
    const answer = await server.mutate('session.signIn', {
      email: 'x@example.test',
      password: 'something long',
    });
    expect([429, 503]).toContain(answer.status);
  });

  test('all of it works again as soon as the database is back', async () => {
    line.set('up');
    const answer = await save(0, randomUUID());
    expect(answer.status).toBe(200);
    expect(await readReports()).toHaveLength(1);
    expect((await open('/workspace/2024-H2')).status).toBe(200);
  });
});

test('a commit whose answer is lost is an error; the same save sent again is answered and not doubled', async () => {
  const [before] = await readReports();
  const version = before?.version ?? 0;
  const requestId = randomUUID();
  const { saving } = await world.owner.begin(async (tx) => {
    // The commit of the save is held up until this transaction ends: by then the line is cut.
    await tx`select pg_advisory_xact_lock(1)`;
    await world.owner.script(`create function tracker.hold_up() returns trigger language plpgsql as
      'begin perform pg_advisory_xact_lock_shared(1); return null; end';
      create constraint trigger hold_up after insert or update on tracker.activity_report
        deferrable initially deferred for each row execute function tracker.hold_up()`);
    const under = save(version, requestId);
    await vi.waitFor(async () => {
      const waiting = await tx`select from pg_locks where locktype = 'advisory' and not granted`;
      expect(waiting).toHaveLength(1);
    }, patience);
    line.set('answers lost');
    return { saving: under };
  });
  const lost = await saving;
  expect([lost.status, readError(lost).stableCode]).toEqual([503, 'UNAVAILABLE']);
  expect(line.lostAnswers()).toBeGreaterThan(0);
  await world.owner`drop trigger hold_up on tracker.activity_report`;
  expect(await readReports()).toEqual([{ version: version + 1 }]);
  line.set('up');
  const again = await save(version, requestId);
  expect([again.status, JSON.parse(again.text)]).toMatchObject([
    200,
    { result: { data: { version: version + 1 } } },
  ]);
  expect(await readReports()).toEqual([{ version: version + 1 }]);
});

test('publications are heard of again after the line was cut, and once while it was', async () => {
  const changes: number[] = [];
  const publication = new NewestPublication(connections, () => changes.push(publication.current));
  const publish = () =>
    world.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`insert into published.leading_plan (plan_code, chosen_at) values ('BOHOL-2', now())`;
      await tx`select pg_notify('publication', '')`;
    });
  await publication.listen();
  try {
    await publish();
    await vi.waitFor(() => expect(publication.current).toBe(1), patience);
    line.set('cut');
    await publish();
    line.set('up');
    await vi.waitFor(() => expect(publication.current).toBe(2), patience);
    await publish();
    await vi.waitFor(() => expect(publication.current).toBe(3), patience);
    // Before the first one it hears which round is due.
    expect(changes).toEqual([0, 1, 2, 3]);
  } finally {
    await publication.stop();
  }
});
