import type { Server } from 'node:http';
import { drainOnStop } from './drain.ts';
import { limitConnections } from './limit-connections.ts';

/** Connections that say nothing are looked for this often, in milliseconds. */
export const serverOptions = { connectionsCheckingInterval: 5_000 };

/** A running web server; `stop` finishes what has begun. */
export type Serving = { server: Server; stop(): Promise<void> };

/** Listens with the bounds that every server of the tracker has. Resolves when connections are taken. */
export function listen(server: Server, origin: string, port: number, host: string): Promise<Serving> {
  // The last word on bodies, whose pace is judged where they are read: three quarters of an hour for the largest file
  // on the poorest connection.
  server.requestTimeout = 45 * 60_000;
  server.headersTimeout = 20_000;
  server.keepAliveTimeout = 15_000;
  limitConnections(server, origin);
  const stop = drainOnStop(server);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve({ server, stop });
    });
  });
}
