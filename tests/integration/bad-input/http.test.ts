import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fingerprint } from '#tests/support/fingerprint.ts';
import { type Answer, type HttpServer, readError, serveWorld } from '#tests/support/http-server.ts';
import { createWorld, type World } from '#tests/support/world.ts';

let world: World;
let server: HttpServer;
let cookie: string;
let before: string;
beforeAll(async () => {
  world = await createWorld();
  await world.openRound();
  server = await serveWorld(world);
  cookie = await server.signIn(await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]));
  before = await fingerprint(world.owner);
});
afterAll(async () => {
  await server?.stop();
  await world?.close();
});

const key = { round: '2024-H2', reporter: 'TH' };
const save = 'submission.saveIndicatorValues';
const good = { ...key, indicator: 'I-C2', cells: [{ by: {}, state: 'reported', value: 5 }], version: 0 };
const post = (
  body: string | Buffer | Buffer[],
  headers: Record<string, string> = {},
  path = `/api/trpc/${save}`,
) =>
  server.send({
    method: 'POST',
    path,
    body,
    headers: { 'content-type': 'application/json', cookie, ...headers },
  });

/** Refused with a 4xx in our form, and nothing was written. */
async function expectRefused(answer: Answer, code: string, path?: string) {
  const error = readError(answer);
  expect(error).toMatchObject({ stableCode: code, sentence: expect.stringMatching(/^[A-Z"].{5,}[.?]$/s) });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  if (path !== undefined) expect(error.fields.map((field) => field.path)).toContain(path);
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d|at async|postgres/i);
  expect(await fingerprint(world.owner)).toBe(before);
}

describe('bodies', () => {
  test.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['half an object', '{"round": "2024-H2"'],
    ['words', 'save this'],
    ['a byte that is no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
    ['null', 'null'],
    ['a number', '5'],
    ['a list', '[]'],
    ['NaN', JSON.stringify(good).replace(':5', ':NaN')],
    ['Infinity', JSON.stringify(good).replace(':5', ':Infinity')],
    ['a number too large for a double', JSON.stringify(good).replace(':5', ':1e400')],
    ['two objects', `${JSON.stringify(good)}${JSON.stringify(good)}`],
    ['a form', 'round=2024-H2&reporter=TH'],
    ['nesting without end', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['objects without end', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ])('%s', async (_, body) => {
    await expectRefused(await post(body), 'BAD_INPUT');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'image/png', ''])(
    'of the type "%s"',
    async (type) => {
      await expectRefused(await post(JSON.stringify(good), { 'content-type': type }), 'BAD_INPUT');
    },
  );

  test('a form with files where JSON belongs', async () => {
    const body = '--x\r\ncontent-disposition: form-data; name="round"\r\n\r\n2024-H2\r\n--x--\r\n';
    await expectRefused(await post(body, { 'content-type': 'multipart/form-data; boundary=x' }), 'BAD_INPUT');
  });

  test('10 MB, announced', async () => {
    const answer = await post(Buffer.alloc(10 * 1024 * 1024, 'x'), {
      'content-length': String(10 * 1024 * 1024),
    });
    expect(answer.status).toBe(413);
    await expectRefused(answer, 'TOO_LARGE');
  });

  test('10 MB, in pieces', async () => {
    const answer = await post(Array.from({ length: 160 }, () => Buffer.alloc(64 * 1024, 'x')));
    expect(answer.status).toBe(413);
    await expectRefused(answer, 'TOO_LARGE');
  });

  test('100,000 cells', async () => {
    const cells = Array.from({ length: 100_000 }, () => ({ by: {}, state: 'reported', value: 1 }));
    await expectRefused(await post(JSON.stringify({ ...good, cells })), 'BAD_INPUT', 'cells');
  });

  test('100,000 wrong cells are not told one by one', async () => {
    const cells = Array.from({ length: 100_000 }, () => ({ by: 5 }));
    const answer = await post(JSON.stringify({ ...good, cells }));
    await expectRefused(answer, 'BAD_INPUT');
    expect(answer.text.length).toBeLessThan(100_000);
  });

  test('1 MB of text in a field is answered at the field', async () => {
    const report = {
      ...key,
      activity: 'A1.4',
      status: 'on_track',
      achievements: 'x'.repeat(1_000_000),
      version: 0,
    };
    const answer = await post(JSON.stringify(report), {}, '/api/trpc/submission.saveActivityReport');
    await expectRefused(answer, 'BAD_INPUT', 'achievements');
    expect(readError(answer).fields[0]?.message).toContain('1,000,000');
  });

  test('is cut off in the middle', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      `POST /api/trpc/${save} HTTP/1.1\r\nhost: x\r\ncookie: ${cookie}\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"round"`,
    );
    await new Promise<void>((resolve) => socket.end(() => resolve()));
    socket.destroy();
    expect((await server.send({ path: '/api/trpc/session.me' })).status).toBe(200);
    expect(await fingerprint(world.owner)).toBe(before);
  });
});

describe('calls', () => {
  test.each<[string, string, string]>([
    ['a mutation by GET', `/api/trpc/${save}?input=${encodeURIComponent(JSON.stringify(good))}`, 'GET'],
    ['a query that nobody knows', '/api/trpc/nothing.here', 'GET'],
    ['the root of the contract', '/api/trpc/', 'GET'],
    ['half a name', '/api/trpc/submission', 'GET'],
    ['a name from every object', '/api/trpc/constructor', 'GET'],
    ['a prototype', '/api/trpc/__proto__.get', 'GET'],
    ['a method of a function', '/api/trpc/submission.get.call', 'GET'],
    ['PUT', `/api/trpc/${save}`, 'PUT'],
    ['DELETE', `/api/trpc/${save}`, 'DELETE'],
    ['PATCH', `/api/trpc/${save}`, 'PATCH'],
  ])('%s', async (_, path, method) => {
    const answer = await server.send({
      method,
      path,
      headers: { cookie, 'content-type': 'application/json' },
    });
    await expectRefused(answer, 'NOT_FOUND');
  });

  test.each(['%', '%7B', 'undefined', '{"round":"2024-H2"}', '[1]', '%00', '%E0%A4%A'])(
    'an input of %s',
    async (input) => {
      const answer = await server.send({
        path: `/api/trpc/submission.get?input=${input.startsWith('%') ? input : encodeURIComponent(input)}`,
        headers: { cookie },
      });
      await expectRefused(answer, 'BAD_INPUT');
    },
  );

  test('a mutation in a GET with a method override stays a GET', async () => {
    const answer = await server.send({
      path: `/api/trpc/${save}?input=${encodeURIComponent(JSON.stringify(good))}`,
      headers: { cookie, 'x-http-method-override': 'POST' },
    });
    await expectRefused(answer, 'NOT_FOUND');
  });

  test('a batch of queries is answered one by one, and nobody rides on another', async () => {
    const inputs = { 1: { round: '2024-H2', reporter: 'KH' }, 2: key };
    const answer = await server.send({
      path: `/api/trpc/session.me,submission.get,submission.get?batch=1&input=${encodeURIComponent(JSON.stringify(inputs))}`,
      headers: { cookie },
    });
    const answers = JSON.parse(answer.text) as {
      result?: unknown;
      error?: { data: { stableCode: string } };
    }[];
    expect(answers.map(({ error }) => error?.data.stableCode ?? 'ok')).toEqual(['ok', 'NOT_FOUND', 'ok']);
  });

  test('a batch that hides a mutation among queries', async () => {
    const input = encodeURIComponent(JSON.stringify({ 1: good }));
    const path = `/api/trpc/session.me,${save}?batch=1&input=${input}`;
    await expectRefused(await server.send({ path, headers: { cookie } }), 'BAD_INPUT');
  });

  test('a batch of mutations that are wrong saves none of them', async () => {
    const answer = await post(
      JSON.stringify({
        0: { ...good, version: 7 },
        1: { ...good, cells: [{ by: {}, state: 'reported', value: -1 }] },
      }),
      {},
      `/api/trpc/${save},${save}?batch=1`,
    );
    const answers = JSON.parse(answer.text) as { error: { data: { stableCode: string } } }[];
    expect(answers.map(({ error }) => error.data.stableCode)).toEqual(['CONFLICT', 'BAD_INPUT']);
    expect(await fingerprint(world.owner)).toBe(before);
  });

  test('a batch of a thousand', async () => {
    const path = `/api/trpc/${Array.from({ length: 1000 }, () => 'session.me').join(',')}?batch=1`;
    const answer = await server.send({ path, headers: { cookie } });
    expect(answer.status).toBeLessThan(500);
  });
});

describe('where it comes from', () => {
  test.each<[string, Record<string, string>]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['no origin at all, says the browser', { origin: 'null' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a name that begins like ours', { origin: 'http://127.0.0.1:3000.evil.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a site beside ours', { 'sec-fetch-site': 'same-site' }],
    ['another site with our origin', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'cross-site' }],
  ])('%s is refused before anything is read', async (_, headers) => {
    const answer = await post(JSON.stringify(good), headers);
    expect(answer.status).toBe(403);
    await expectRefused(answer, 'FORBIDDEN');
  });

  test.each<[string, string]>([
    ['none', ''],
    ['garbage', 'bohol.session_token=%%%; =; ;;; \u00ff'],
    ['an empty token', 'bohol.session_token='],
    ['a token without a signature', 'bohol.session_token=abcdefghijklmnop'],
    [
      'a token with a wrong signature',
      `bohol.session_token=abcdefghijklmnopqrstuvwxyz012345.${'A'.repeat(43)}=`,
    ],
    ['a thousand tokens', Array.from({ length: 300 }, (_, n) => `bohol.session_token=x${n}.y`).join('; ')],
  ])('cookies: %s', async (_, value) => {
    await expectRefused(await post(JSON.stringify(good), { cookie: value }), 'UNAUTHENTICATED');
  });

  test('a cookie with one letter changed', async () => {
    const changed = cookie.replace(/(?<=session_token=[^;]*)[^;](?=[^.;]{5}(;|$))/, (letter) =>
      letter === 'a' ? 'b' : 'a',
    );
    expect(changed).not.toBe(cookie);
    await expectRefused(await post(JSON.stringify(good), { cookie: changed }), 'UNAUTHENTICATED');
  });

  test('headers without end are refused by the server itself', async () => {
    const first = await new Promise<string>((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(`GET /api/trpc/session.me HTTP/1.1\r\nhost: x\r\nx-much: ${'x'.repeat(20_000)}\r\n\r\n`);
      });
      socket.on('error', reject);
      socket.once('data', (chunk: Buffer) => {
        resolve(chunk.toString().split('\r\n')[0] ?? '');
        socket.destroy();
      });
    });
    expect(first).toContain(' 431 ');
  });
});

test('in the end a right call is saved, so that the refusals above mean something', async () => {
  const answer = await post(JSON.stringify(good));
  expect([answer.status, JSON.parse(answer.text)]).toEqual([
    200,
    { result: { data: { code: 'I-C2', version: 1, savedAt: expect.any(String) } } },
  ]);
  expect(await fingerprint(world.owner)).not.toBe(before);
});
