import type { Server } from 'node:http';
import { createDrain } from './drain.ts';
import { setConnectionLimit } from './set-connection-limit.ts';

/** How often idle connections are checked, in milliseconds. */
export const serverOptions = { connectionsCheckingInterval: 5_000 };

/** A running web server; `stop` finishes the responses in progress. */
export type Serving = { server: Server; stop(): Promise<void> };

/**
 * Starts listening with the limits that every server of the tracker has. Resolves when connections are
 * accepted.
 */
export function startListening(server: Server, origin: string, port: number, host: string): Promise<Serving> {
  // The final limit on a body, whose pace is checked while it is read: 45 minutes, enough for the largest
  // file on the slowest connection.
  server.requestTimeout = 45 * 60_000;
  server.headersTimeout = 20_000;
  server.keepAliveTimeout = 15_000;
  setConnectionLimit(server, origin);
  const stop = createDrain(server);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve({ server, stop });
    });
  });
}
