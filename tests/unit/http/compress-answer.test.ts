import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compressPersonal } from '#server/http/compress-answer.ts';

const origin = 'https://tracker.example.org';
const text = '<p>A draft of Thailand, which nobody else may read.</p>'.repeat(100);
const page = (headers: Record<string, string> = {}, body = text) =>
  new Response(body, { headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });
const asking = (headers: Record<string, string>) =>
  new Headers({ 'accept-encoding': 'gzip, br', ...headers });
const encodingOf = async (request: Record<string, string>, response = page()) =>
  (await compressPersonal(asking(request), response, origin)).headers.get('content-encoding');

test.each([
  ['one of our own pages', { 'sec-fetch-site': 'same-origin' }, 'br'],
  ['the person, by the address bar', { 'sec-fetch-site': 'none' }, 'br'],
  ['another site', { 'sec-fetch-site': 'cross-site' }, null],
  ['a site beside ours', { 'sec-fetch-site': 'same-site' }, null],
  ['another site, says the referrer', { referer: 'https://evil.example/' }, null],
  ['another site, says the origin', { origin: 'https://evil.example' }, null],
  ['one of our pages, says the referrer', { referer: `${origin}/workspace` }, 'br'],
  ['a browser that takes gzip only', { 'sec-fetch-site': 'none', 'accept-encoding': 'gzip' }, 'gzip'],
  ['a browser that takes neither', { 'sec-fetch-site': 'none', 'accept-encoding': 'identity' }, null],
])('what is asked for by %s', async (_, request, encoding) => {
  expect(await encodingOf(request)).toBe(encoding);
});

test('what comes out is what went in, and small', async () => {
  const own = { 'sec-fetch-site': 'same-origin' };
  const br = Buffer.from(await (await compressPersonal(asking(own), page(), origin)).arrayBuffer());
  expect(brotliDecompressSync(br).toString()).toBe(text);
  expect(br.length).toBeLessThan(text.length / 10);
  const gzip = asking({ ...own, 'accept-encoding': 'gzip' });
  const packed = Buffer.from(await (await compressPersonal(gzip, page(), origin)).arrayBuffer());
  expect(gunzipSync(packed).toString()).toBe(text);
  const streamed = await compressPersonal(asking(own), page({ 'x-stream': '1' }), origin);
  expect(gunzipSync(Buffer.from(await streamed.arrayBuffer())).toString()).toBe(text);
});

test('the length of an answer says little: it varies from one to the next', async () => {
  const lengths = new Set<number>();
  for (let turn = 0; turn < 40; turn += 1) {
    const answer = await compressPersonal(asking({ 'sec-fetch-site': 'none' }), page(), origin);
    lengths.add((await answer.arrayBuffer()).byteLength + (answer.headers.get('x-padding') ?? '').length);
  }
  expect(lengths.size).toBeGreaterThan(10);
});

test.each([
  ['a picture', page({ 'content-type': 'image/png' })],
  [
    'a workbook',
    page({ 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }),
  ],
  ['what is compressed already', page({ 'content-encoding': 'zstd' })],
  ['a file, whose tag stands for its bytes', page({ etag: '"abc"' })],
  ['something small', page({}, 'short')],
  ['nothing', new Response(null, { status: 302, headers: { location: '/' } })],
])('%s goes out as it is', async (_, response) => {
  const before = response.headers.get('content-encoding');
  expect(await encodingOf({ 'sec-fetch-site': 'same-origin' }, response)).toBe(before);
});
