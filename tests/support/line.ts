import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** How the line between a browser and the application is. */
type State =
  | 'up'
  /** Nothing comes through, in either direction. */
  | 'cut'
  /** Requests arrive; their answers do not. */
  | 'answers lost';

export type Line = {
  /** The address under which a browser reaches the application through this line. */
  origin: string;
  /** How many connections ended with a lost answer. */
  lostAnswers: () => number;
  set: (state: State) => void;
  close: () => Promise<void>;
};

/**
 * A line that can be cut and mended, in front of the application. The browser notices nothing but connections that
 * fail: to it the machine is on line all the time, as with a dead router. Service workers are cut off with it.
 */
export async function openLine(target: string): Promise<Line> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let state: State = 'up';
  let lost = 0;
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => {
      if (state === 'up') near.write(bytes);
      else {
        lost += 1;
        near.destroy();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lostAnswers: () => lost,
    set(next) {
      state = next;
      if (next === 'cut') for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
