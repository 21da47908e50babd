import { createServer, type IncomingMessage } from 'node:http';
import pino from 'pino';
import { openSql } from '#db/sql.ts';
import { loadFirstPages } from '#server/http/load-first-pages.ts';
import { startBuildServer } from '#server/http/serve.ts';
import { PageCache } from '#server/http/page-cache.ts';
import { openApplication } from '#server/open-application.ts';
import { noLimits } from '#tests/support/http-server.ts';
import { createMemoryStorage } from '#tests/support/memory-storage.ts';
import { type BareAsk, runBare } from './bare-sql.ts';
import { benchSecret, poolSize } from './bench-world.ts';

/**
 * One of three servers in a process of its own: the tracker over the benchmark's database; the barest server that
 * node:http makes, sending the bytes and headers that it is given; or the barest one that sends the rows of a bare
 * statement. Says its port to the parent.
 */
// Where the benchmark is broken off, its servers end with it.
process.once('disconnect', () => process.exit());
process.once('message', (message: Message) => {
  process.on('message', (question: { memory?: true }) => {
    if (question.memory) reportMemory();
  });
  void start(message);
});

/** Says what the process takes once all is collected that nobody holds. */
function reportMemory() {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ rss, heapUsed, external });
}

/** `keep: false`: nothing is kept ready, so that every answer is made; `status` is what the barest server answers. */
type Message =
  | { ownerUrl: string; keep?: boolean }
  | { headers: Record<string, string>; body: string; status?: number }
  | { rowsOf: string };

async function start(message: Message) {
  if ('ownerUrl' in message) {
    const application = await openApplication({
      ownerUrl: message.ownerUrl,
      secret: benchSecret,
      origin: 'http://127.0.0.1:3000',
      demo: false,
      mode: 'production',
      log: pino({ level: 'silent' }),
      files: createMemoryStorage(),
    });
    if (message.keep === false) application.pages = new PageCache(0);
    const { server } = await startBuildServer(application, 0, '127.0.0.1', noLimits);
    await loadFirstPages(server, application.config.origin, application.log);
    report(server.address());
    return;
  }
  if ('rowsOf' in message) {
    const sql = openSql(message.rowsOf, { max: poolSize });
    const server = createServer((request, response) => {
      void readJson(request)
        .then((asked) => runBare(sql, asked as BareAsk))
        .then((rows) => {
          const body = Buffer.from(JSON.stringify(rows ?? null));
          response
            .writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
            .end(body);
        })
        .catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
    server.listen(0, '127.0.0.1', () => report(server.address()));
    return;
  }
  const body = Buffer.from(message.body, 'base64');
  const server = createServer((_request, response) => {
    response.writeHead(message.status ?? 200, message.headers);
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => report(server.address()));
}

function report(address: ReturnType<ReturnType<typeof createServer>['address']>) {
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}
