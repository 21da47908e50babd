import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { expect, test } from 'vitest';
import {
  makeTestDirectory,
  waitUntilNoPostgres,
} from '#tests/integration/embedded-postgres/holder-process.ts';
import { signIn, startTracker } from './run-tracker.ts';

const clients = 60;

/** One request over a connection that stays open: "whole", or the code of the error that broke it. */
const ask = (agent: Agent, port: number, path: string, cookie: string): Promise<string> =>
  new Promise((resolve) => {
    const outgoing = request({ host: '127.0.0.1', port, path, agent, headers: { cookie } }, (answer) => {
      answer.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
      answer.on('end', () => resolve(answer.complete && answer.statusCode === 200 ? 'whole' : 'part'));
      answer.resume();
    });
    outgoing.on('error', ({ code }: NodeJS.ErrnoException) =>
      // A new connection that nobody had taken yet when the server closed its door: refused, with another word for it.
      resolve(code === 'ECONNRESET' && !outgoing.reusedSocket ? 'ECONNREFUSED' : String(code)),
    );
    outgoing.end();
  });

test('a stop under sixty requests cuts none of them, and the process ends by itself', {
  timeout: 120_000,
}, async () => {
  const directory = makeTestDirectory();
  const tracker = await startTracker(directory);
  const cookie = await signIn(tracker);
  const outcomes: string[] = [];
  let whole = 0;
  let stop = () => {};
  const busy = new Promise<void>((resolve) => (stop = resolve));
  const hands = Array.from({ length: clients }, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (;;) {
      const outcome = await ask(agent, tracker.port, '/api/trpc/session.me', cookie);
      outcomes.push(outcome);
      if (outcome !== 'whole') break;
      whole += 1;
      if (whole === clients) stop();
    }
    agent.destroy();
  });
  await busy;
  const ended = once(tracker.child, 'exit');
  tracker.child.kill('SIGTERM');
  await Promise.all(hands);
  expect(await ended).toEqual([0, null]);
  // Every hand went on until there was nobody to connect to; until then every answer was whole.
  expect(new Set(outcomes)).toEqual(new Set(['whole', 'ECONNREFUSED']));
  expect(outcomes.filter((outcome) => outcome === 'ECONNREFUSED')).toHaveLength(clients);
  expect(whole).toBeGreaterThan(clients);
  await waitUntilNoPostgres(directory.dataDir);
});
