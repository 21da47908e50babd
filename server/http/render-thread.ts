import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { ServerBuild } from 'react-router';
import type { PagesEntry } from './page-context.ts';
import type { PageParts, RenderAnswer } from './renderers.ts';

/** A thread that renders pages and knows nothing else: no database, no session, no secret. See renderers.ts. */
// Saves go first, in the process and in Postgres. Elsewhere than on Linux this would be said of the whole process.
if (process.platform === 'linux') setPriority(0, 5);

const { buildUrl } = workerData as { buildUrl: string };
const build = (await import(buildUrl)) as ServerBuild;
const { renderPage } = build.entry.module as unknown as PagesEntry;

parentPort?.on('message', ({ id, parts }: { id: number; parts: PageParts }) => {
  const answer = (message: RenderAnswer, given: ArrayBuffer[] = []) =>
    parentPort?.postMessage(message, given);
  renderPage(build, parts).then(
    (page) => answer({ id, page }, [page.html.buffer]),
    (error: unknown) => answer({ id, error }),
  );
});
parentPort?.postMessage('ready');
