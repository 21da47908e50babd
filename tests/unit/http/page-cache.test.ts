import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { PageCache } from '#server/http/page-cache.ts';

const ask = (url: string) => ({ method: 'GET', url }) as IncomingMessage;
/** A page as it comes from whatever answers. */
async function page(number: number): Promise<Buffer> {
  const numbers = Array.from({ length: 3_000 }, (_, at) => at * number);
  return Buffer.from(await new Response(`<p>${numbers.join(' ')}</p>`.repeat(2)).arrayBuffer());
}

test('what is kept takes no more memory than is counted', async () => {
  const pages = new PageCache();
  for (let number = 1; number <= 20; number += 1) {
    const kept = pages.keep(ask(`/${number}`), {
      publication: 1,
      status: 200,
      headers: new Headers({ 'content-type': 'text/html; charset=utf-8' }),
      body: await page(number),
    });
    await pages.getBody(ask(`/${number}`), kept, 'br');
    await pages.getBody(ask(`/${number}`), kept, 'gzip');
  }
  const blocks = new Set(
    Array.from({ length: 20 }, (_, at) => pages.find(ask(`/${at + 1}`), 1)).flatMap((kept) =>
      [kept?.bodies.identity, kept?.bodies.br, kept?.bodies.gzip].flatMap((body) => body?.buffer ?? []),
    ),
  );
  const taken = [...blocks].reduce((sum, { byteLength }) => sum + byteLength, 0);
  expect(blocks.size).toBeGreaterThan(20);
  expect(taken).toBeLessThanOrEqual(pages.size);
});

test('the page that was asked for longest ago goes first', () => {
  const pages = new PageCache(400_000);
  const keep = (url: string) =>
    pages.keep(ask(url), { publication: 1, status: 200, headers: new Headers(), body: Buffer.alloc(40_000) });
  for (let number = 1; number <= 9; number += 1) keep(`/${number}`);
  expect(pages.find(ask('/1'), 1)).not.toBeNull();
  keep('/10');
  expect(pages.find(ask('/2'), 1)).toBeNull();
  expect(pages.find(ask('/1'), 1)).not.toBeNull();
  expect(pages.size).toBeLessThanOrEqual(400_000);
});

test('a page that was compressed takes its compressed size, and is given plain all the same', async () => {
  const pages = new PageCache();
  const body = await page(7);
  const kept = pages.keep(ask('/7'), {
    publication: 1,
    status: 200,
    headers: new Headers({ 'content-type': 'text/html; charset=utf-8' }),
    body,
  });
  const before = pages.size;
  // Two ask at once.
  const packed = await Promise.all([
    pages.getBody(ask('/7'), kept, 'br'),
    pages.getBody(ask('/7'), kept, 'br'),
  ]);
  expect(packed[1]).toBe(packed[0]);
  expect(pages.size).toBe(before - body.length + (packed[0]?.length ?? 0));
  expect((await pages.getBody(ask('/7'), kept, null)).equals(body)).toBe(true);
  const gzipped = await pages.getBody(ask('/7'), kept, 'gzip');
  expect(gunzipSync(gzipped).equals(body)).toBe(true);
});
