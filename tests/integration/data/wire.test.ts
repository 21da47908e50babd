import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasets } from '#server/domain/data/datasets.ts';
import { createPublicLimits } from '#server/http/public-limits.ts';
import { type Call, serveWorld } from '#tests/support/http-server.ts';
import { createDataWorld, type DataWorld } from './data-world.ts';

let it: DataWorld;
beforeAll(async () => {
  it = await createDataWorld(2102, ['2024-H2'], ['TH', 'ACWC']);
});
afterAll(() => it?.close());

const file = '/data/v1/values.csv?publication=1';
const ask = (headers: Record<string, string>, more: Partial<Call> = {}) =>
  it.server.send({ path: file, headers, ...more });

describe('what was sent once', () => {
  test('is not sent again, in whatever encoding', async () => {
    const plain = await ask({});
    const tags = new Set<string>();
    for (const encoding of ['identity', 'br', 'gzip']) {
      const first = await ask({ 'accept-encoding': encoding });
      const tag = String(first.headers['etag']);
      expect(tag).toMatch(/^"[\w-]{20,}"$/);
      tags.add(tag);
      const again = await ask({ 'accept-encoding': encoding, 'if-none-match': `W/"other", ${tag}` });
      expect([again.status, again.bytes.length]).toEqual([304, 0]);
      expect(again.headers['etag']).toBe(tag);
      const open = { identity: (b: Buffer) => b, br: brotliDecompressSync, gzip: gunzipSync }[encoding]!;
      expect(open(first.bytes).equals(plain.bytes)).toBe(true);
      if (encoding !== 'identity') {
        expect(first.headers['content-encoding']).toBe(encoding);
        expect(first.bytes.length).toBeLessThan(plain.bytes.length / 5);
      }
    }
    expect(tags.size).toBe(3);
    expect((await ask({ 'if-none-match': '"something-else"' })).status).toBe(200);
  });

  test('may be kept by browsers and by caches between, and never carries a cookie', async () => {
    const pinned = await ask({ cookie: 'session=1' });
    expect(pinned.headers['cache-control']).toBe('public, max-age=3600');
    expect(pinned.headers['cdn-cache-control']).toContain('stale-while-revalidate');
    const newest = await it.get('/data/v1/plan.json');
    expect(newest.headers['cache-control']).toBe('public, no-cache');
    for (const answer of [pinned, newest]) expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

describe('parts of a file', () => {
  test('are those bytes, from the start, the middle and the end', async () => {
    const { bytes } = await ask({});
    const size = bytes.length;
    for (const [range, from, to] of [
      ['bytes=0-99', 0, 99],
      ['bytes=500-', 500, size - 1],
      ['bytes=-7', size - 7, size - 1],
      [`bytes=10-${size * 2}`, 10, size - 1],
    ] as const) {
      const part = await ask({ range, 'accept-encoding': 'br' });
      expect([part.status, part.headers['content-range']]).toEqual([206, `bytes ${from}-${to}/${size}`]);
      expect(part.headers['content-encoding']).toBeUndefined();
      expect(part.bytes.equals(bytes.subarray(from, to + 1))).toBe(true);
    }
  });

  test('are of the file that was begun, or the whole comes; there is nothing behind its end', async () => {
    const whole = await ask({});
    const range = 'bytes=0-9';
    const tag = String(whole.headers['etag']);
    expect(whole.headers['accept-ranges']).toBe('bytes');
    expect((await ask({ range, 'if-range': tag })).status).toBe(206);
    const other = await ask({ range, 'if-range': '"another"' });
    expect([other.status, other.bytes.length]).toEqual([200, whole.bytes.length]);
    const compressed = await ask({ 'accept-encoding': 'br' });
    expect((await ask({ range, 'if-range': String(compressed.headers['etag']) })).status).toBe(200);
    const behind = await ask({ range: `bytes=${whole.bytes.length}-` });
    expect([behind.status, behind.headers['content-range']]).toEqual([416, `bytes */${whole.bytes.length}`]);
    for (const odd of ['bytes=9-2', 'bytes=a-b', 'lines=1-2', 'bytes=0-1,4-5']) {
      expect((await ask({ range: odd })).status, odd).toBe(200);
    }
    const workbook = await it.server.send({
      path: '/data/v1/workbook.xlsx',
      headers: { range: 'bytes=0-1' },
    });
    expect([workbook.status, workbook.text]).toEqual([206, 'PK']);
  });
});

describe('readers elsewhere', () => {
  test('may read from pages of any site, also what failed and what is not there', async () => {
    for (const path of ['/data/v1/plan.json', '/data/v1/plan.json?x=1', '/data/v1/plan.csv?publication=99']) {
      const answer = await it.server.send({ path, headers: { origin: 'https://other.test' } });
      expect(answer.headers['access-control-allow-origin'], path).toBe('*');
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
      expect(answer.headers['access-control-expose-headers']).toContain('ETag');
    }
    const preflight = await it.server.send({
      method: 'OPTIONS',
      path: file,
      headers: {
        origin: 'https://other.test',
        'sec-fetch-site': 'cross-site',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'if-none-match,range',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-origin']).toBe('*');
    expect(String(preflight.headers['access-control-allow-headers']).toLowerCase()).toContain('range');
    expect(Number(preflight.headers['access-control-max-age'])).toBeGreaterThan(0);
  });

  test('get heads without bodies, the same as the whole answer has', async () => {
    for (const path of ['/data/v1/rounds.csv', '/data/v1/rounds.json', '/data/v1/datapackage.json']) {
      const head = await it.server.send({ method: 'HEAD', path });
      const whole = await it.server.send({ path });
      expect([head.status, head.bytes.length]).toEqual([200, 0]);
      for (const name of ['etag', 'content-length', 'content-type', 'cache-control', 'link']) {
        expect(head.headers[name], name).toBe(whole.headers[name]);
      }
    }
  });

  test('change nothing', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const answer = await it.server.send({ method, path: '/data/v1/plan.json' });
      expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, HEAD, OPTIONS']);
      expect(JSON.parse(answer.text)).toMatchObject({ status: 405, errors: [] });
    }
  });
});

describe('a slip in an address', () => {
  const problemOf = async (path: string) => {
    const answer = await it.server.send({ path });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers['cache-control']).toBe('no-store');
    const problem = JSON.parse(answer.text) as {
      status: number;
      type: string;
      detail: string;
      errors: { parameter: string; detail: string }[];
    };
    expect(problem.status).toBe(answer.status);
    expect(problem.type).toMatch(/^http.*#problem-/);
    expect(problem.detail.length).toBeGreaterThan(10);
    return { status: answer.status, fields: problem.errors.map(({ parameter }) => parameter) };
  };

  test.each([
    ['/data/v1/values.json?aera=A', ['aera']],
    ['/data/v1/values.csv?limit=5', ['limit']],
    ['/data/v1/values.json?limit=0', ['limit']],
    ['/data/v1/values.json?limit=1001', ['limit']],
    ['/data/v1/values.json?limit=5&limit=6', ['limit']],
    ['/data/v1/values.json?publication=one', ['publication']],
    ['/data/v1/values.json?publication=0', ['publication']],
    ['/data/v1/values.json?scope=world', ['scope']],
    ['/data/v1/values.json?state=XX&indicator=I-Z9', ['state', 'indicator']],
    ['/data/v1/values.csv?area=Z', ['area']],
    ['/data/v1/activities.json?status=nearly', ['status']],
    ['/data/v1/activities.csv?late=no', ['late']],
    ['/data/v1/values.json?partner=x', ['partner']],
    ['/data/v1/library.json?lens=x', ['lens']],
    ['/data/v1/codes.csv?area=A', ['area']],
    ['/data/v1/values.json?cursor=x', ['cursor']],
    [`/data/v1/values.json?cursor=${Buffer.from('[1,"x",-1,0]').toString('base64url')}`, ['cursor']],
    ['/data/v1/workbook.xlsx?area=A', ['area']],
    ['/indicators/I-Z9/values.csv', ['indicator']],
    ['/data/v1/values.json?%00=1', ['\u0000']],
  ])('%s is said at the field', async (path, fields) => {
    expect(await problemOf(path)).toEqual({ status: 400, fields });
  });

  test('is a problem too where a cursor is used for something else', async () => {
    const next = new URL((await it.json('/data/v1/values.json?limit=2')).meta.links.next!);
    const cursor = next.searchParams.get('cursor')!;
    for (const path of [
      `/data/v1/values.json?scope=region&cursor=${cursor}`,
      `/data/v1/indicators.json?cursor=${cursor}`,
      `/data/v1/values.json?publication=2&cursor=${cursor}`,
    ]) {
      expect(await problemOf(path), path).toEqual({ status: 400, fields: ['cursor'] });
    }
  });

  test('and what is not there are told apart; what is empty narrows nothing', async () => {
    expect(await problemOf('/data/v1/plan.json?publication=7')).toEqual({ status: 404, fields: [] });
    const all = await it.json('/data/v1/values.json?limit=3');
    const empty = await it.json('/data/v1/values.json?limit=3&area=&state=&publication=');
    expect(empty.data).toEqual(all.data);
  });
});

test('before anything is published files are not there, and the description is, without examples', async () => {
  const { createWorld } = await import('#tests/support/world.ts');
  await using world = await createWorld();
  const server = await serveWorld(world);
  for (const { name } of datasets) {
    const answer = await server.send({ path: `/data/v1/${name}.json` });
    expect([answer.status, JSON.parse(answer.text).detail]).toEqual([404, 'Nothing has been published yet.']);
  }
  const description = await server.send({ path: '/data/v1/openapi.json' });
  expect(description.status).toBe(200);
  expect(description.text).not.toContain('x-examples');
  await server.stop();
});

test('one address may ask so often; kept answers count too, and everybody else is still answered', async () => {
  const server = await serveWorld(it.world, { limits: createPublicLimits({ answers: 5, made: 2 }) });
  const path = '/data/v1/rounds.json';
  const said: [number, string][] = [];
  for (let time = 0; time < 4; time += 1) {
    const answer = await server.send({ path });
    said.push([answer.status, String(answer.headers['ratelimit'])]);
    expect(answer.headers['ratelimit-policy']).toBe('"answers";q=5;w=60, "made";q=2;w=60');
  }
  expect(said.map(([status, limit]) => [status, limit.replaceAll(/;t=\d+/g, '')])).toEqual([
    [200, '"answers";r=4, "made";r=1'],
    [200, '"answers";r=3, "made";r=1'],
    [200, '"answers";r=2, "made";r=1'],
    [200, '"answers";r=1, "made";r=1'],
  ]);
  expect((await server.send({ path: '/data/v1/codes.json' })).status).toBe(200);
  const refused = await server.send({ path });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(refused.headers['access-control-allow-origin']).toBe('*');
  expect(JSON.parse(refused.text)).toMatchObject({ status: 429, errors: [] });
  // Every other answer that has to be made counts with them, however its address is written.
  const scope = '/api/trpc/dashboard.scope?input=%7B%7D';
  const others = [scope, '/%64ata/v1/partners.json', '/sign-in'].map((other) => server.send({ path: other }));
  expect((await Promise.all(others)).map(({ status }) => status)).toEqual([429, 429, 429]);
  await server.stop();

  const making = await serveWorld(it.world, { limits: createPublicLimits({ answers: 50, made: 1 }) });
  expect((await making.send({ path })).status).toBe(200);
  expect((await making.send({ path: '/data/v1/codes.json' })).status).toBe(429);
  expect((await making.send({ path })).status).toBe(200);
  expect((await making.send({ path: '/%64ata//v1/rounds%2Ejson' })).status).toBe(200);
  await making.stop();
});
