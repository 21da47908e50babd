import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { groupAddress } from '#server/domain/access/address-group.rules.ts';
import { isLoopback } from './request.ts';

/** More than any office behind one address opens, and few enough to cost little memory. */
const mostOfOneAddress = 1_000;

/**
 * Refuses connections of an address that has very many open. Behind a proxy on this machine all connections
 * come from one address, so the proxy must limit them.
 */
export function setConnectionLimit(server: Server, origin: string, most = mostOfOneAddress): void {
  const counts = new Map<string, number>();
  const isBehindProxy = !isLoopback(new URL(origin).hostname);
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (isBehindProxy && isLoopback(address)) return;
    const key = groupAddress(address);
    const count = counts.get(key) ?? 0;
    if (count >= most) return void socket.destroy();
    counts.set(key, count + 1);
    socket.once('close', () => {
      const left = (counts.get(key) ?? 1) - 1;
      if (left > 0) counts.set(key, left);
      else counts.delete(key);
    });
  });
}
