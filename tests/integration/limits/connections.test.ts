import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadAssets } from '#server/http/assets.ts';
import { setConnectionLimit } from '#server/http/set-connection-limit.ts';

const origin = 'http://127.0.0.1:3000';

/** Listens, and opens connections from an address of this machine that send nothing. */
async function listen(limit: (server: ReturnType<typeof createServer>) => void) {
  const server = createServer((_request, response) => response.end('here'));
  limit(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const sockets: Socket[] = [];
  const open = (localAddress: string) =>
    new Promise<Socket>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, localAddress });
      sockets.push(socket);
      socket.on('error', () => {});
      socket.once('connect', () => resolve(socket));
    });
  const count = () =>
    new Promise<number>((resolve) => server.getConnections((_error, connections) => resolve(connections)));
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  };
  return { open, count, stop };
}

test('one address has so many connections open and no more; others connect, and what closes makes room', async () => {
  const { open, count, stop } = await listen((server) => setConnectionLimit(server, origin, 3));
  const first = await open('127.0.0.1');
  for (let time = 0; time < 9; time += 1) await open('127.0.0.1');
  await expect.poll(count).toBe(3);
  await open('127.0.0.2');
  await expect.poll(count).toBe(4);
  first.destroy();
  await expect.poll(count).toBe(3);
  await open('127.0.0.1');
  await expect.poll(count).toBe(4);
  await stop();
});

test("the connections of a proxy on this machine are the proxy's to count", async () => {
  const { open, count, stop } = await listen((server) =>
    setConnectionLimit(server, 'https://tracker.example.org', 3),
  );
  for (let time = 0; time < 9; time += 1) await open('127.0.0.1');
  await expect.poll(count).toBe(9);
  await stop();
});

test.each([
  ['https://tracker.example.org', true],
  [origin, false],
])('files say like pages that the connection stays encrypted, at %s', async (_, https) => {
  const folder = await mkdtemp(join(tmpdir(), 'bohol-assets-'));
  await writeFile(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  const send = await loadAssets(folder, { https });
  const server = createServer((request, response) => void send(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/icon.svg`);
  expect([answer.status, answer.headers.has('strict-transport-security')]).toEqual([200, https]);
  await answer.body?.cancel();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await rm(folder, { recursive: true });
});
