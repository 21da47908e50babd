import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const clientFolder = join(root, 'build/client');

type RouteFiles = { id: string; module: string; imports?: string[]; css?: string[] };
type Manifest = {
  entry: { module: string; imports: string[]; css?: string[] };
  routes: Record<string, RouteFiles>;
};

/**
 * Builds the service worker of the workspace into one file beside the pages. It is told the name of the pages' own
 * manifest, which changes with each build, and the files that pages of the workspace are made of.
 */
async function buildWorker(): Promise<void> {
  const { manifestName, manifest } = await findManifest();
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    define: {
      __BUILD__: JSON.stringify(manifestName),
      __FILES__: JSON.stringify([`/assets/${manifestName}`, ...listWorkspaceFiles(manifest)]),
    },
    build: {
      outDir: clientFolder,
      emptyOutDir: false,
      target: 'es2022',
      lib: {
        entry: join(root, 'app/features/offline/worker/service-worker.ts'),
        formats: ['iife'],
        name: 'workspaceWorker',
        fileName: () => 'workspace-worker.js',
      },
    },
  });
}

/** A page's own module may be called "manifest" as well, so what counts is what is in the file. */
async function findManifest(): Promise<{ manifestName: string; manifest: Manifest }> {
  const names = await readdir(join(clientFolder, 'assets'));
  for (const manifestName of names.filter((name) => /^manifest-[\w-]+\.js$/.test(name))) {
    const script = await readFile(join(clientFolder, 'assets', manifestName), 'utf8');
    const [, json] = /^window\.__reactRouterManifest=(.*?);?\s*$/s.exec(script) ?? [];
    if (json) return { manifestName, manifest: JSON.parse(json) as Manifest };
  }
  throw new Error('The built pages have no manifest that can be read.');
}

/** Scripts and styles of the pages of the workspace, each once. */
function listWorkspaceFiles({ entry, routes }: Manifest): string[] {
  const own = Object.values(routes).filter(({ id }) => id === 'root' || id.startsWith('routes/workspace/'));
  const files = [entry, ...own].flatMap(({ module, imports = [], css = [] }) => [module, ...imports, ...css]);
  return [...new Set(files)];
}

if (process.argv[1] === import.meta.filename) await buildWorker();
