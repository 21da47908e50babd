import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

/** After a stop, in ms: how long responses in progress may take, and how long a connection waits for a request. */
const longestDrain = 25_000;
const idleGrace = 1_000;

/**
 * Returns a function that stops a server without breaking off any response. It accepts no new connections and
 * finishes every response in progress with "Connection: close", as well as the response to a request sent at the
 * same moment. Resolves when the last connection is closed; responses not read within 25 seconds are cut off.
 */
export function createDrain(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>();
  /** How many responses a connection has in progress, and since when it has had none. */
  const connections = new Map<Socket, { responses: number; idleSince: number }>();
  let stopped: Promise<void> | null = null;

  server.prependListener('connection', (socket: Socket) => {
    connections.set(socket, { responses: 0, idleSince: performance.now() });
    socket.once('close', () => connections.delete(socket));
  });
  const describeLast = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('connection', 'close');
  };
  server.prependListener('request', ({ socket }, response: ServerResponse) => {
    const connection = connections.get(socket);
    open.add(response);
    if (connection) connection.responses += 1;
    response.once('close', () => {
      open.delete(response);
      if (!connection) return;
      connection.responses -= 1;
      connection.idleSince = performance.now();
    });
    if (stopped) describeLast(response);
  });

  return () => {
    stopped ??= new Promise((resolve) => {
      const begin = performance.now();
      for (const response of open) describeLast(response);
      // Node's own close of an HTTP server cuts idle connections at once, although a request may be on its
      // way.
      NetServer.prototype.close.call(server, () => resolve());
      const idle = setInterval(() => {
        for (const [socket, { responses, idleSince }] of connections) {
          const wait = performance.now() - Math.max(begin, idleSince);
          if (responses === 0 && wait >= idleGrace) socket.destroy();
        }
      }, idleGrace / 10);
      const last = setTimeout(() => server.closeAllConnections(), longestDrain);
      server.once('close', () => {
        clearInterval(idle);
        clearTimeout(last);
      });
    });
    return stopped;
  };
}
