import { randomBytes } from 'node:crypto';
import { createServer, request as httpRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getCaller } from '#server/http/caller.ts';
import type { Pace } from '#server/http/read-body.ts';
import { type BodyRooms, createBodyRooms, readBodyWithLimits } from '#server/http/read-body-with-limits.ts';
import { toWebHeaders } from '#server/http/request.ts';
import { createRoom } from '#server/http/room.ts';
import { serveWorld } from '#tests/support/http-server.ts';
import { createWorld, type World } from '#tests/support/world.ts';

const million = 1_000_000;
/** Milliseconds; against what hangs. */
const patience = { timeout: 60_000, interval: 5 };
let world: World;
let cookie: string;
/** Signed in once; the session has ended since. */
let former: string;
let another: string;
beforeAll(async () => {
  world = await createWorld();
  await world.openRound();
  const signing = await serveWorld(world);
  cookie = await signing.signIn(await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]));
  another = await signing.signIn(await world.createPerson([{ role: 'focal_point', reporter: 'VN' }]));
  const gone = await world.createPerson([{ role: 'focal_point', reporter: 'KH' }]);
  former = await signing.signIn(gone);
  await world.owner`delete from auth.session where person_id = ${gone.id}`;
  await signing.stop();
});
afterAll(() => world?.close());

/** Takes in bodies with the real code and says what came of each; `hold` keeps the room until it is called. */
async function listen(rooms: BodyRooms, hold: () => Promise<void> = () => Promise.resolve(), pace?: Pace) {
  const server = createServer((incoming, outgoing) => {
    const receive = async () => {
      const caller = await getCaller(world.base.accounts, toWebHeaders(incoming));
      return readBodyWithLimits(rooms, incoming, caller, '192.0.2.1', pace);
    };
    void receive().then(
      async (received) => {
        if (received.kind === 'body') {
          await hold();
          received.release();
        }
        const body = received.kind === 'body' ? received.body : null;
        const size = body === null ? null : Buffer.isBuffer(body) ? body.length : body;
        outgoing.end(JSON.stringify({ kind: received.kind, size }));
      },
      () => outgoing.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const send = (
    bytes: number,
    options: { path?: string; type?: string; cookie?: string; chunked?: boolean } = {},
  ) =>
    new Promise<unknown>((resolve, reject) => {
      const outgoing = httpRequest(
        {
          host: '127.0.0.1',
          port,
          method: 'POST',
          agent: false,
          path: options.path ?? '/workspace/2024-H2/evidence',
          headers: {
            'content-type': options.type ?? 'multipart/form-data; boundary=x',
            cookie: options.cookie ?? cookie,
            ...(options.chunked ? {} : { 'content-length': bytes }),
          },
        },
        (response) => {
          let text = '';
          response.on('data', (piece: Buffer) => (text += piece.toString()));
          response.on('end', () => resolve(JSON.parse(text)));
        },
      );
      outgoing.on('error', reject);
      const piece = Buffer.alloc(64 * 1024, 'a');
      let left = bytes;
      const write = () => {
        while (left > 0) {
          const next = left >= piece.length ? piece : piece.subarray(0, left);
          left -= next.length;
          if (!outgoing.write(next)) return void outgoing.once('drain', write);
        }
        outgoing.end();
      };
      write();
    });
  return { port, send, stop: () => new Promise((done) => server.close(done)) };
}

/** Rooms with these bounds for members. */
const roomsOf = (limits: { bytes: number; waitMs: number; waiting: number }): BodyRooms => ({
  ...createBodyRooms(),
  members: createRoom({
    capacity: limits.bytes,
    perOwner: limits.bytes,
    waitMs: limits.waitMs,
    waiting: limits.waiting,
    waitingPerOwner: limits.waiting,
  }),
});

describe('one form', () => {
  const cases = (): [
    string,
    number,
    Parameters<Awaited<ReturnType<typeof listen>>['send']>[1],
    unknown,
  ][] => [
    ['with a file', 20 * million, {}, { kind: 'body', size: 20 * million }],
    [
      'with a file, its length not announced',
      20 * million,
      { chunked: true },
      { kind: 'body', size: 20 * million },
    ],
    ['with 50 MB', 50 * million, {}, { kind: 'body', size: { dropped: 50 * million } }],
    [
      'with 50 MB, its length not announced',
      50 * million,
      { chunked: true },
      { kind: 'body', size: { dropped: 50 * million } },
    ],
    [
      'with a file from somebody whose session has ended',
      20 * million,
      { cookie: former },
      { kind: 'body', size: { dropped: 20 * million } },
    ],
    [
      'of text from somebody whose session has ended',
      million,
      { cookie: former, type: 'application/x-www-form-urlencoded' },
      { kind: 'body', size: million },
    ],
    [
      'of text, too large',
      9 * million,
      { type: 'application/x-www-form-urlencoded' },
      { kind: 'too large', size: null },
    ],
    ['from a stranger', 60_000, { cookie: '' }, { kind: 'body', size: 60_000 }],
    ['from a stranger, too large', 70_000, { cookie: '' }, { kind: 'too large', size: null }],
    [
      'from a stranger, too large, its length not announced',
      70_000,
      { cookie: '', chunked: true },
      { kind: 'too large', size: null },
    ],
    [
      'with a file from somebody whose cookie is made up',
      20 * million,
      { cookie: `bohol.session_token=abcdefgh.${'A'.repeat(43)}%3D` },
      { kind: 'too large', size: null },
    ],
  ];
  test('is taken in as far as its sender is known', async () => {
    const rooms = createBodyRooms();
    const server = await listen(rooms);
    try {
      for (const [name, bytes, options, expected] of cases()) {
        const found = await server.send(bytes, options).catch((error: NodeJS.ErrnoException) => error.code);
        // What is far too large is answered at once, and the connection may be closed before we have sent it all.
        const isCut = found === 'EPIPE' || found === 'ECONNRESET';
        const isTooLarge = (expected as { kind: string }).kind === 'too large';
        expect([name, isTooLarge && isCut ? expected : found]).toEqual([name, expected]);
        expect([name, rooms.members.taken, rooms.strangers.taken]).toEqual([name, 0, 0]);
      }
    } finally {
      await server.stop();
    }
  });

  /** Begins a form of 20 MB and sends `bytes` of it; resolves when the server closes the connection. */
  const begin = (port: number, bytes: number, as = cookie) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `POST /workspace/a HTTP/1.1\r\nhost: a\r\ncookie: ${as}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: ${20 * million}\r\n\r\n`,
    );
    socket.write(randomBytes(bytes));
    socket.on('error', () => {});
    socket.resume();
    return { socket, closed: new Promise<void>((done) => socket.once('close', () => done())) };
  };

  test('that falls silent after a fast beginning is given up, and so is one that trickles', async () => {
    const rooms = createBodyRooms();
    const silent = await listen(rooms, undefined, { graceMs: 60_000, leastRate: 1, silenceMs: 300 });
    const one = begin(silent.port, 5 * million);
    await one.closed;
    await silent.stop();
    expect(rooms.members.taken).toBe(0);

    const slow = await listen(rooms, undefined, { graceMs: 300, leastRate: 100_000, silenceMs: 60_000 });
    const other = begin(slow.port, 1000);
    const trickle = setInterval(() => other.socket.write('x'), 20);
    await other.closed;
    clearInterval(trickle);
    await slow.stop();
    expect(rooms.members.taken).toBe(0);
  });

  test('of one person leaves room to everybody else, however many they send', async () => {
    const rooms = createBodyRooms();
    const server = await listen(rooms);
    const slow = Array.from({ length: 10 }, () => begin(server.port, 1000));
    try {
      await expect.poll(() => rooms.members.waiting, patience).toBe(8);
      expect(rooms.members.taken).toBe(40 * million);
      expect(await server.send(20 * million, { cookie: another })).toEqual({
        kind: 'body',
        size: 20 * million,
      });
    } finally {
      for (const { socket } of slow) socket.destroy();
      await server.stop();
    }
    // Those that waited are gone too, and nothing is kept for them.
    await expect.poll(() => rooms.members.taken).toBe(0);
  });
});

describe('many forms', () => {
  test('wait for room without being read, and all arrive', async () => {
    const rooms = roomsOf({ bytes: 60 * million, waitMs: 60_000, waiting: 50 });
    let most = 0;
    const server = await listen(rooms, async () => {
      most = Math.max(most, rooms.members.taken);
      await new Promise((done) => setTimeout(done, 20));
    });
    const before = process.memoryUsage.rss();
    let peak = 0;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss() - before)), 20);
    try {
      const answers = await Promise.all(Array.from({ length: 25 }, () => server.send(20 * million)));
      expect(answers).toEqual(Array.from({ length: 25 }, () => ({ kind: 'body', size: 20 * million })));
      expect(most).toBeLessThanOrEqual(60 * million);
      expect(rooms.members.taken).toBe(0);
      // 500 MB were sent; what was held at once is a part of it.
      expect(peak).toBeLessThan(350 * million);
    } finally {
      clearInterval(watch);
      await server.stop();
    }
  });

  test('for which there is no room in time are read to their end and told so', async () => {
    const rooms = roomsOf({ bytes: 25 * million, waitMs: 200, waiting: 1 });
    let open = () => {};
    const held = new Promise<void>((done) => (open = done));
    const server = await listen(rooms, () => held);
    try {
      const first = server.send(20 * million);
      await expect.poll(() => rooms.members.taken, patience).toBeGreaterThan(0);
      const others = await Promise.all([server.send(20 * million), server.send(20 * million)]);
      expect(others).toEqual(Array.from({ length: 2 }, () => ({ kind: 'busy', size: null })));
      open();
      expect(await first).toEqual({ kind: 'body', size: 20 * million });
      expect(await server.send(20 * million)).toEqual({ kind: 'body', size: 20 * million });
    } finally {
      await server.stop();
    }
  });

  test('that break off give their room back', async () => {
    const rooms = roomsOf({ bytes: 25 * million, waitMs: 5_000, waiting: 5 });
    const server = await listen(rooms);
    try {
      const socket = connect(server.port, '127.0.0.1');
      socket.write(
        `POST /workspace/a HTTP/1.1\r\nhost: a\r\ncookie: ${cookie}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: ${20 * million}\r\n\r\n`,
      );
      socket.write(randomBytes(100_000));
      await expect.poll(() => rooms.members.taken, patience).toBeGreaterThan(0);
      socket.destroy();
      expect(await server.send(20 * million)).toEqual({ kind: 'body', size: 20 * million });
      expect(rooms.members.taken).toBe(0);
    } finally {
      await server.stop();
    }
  });
});
