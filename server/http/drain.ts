import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';

/**
 * After a stop: how long responses in progress may take, and how long connections without a request stay open.
 */
const longestDrain = 25_000;
const idleGrace = 1_000;

/**
 * Returns a function that stops a server without breaking off any response. It accepts no new connections and
 * finishes every response in progress with "Connection: close", as well as the response to a request sent at the
 * same moment. Resolves when the last connection is closed; responses not read within 25 seconds are cut off.
 */
export function createDrain(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>();
  let stopped: Promise<void> | null = null;

  const describeLast = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('connection', 'close');
  };
  server.prependListener('request', (_request, response: ServerResponse) => {
    open.add(response);
    response.once('close', () => {
      open.delete(response);
      if (stopped) setImmediate(() => server.closeIdleConnections());
    });
    if (stopped) describeLast(response);
  });

  return () => {
    stopped ??= new Promise((resolve) => {
      for (const response of open) describeLast(response);
      // Node's own close of an HTTP server cuts idle connections at once, although a request may be on its
      // way.
      NetServer.prototype.close.call(server, () => resolve());
      const idle = setInterval(() => server.closeIdleConnections(), idleGrace);
      const last = setTimeout(() => server.closeAllConnections(), longestDrain);
      server.once('close', () => {
        clearInterval(idle);
        clearTimeout(last);
      });
    });
    return stopped;
  };
}
