import { once } from 'node:events';
import { request, type IncomingMessage, type Server } from 'node:http';
import type { Logger } from 'pino';
import { buildLanguagePath, languages } from '#server/domain/language/languages.ts';

/** The pages of the main navigation, and the front page in every language. */
const paths = [
  ...languages.map(({ code }) => buildLanguagePath(code, '/')),
  '/plan',
  '/indicators',
  '/states',
  '/library',
  '/publications',
  '/data',
];

/** So many pages are made at once: one for each of two threads. */
const atOnce = 2;

/**
 * Asks a server for its own first pages, over HTTP as a reader does, so that nobody waits until its threads have read
 * and compiled their code; the pages are kept. A page that fails is logged, and nobody's.
 */
export async function loadFirstPages(server: Server, origin: string, log: Logger): Promise<void> {
  const left = [...paths];
  const makeNext = async (): Promise<void> => {
    const path = left.shift();
    if (path === undefined || !server.listening) return;
    try {
      await ask(server, origin, path);
    } catch (error) {
      log.debug({ err: error, path }, 'first page not made');
    }
    return makeNext();
  };
  await Promise.all(Array.from({ length: atOnce }, makeNext));
}

async function ask(server: Server, origin: string, path: string): Promise<void> {
  const address = server.address();
  if (typeof address !== 'object' || address === null) return;
  const asked = request({
    // A server that listens everywhere is here too.
    host: ['0.0.0.0', '::'].includes(address.address) ? 'localhost' : address.address,
    port: address.port,
    path,
    headers: { host: new URL(origin).host, accept: 'text/html', 'accept-encoding': 'br' },
  }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  await response.resume().toArray();
}
