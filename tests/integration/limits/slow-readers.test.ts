import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createPendingAnswers } from '#server/http/pending-answers.ts';

const megabyte = 1024 * 1024;
const size = 24 * megabyte;
const patient = {
  all: 10 * size,
  perOwner: 4 * size,
  promptMs: 50,
  graceMs: 60_000,
  leastRate: 100 * 1024,
  stallMs: 60_000,
};
/** Larger than what the operating system takes in for a reader who reads nothing. */
const body = Buffer.alloc(size, 'x');
const soon = { timeout: 20_000 };

/** Serves large answers; the owner is what the address says. */
async function serve(limits: Parameters<typeof createPendingAnswers>[0]) {
  const pending = createPendingAnswers(limits);
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-length': body.length });
    pending.end(response, body, request.url ?? '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const sockets: Socket[] = [];
  /** Asks and reads nothing. */
  const ask = (owner: string) => {
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => {});
    socket.pause();
    socket.write(`GET /${owner} HTTP/1.1\r\nhost: a\r\n\r\n`);
    return { socket, closed: new Promise<void>((done) => socket.once('close', () => done())) };
  };
  return {
    pending,
    ask,
    port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

test('who reads nothing holds a bounded part of the memory, and nobody else pays for it', async () => {
  const { pending, ask, port, stop } = await serve(patient);
  for (let time = 0; time < 20; time += 1) ask('one');
  await expect.poll(() => pending.bytes, soon).toBeGreaterThan(3 * size);
  expect(pending.bytes).toBeLessThanOrEqual(patient.perOwner);
  const other = await fetch(`http://127.0.0.1:${port}/other`);
  expect((await other.arrayBuffer()).byteLength).toBe(size);
  await stop();
  await expect.poll(() => pending.bytes, soon).toBe(0);
});

test('all of them together are bounded too', async () => {
  const { pending, ask, stop } = await serve(patient);
  for (let owner = 0; owner < 40; owner += 1) ask(String(owner));
  await expect.poll(() => pending.bytes, soon).toBeGreaterThan(9 * size);
  expect(pending.bytes).toBeLessThanOrEqual(patient.all);
  await stop();
});

test('a connection whose reader has stopped, or trickles, is ended', async () => {
  const stalled = await serve({ ...patient, stallMs: 200 });
  const one = stalled.ask('one');
  await expect.poll(() => stalled.pending.bytes, soon).toBeGreaterThan(0);
  await expect.poll(() => stalled.pending.bytes, soon).toBe(0);
  one.socket.resume();
  await one.closed;
  await stalled.stop();

  const slow = await serve({ ...patient, graceMs: 200, leastRate: 1000 * megabyte });
  slow.ask('one');
  await expect.poll(() => slow.pending.bytes, soon).toBeGreaterThan(0);
  await expect.poll(() => slow.pending.bytes, soon).toBe(0);
  await slow.stop();
});
