import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';

/** What is being answered may take this long after the stop, and connections without a request this long. */
const longestDrain = 25_000;
const idleGrace = 1_000;

/**
 * Returns a function that stops a server without breaking anything off: no new connection is taken, every answer under
 * way is finished and says "Connection: close", and so does the answer to a request that was sent at the same moment.
 * Resolves when the last connection is closed; what is not read within 25 seconds is ended.
 */
export function drainOnStop(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>();
  let stopped: Promise<void> | null = null;

  const sayLast = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('connection', 'close');
  };
  server.prependListener('request', (_request, response: ServerResponse) => {
    open.add(response);
    response.once('close', () => {
      open.delete(response);
      if (stopped) setImmediate(() => server.closeIdleConnections());
    });
    if (stopped) sayLast(response);
  });

  return () => {
    stopped ??= new Promise((resolve) => {
      for (const response of open) sayLast(response);
      // Node's own close of a web server cuts idle connections at once, on which a request may be on its way.
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
