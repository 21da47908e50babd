import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLong } from '#tests/support/rounds.ts';

/**
 * What one stranger can do to everybody else: the tracker as `npm start` serves it, attacked from one address (or from
 * many, where it says so) in bounded loops, while a reader at another address opens public pages. Prints a table, and
 * fails where the memory of the process or the wait of the reader passes its bound.
 *
 * NODE_ENV=production node tests/load/stranger.ts
 */
const mostMemory = 1_024;
const longestWait = 1_000;
const scale = isLong ? 10 : 1;

const root = join(import.meta.dirname, '../..');
const host = '127.0.0.1';
const port = 20_000 + (process.pid % 20_000);
const folder = await mkdtemp(join(tmpdir(), 'bohol-stranger-'));
const tracker = await startTracker();

/** Each attack comes from an address of its own, so that none is refused for what another did. */
let attacker = 0;
const nextAddress = () => `127.2.0.${(attacker += 1)}`;

/** Memory of the tracker's process in MB; its database is another process. */
const readMemory = (): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${tracker.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

async function startTracker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(root, 'server/main.ts')], {
    cwd: root,
    env: { ...process.env, PORT: String(port), HOST: host, DATA_DIR: folder, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const piece of child.stdout) {
    said += String(piece);
    if (said.includes('Ctrl-C stops it.')) break;
  }
  child.stdout.resume();
  return child;
}

type Ask = { from?: string; method?: string; headers?: Record<string, string>; body?: Buffer; agent?: Agent };

/** One request from an address of this machine; its status, 0 where the connection was broken off. */
const ask = (
  path: string,
  { from = `127.2.0.${attacker}`, method = 'GET', headers = {}, body, agent }: Ask = {},
) =>
  new Promise<number>((resolve) => {
    const outgoing = request(
      { host, port, path, method, headers, localAddress: from, ...(agent ? { agent } : { agent: false }) },
      (answer) => {
        answer.resume();
        answer.on('close', () => resolve(answer.complete ? (answer.statusCode ?? 0) : 0));
      },
    );
    outgoing.on('error', () => resolve(0));
    outgoing.end(body);
  });

/** Does `count` things, `hands` at a time; how often each status came back. */
async function many(count: number, hands: number, act: (turn: number, agent: Agent) => Promise<number>) {
  const statuses = new Map<number, number>();
  let turn = 0;
  await Promise.all(
    Array.from({ length: hands }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      while (turn < count) {
        turn += 1;
        const status = await act(turn, agent);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      agent.destroy();
    }),
  );
  return [...statuses].map(([status, times]) => `${times} × ${status || 'broken off'}`).join(', ');
}

/** Opens connections, sends the head and what `send` gives every so often, and reads nothing until they are ended. */
async function hold(count: number, head: string, first: Buffer, longest: number) {
  const sockets: Socket[] = [];
  const ended: Promise<unknown>[] = [];
  for (let index = 0; index < count; index += 1) {
    const socket = connect({ host, port, localAddress: `127.2.0.${attacker}` });
    socket.on('error', () => {});
    socket.write(head);
    socket.write(first);
    const trickle = setInterval(() => socket.write('x'), 5_000);
    socket.once('close', () => clearInterval(trickle));
    sockets.push(socket);
    ended.push(new Promise((done) => socket.once('close', done)));
    socket.resume();
  }
  const started = performance.now();
  let isOver = false;
  await Promise.race([
    Promise.all(ended),
    new Promise((done) => setTimeout(done, longest)).then(() => (isOver = true)),
  ]);
  for (const socket of sockets) socket.destroy();
  return isOver
    ? `some outlived ${longest / 1000} s`
    : `all ended in ${Math.round((performance.now() - started) / 1000)} s`;
}

const post = (length: number, more = '') =>
  `POST /sign-in HTTP/1.1\r\nhost: ${host}:${port}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${length}\r\n${more}\r\n`;
const madeUp = `cookie: bohol.session_token=abcdefghijklmnopqrstuvwxyz012345.${'A'.repeat(43)}%3D\r\n`;
const addressOf = (turn: number) => `127.1.${(turn >> 8) % 250}.${(turn % 250) + 1}`;
const names = (count: number) => Array.from({ length: count }, () => 'dashboard.overview').join(',');
const inputs = encodeURIComponent(
  JSON.stringify(Object.fromEntries(Array.from({ length: 10 }, (_, n) => [n, {}]))),
);
const eightMegabytes = 8 * 1024 * 1024;

const attacks: [string, () => Promise<string>][] = [
  [
    'batches of 300, 24 at once',
    () => many(240 * scale, 24, (_, agent) => ask(`/api/trpc/${names(300)}?batch=1&input=%7B%7D`, { agent })),
  ],
  [
    'batches of 10, each another',
    () =>
      many(200 * scale, 24, (turn, agent) =>
        ask(`/api/trpc/${names(10)}?batch=1&input=${inputs}&x=${turn}`, { agent }),
      ),
  ],
  [
    '100 bodies of 8 MB less a byte',
    () => hold(100, post(eightMegabytes), Buffer.alloc(eightMegabytes - 1, 'x'), 90_000),
  ],
  ['100 bodies that trickle', () => hold(100, post(60_000), Buffer.alloc(10, 'x'), 90_000)],
  ['the same with a made-up cookie', () => hold(100, post(60_000, madeUp), Buffer.alloc(10, 'x'), 90_000)],
  [
    'searches, each another',
    () => many(1_000 * scale, 40, (turn, agent) => ask(`/search?q=word${turn}`, { agent })),
  ],
  [
    'cards, each another',
    () => many(400 * scale, 40, (turn, agent) => ask(`/og/pages/indicators/I-B3?x=${turn}`, { agent })),
  ],
  [
    'comparisons, each another',
    () =>
      many(400 * scale, 40, (turn, agent) =>
        ask(`/publications/compare?from=1&to=${(turn % 3) + 1}&x=${turn}`, { agent }),
      ),
  ],
  [
    'signing in, each another account',
    () =>
      many(300 * scale, 40, (turn, agent) =>
        ask('/sign-in', {
          method: 'POST',
          agent,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: Buffer.from(`email=a${turn}%40b.test&password=x`),
        }),
      ),
  ],
  [
    'pages, each another, from 500 addresses',
    () => many(2_000 * scale, 40, (turn) => ask(`/plan?x=${turn}`, { from: addressOf(turn % 500) })),
  ],
  [
    'answers that nobody reads',
    () => hold(300, `GET / HTTP/1.1\r\nhost: ${host}:${port}\r\n\r\n`.repeat(20), Buffer.alloc(0), 60_000),
  ],
];

/** Opens public pages from another address until told to stop: some cached, some made anew. */
function read() {
  const waits: Record<'cached' | 'made', number[]> = { cached: [], made: [] };
  const refused: number[] = [];
  const over = new AbortController();
  const done = (async () => {
    for (let turn = 0; !over.signal.aborted; turn += 1) {
      const isMade = turn % 4 === 3;
      const path = isMade
        ? `/indicators?x=${process.hrtime.bigint()}`
        : (['/', '/plan', '/indicators/I-B3'][turn % 3] ?? '/');
      const started = performance.now();
      const status = await ask(path, { from: '127.0.0.2' });
      waits[isMade ? 'made' : 'cached'].push(performance.now() - started);
      if (status !== 200) refused.push(status);
      await new Promise((next) => setTimeout(next, 50));
    }
  })();
  return async () => {
    over.abort();
    await done;
    const longest = (of: number[]) => Math.round(Math.max(0, ...of));
    return {
      cached: longest(waits.cached),
      made: longest(waits.made),
      refused: refused.length,
      count: waits.cached.length + waits.made.length,
    };
  };
}

let isWithin = true;
try {
  for (const path of ['/', '/plan', '/indicators/I-B3', '/indicators']) await ask(path);
  process.stdout.write(
    `| attack | what came of it | reader waits at the longest: cached page, page made anew (bound ${longestWait} ms) | memory, highest (bound ${mostMemory} MB) |\n|---|---|---|---|\n`,
  );
  for (const [name, attack] of attacks) {
    nextAddress();
    let highest = readMemory();
    const watch = setInterval(() => (highest = Math.max(highest, readMemory())), 100);
    const stop = read();
    const outcome = await attack();
    const { cached, made, refused, count } = await stop();
    clearInterval(watch);
    // Many addresses are many strangers: then a page that has to be made waits for its turn among theirs.
    const isTooLong = cached > longestWait || (made > longestWait && !name.includes('500 addresses'));
    if (isTooLong || highest > mostMemory || refused > 0) isWithin = false;
    process.stdout.write(
      `| ${name} | ${outcome} | ${cached}, ${made} ms (${count} pages${refused ? `, ${refused} refused` : ''}) | ${Math.round(highest)} MB |\n`,
    );
  }
} finally {
  const ended = once(tracker, 'exit');
  tracker.kill('SIGTERM');
  await ended;
  await rm(folder, { recursive: true, force: true });
}
if (!isWithin) process.exitCode = 1;
