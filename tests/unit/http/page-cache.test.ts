import type { IncomingMessage } from 'node:http';
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
    await pages.keep(ask(`/${number}`), {
      publication: 1,
      status: 200,
      headers: new Headers({ 'content-type': 'text/html; charset=utf-8' }),
      body: await page(number),
    });
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

test('the page that was asked for longest ago goes first', async () => {
  const pages = new PageCache(400_000);
  const keep = (url: string) =>
    pages.keep(ask(url), { publication: 1, status: 200, headers: new Headers(), body: Buffer.alloc(40_000) });
  for (let number = 1; number <= 9; number += 1) await keep(`/${number}`);
  expect(pages.find(ask('/1'), 1)).not.toBeNull();
  await keep('/10');
  expect(pages.find(ask('/2'), 1)).toBeNull();
  expect(pages.find(ask('/1'), 1)).not.toBeNull();
  expect(pages.size).toBeLessThanOrEqual(400_000);
});
