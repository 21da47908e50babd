import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import { openSql } from '#db/sql.ts';
import { startEmbeddedPostgres } from '#server/embedded-postgres/start.ts';
import type { AppRouter } from '#server/trpc/root.ts';
import { isLong } from '#tests/support/rounds.ts';
import { checkHistory, type Written } from './many-hands-history.ts';

/**
 * More than fifty people of the demo work at once, as signed in, while backends of Postgres are ended at random. The
 * process must live, every acknowledged save must be in history once, and nothing but "the database is not answering"
 * may be said to anybody.
 *
 * node tests/load/failover.ts [minutes]
 */
const minutes = Number(process.argv[2] ?? (isLong ? 30 : 1));
const round = '2026-H1';
const password = 'bohol-demo-2028';
const root = join(import.meta.dirname, '../..');
const port = 20_000 + (process.pid % 20_000);
const origin = `http://127.0.0.1:${port}`;

const folder = await mkdtemp(join(tmpdir(), 'bohol-failover-'));
await chmod(folder, 0o711);
const postgres = await startEmbeddedPostgres({
  dataDir: join(folder, 'postgres'),
  log: { info: () => {}, warn: (line) => process.stderr.write(`${line}\n`) },
});
const admin = openSql(postgres.adminUrl);
await admin.script('create database bohol');
const ownerUrl = Object.assign(new URL(postgres.adminUrl), { pathname: '/bohol' }).href;
const tracker = await startTracker();

async function startTracker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(root, 'server/main.ts')], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: ownerUrl,
      SECRET: 'a secret of the tests, longer than thirty-two characters',
      DEMO: '1',
      LOG_LEVEL: 'fatal',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const piece of child.stdout) {
    said += String(piece);
    if (said.includes('Ctrl-C stops it.')) break;
  }
  child.stdout.pipe(process.stderr);
  return child;
}

const connect = (cookie: string) =>
  createTRPCClient<AppRouter>({ links: [httpLink({ url: `${origin}/api/trpc`, headers: { cookie } })] });

async function signIn(email: string): Promise<string> {
  for (;;) {
    const cookie = await trySignIn(email);
    if (cookie !== null) return cookie;
    counts.refused += 1;
    await pause(200);
  }
}

/** The value of the header "cookie"; null while the database is not answering. */
async function trySignIn(email: string): Promise<string | null> {
  const response = await fetch(`${origin}/api/trpc/session.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  // A try that an outage broke off counts as one: the next may have to wait a second.
  if (response.status === 503 || response.status === 429) return null;
  if (!response.ok) throw new Error(`${email}: ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

const counts = { people: 0, saves: 0, reads: 0, refused: 0, ended: 0 };
const wrong: string[] = [];
const until = Date.now() + minutes * 60_000;
const isOver = () => Date.now() > until || tracker.exitCode !== null;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Asks until there is an answer. Only an outage, or a connection that is refused, is an excuse. */
async function ask<T>(who: string, call: () => Promise<T>): Promise<T | null> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const data: unknown = error instanceof TRPCClientError ? error.data : null;
      const code = typeof data === 'object' && data !== null && 'stableCode' in data ? data.stableCode : null;
      if (code !== 'UNAVAILABLE') {
        wrong.push(`${who}: ${String(code ?? error)}`);
        return null;
      }
      counts.refused += 1;
      if (tracker.exitCode !== null) return null;
      await pause(200);
    }
  }
}

const written = new Map<string, Written[]>();

/** Writes in one activity of its report every second or so, and reads the whole now and then. */
async function write(email: string, reporter: string): Promise<void> {
  const client = connect(await signIn(email));
  counts.people += 1;
  const sheet = await ask(email, () => client.submission.get.query({ round, reporter }));
  const activity = sheet?.activities[0];
  if (!activity) return;
  const mine: Written[] = [];
  written.set(reporter, mine);
  let { version } = activity;
  for (let turn = 0; !isOver(); turn += 1) {
    const token = `Turn ${turn} of ${email}: ${randomUUID()}`;
    const requestId = randomUUID();
    const save = {
      round,
      reporter,
      activity: activity.code,
      status: 'on_track',
      achievements: token,
      version,
      requestId,
    } as const;
    const answer = await ask(email, () => client.submission.saveActivityReport.mutate(save));
    if (!answer) return;
    ({ version } = answer);
    mine.push({ kind: 'activities', code: activity.code, token });
    counts.saves += 1;
    if (turn % 5 === 0) await read(email, client, reporter);
    await pause(500 + Math.random() * 1_000);
  }
}

async function read(email: string, client: ReturnType<typeof connect>, reporter: string): Promise<void> {
  await ask(email, () => client.submission.get.query({ round, reporter }));
  counts.reads += 1;
}

/** Opens the report every second or so. */
async function look(email: string, reporter: string): Promise<void> {
  const client = connect(await signIn(email));
  counts.people += 1;
  while (!isOver()) {
    await read(email, client, reporter);
    await pause(500 + Math.random() * 1_000);
  }
}

async function endBackends(): Promise<void> {
  while (!isOver()) {
    await pause(300 + Math.random() * 700);
    await admin`select pg_terminate_backend(pid) from pg_stat_activity
      where usename like 'bohol_%' order by random() limit 1`;
    counts.ended += 1;
  }
}

try {
  const owner = openSql(ownerUrl);
  const open = await owner<{ code: string; email: string; role: string }[]>`
    select distinct on (p.email) r.code, p.email, a.role from tracker.assignment a
    join tracker.reporter r on r.id = a.reporter_id join auth.person p on p.id = a.person_id
    where a.revoked_at is null order by p.email`;
  const reports = await owner<{ code: string; status: string }[]>`
    select p.code, s.status from tracker.submission s
    join tracker.round r on r.id = s.round_id and r.code = ${round}
    join tracker.reporter p on p.id = s.reporter_id`;
  const statusOf = new Map(reports.map(({ code, status }) => [code, status]));
  const hands = open
    .filter(({ code }) => statusOf.has(code))
    .map(({ code, email, role }) =>
      role === 'focal_point' && statusOf.get(code) === 'draft' ? write(email, code) : look(email, code),
    );
  await Promise.all([...hands, endBackends()]);
  for (const [reporter, mine] of written) {
    wrong.push(
      ...(await checkHistory(owner, { round, reporter }, mine)).map((line) => `${reporter}: ${line}`),
    );
    const [doubled] = await owner<{ n: number }[]>`
      select count(*)::integer as n from (select v.after ->> 'achievements' as text from tracker.revision v
        join tracker.submission s on s.id = v.submission_id join tracker.reporter p on p.id = s.reporter_id
        where p.code = ${reporter} and v.subject = 'activity' and v.after ->> 'achievements' like 'Turn %'
        group by 1 having count(*) > 1) twice`;
    if (doubled && doubled.n > 0) wrong.push(`${reporter}: ${doubled.n} saves are there twice.`);
  }
  if (tracker.exitCode !== null || tracker.signalCode !== null) wrong.push('The process did not live.');
  const isReady = await fetch(`${origin}/readyz`).then(
    ({ status }) => status,
    () => 0,
  );
  process.stdout.write(
    `${minutes} minutes, ${counts.people} people (${written.size} of them writing): ${counts.ended} backends ended, ` +
      `${counts.saves} saves acknowledged, ${counts.reads} reports read, ${counts.refused} times told to try again; ` +
      `afterwards /readyz says ${isReady}.\n${wrong.slice(0, 20).join('\n') || 'Every acknowledged save is there, once.'}\n`,
  );
  await owner.end();
} finally {
  if (tracker.exitCode === null) {
    const ended = once(tracker, 'exit');
    tracker.kill('SIGTERM');
    await ended;
  }
  await admin.end();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
if (wrong.length > 0) process.exitCode = 1;
