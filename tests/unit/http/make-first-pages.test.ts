import { createServer } from 'node:http';
import { once } from 'node:events';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { loadFirstPages } from '#server/http/load-first-pages.ts';

test('the first pages are asked for once each, as a reader does, whatever becomes of one', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    expect(request.headers).toMatchObject({ host: 'tracker.example', 'accept-encoding': 'br' });
    if (request.url === '/plan') response.destroy();
    else response.end('page');
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  await loadFirstPages(server, 'https://tracker.example', pino({ level: 'silent' }));
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked).toEqual(expect.arrayContaining(['/', '/th', '/plan', '/data']));
});
