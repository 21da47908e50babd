import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks until the answer is yes or the time is over, and says which it was.
 *
 * @param timeout in milliseconds
 * @param pause between two questions, in milliseconds
 */
export async function waitUntil(isDone: () => boolean, timeout: number, pause = 15): Promise<boolean> {
  const end = performance.now() + timeout;
  while (!isDone()) {
    if (performance.now() >= end) return false;
    await delay(pause);
  }
  return true;
}
