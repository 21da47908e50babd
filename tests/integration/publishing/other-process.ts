import '#tests/golden/load-pages-in-node.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHandler } from '#server/http/handler.ts';
import { openApplication } from '#server/open-application.ts';
import { noLimits } from '#tests/support/http-server.ts';
import { createMemoryStorage } from '#tests/support/memory-storage.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import { testSecret } from '#tests/support/template-database.ts';
import { createTestLog } from '#tests/support/test-log.ts';

// Another process of the tracker on the database of a test: it serves the public pages and prints where.
const [ownerUrl = ''] = process.argv.slice(2);
const application = await openApplication({
  ownerUrl,
  secret: testSecret,
  origin: 'http://127.0.0.1:3000',
  demo: false,
  mode: 'production',
  log: createTestLog('warn'),
  files: createMemoryStorage(),
});
const handle = createHandler(application, loadPublicPages, noLimits);
const server = createServer((request, response) => void handle(request, response));
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
