import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type Started = { child: ChildProcess; url: string };

/** Starts a server in a process of its own; see bench-server.ts. */
export function startServer(message: object): Promise<Started> {
  const child = fork(join(import.meta.dirname, 'bench-server.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [...process.execArgv, '--expose-gc'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
    child.once('message', ({ port }: { port: number }) => {
      child.removeAllListeners('exit');
      resolve({ child, url: `http://127.0.0.1:${port}` });
    });
    child.send(message);
  });
}

/** Ends a server at once, and resolves when it has ended. */
export async function killServer({ child }: Started): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

export type Memory = { rss: number; heapUsed: number; external: number };

/** What a started server takes, in bytes, once all is collected that it does not hold. */
export function measureMemory({ child }: Started): Promise<Memory> {
  return new Promise((resolve) => {
    child.once('message', (memory: Memory) => resolve(memory));
    child.send({ memory: true });
  });
}
