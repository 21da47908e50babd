import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Logger } from 'pino';
import type { ServerBuild } from 'react-router';
import type { Application } from './application.ts';
import { startListening, type Serving, serverOptions } from './start-listening.ts';
import type { PublicLimits } from './public-limits.ts';

import { loadAssets } from './assets.ts';
import { getReactMode } from './react-mode.ts';
import { openRenderers, type Renderers } from './renderers.ts';
import { parseLanguage } from '#server/domain/language/languages.ts';
import { createHandler } from './handler.ts';
import { readPublicScript } from '../build-public-script.ts';
import { serveHealth } from './health.ts';

const root = join(import.meta.dirname, '../..');

const buildUrl = pathToFileURL(join(root, 'build/server/index.js')).href;

/** Starts the threads that render the built pages; the caller closes them. */
export const openBuildRenderers = (log: Logger): Promise<Renderers> => openRenderers(buildUrl, log);

/**
 * Serves a built application. Resolves when it listens. `shared`: threads that several applications of a process use;
 * without them it has its own.
 */
export async function startBuildServer(
  application: Application,
  port: number,
  host: string,
  limits?: PublicLimits,
  shared?: Renderers,
): Promise<Serving> {
  if ((await getReactMode()) !== 'production') {
    throw new Error('The built pages are served with NODE_ENV=production only.');
  }
  const [build, renderers] = await Promise.all([
    import(buildUrl) as Promise<ServerBuild>,
    shared ?? openBuildRenderers(application.log),
  ]);
  application.renderers = renderers;
  const sendAsset = await loadAssets(join(root, 'build/client'), application.config);
  application.publicScript = await readPublicScript();
  const handle = createHandler(application, () => Promise.resolve(build), limits);
  const server = createServer(serverOptions, (request, response) => {
    const path = request.url ?? '/';
    if (path === '/healthz' || path === '/readyz') return void serveHealth(application, path, response);
    if (sendAsset(request, response)) return;
    void handle(request, response);
  });
  const serving = await startListening(server, application.config.origin, port, host);
  return {
    server,
    async stop() {
      await serving.stop();
      if (!shared) await renderers.close();
    },
  };
}

/** Serves from source with reload, through Vite. */
export async function startSourceServer(
  application: Application,
  port: number,
  host: string,
): Promise<Serving> {
  const { createServer: createVite } = await import('vite');
  // The script of the public pages is built once, as readers get it, and does not reload. It is built in its
  // own process, because the bundler changes the environment that React then reads.
  await promisify(execFile)(process.execPath, [join(root, 'server/build-public-script.ts')]);
  application.publicScript = await readPublicScript();
  const sendAsset = await loadAssets(join(root, 'build/client'), application.config);
  const server = createServer(serverOptions, (request, response) => {
    const path = request.url ?? '/';
    if (path === '/healthz' || path === '/readyz') return void serveHealth(application, path, response);
    if (path.startsWith('/assets/') && sendAsset(request, response)) return;
    // In development, styles are looked up by a page's URL without its language; in a build they are part of
    // the page.
    const [before, page] = path.split('critical.css?pathname=');
    if (page !== undefined) {
      request.url = `${before}critical.css?pathname=${parseLanguage(decodeURIComponent(page)).path}`;
    }
    vite.middlewares(request, response, () => void handle(request, response));
  });
  const vite = await createVite({
    root,
    appType: 'custom',
    // Several may run side by side, each on its own port.
    cacheDir: join(root, `node_modules/.vite/${port}`),
    server: { middlewareMode: true, ws: { server } },
  });
  const handle = createHandler(
    application,
    () => vite.ssrLoadModule('virtual:react-router/server-build') as Promise<ServerBuild>,
  );
  const serving = await startListening(server, application.config.origin, port, host);
  return {
    server,
    async stop() {
      await serving.stop();
      await vite.close();
    },
  };
}
