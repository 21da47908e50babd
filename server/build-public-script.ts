import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const clientFolder = join(root, 'build/client');
const nameFile = join(root, 'build/public-script.json');

/**
 * Builds the script of the public pages beside the pages' own files: a small one that every public page asks for, and
 * what draws charts, which comes when a reader asks for a chart. Returns its address.
 */
export async function buildPublicScript(): Promise<string> {
  await mkdir(clientFolder, { recursive: true });
  const result = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    // What reads the environment of a process is told here: a browser has none.
    define: { [['process', 'env', 'NODE_ENV'].join('.')]: '"production"' },
    build: {
      outDir: clientFolder,
      emptyOutDir: false,
      target: 'es2022',
      rolldownOptions: {
        input: { 'public-script': join(root, 'app/public-script/public-script.ts') },
        output: { entryFileNames: 'assets/[name]-[hash].js', chunkFileNames: 'assets/[name]-[hash].js' },
      },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const entry = outputs
    .flatMap((one) => ('output' in one ? one.output : []))
    .find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
  if (!entry) throw new Error('The script of the public pages was not built.');
  const address = `/${entry.fileName}`;
  await writeFile(nameFile, JSON.stringify({ address }));
  return address;
}

/** The address of the script that was built last. */
export async function readPublicScript(): Promise<string> {
  const { address } = JSON.parse(await readFile(nameFile, 'utf8')) as { address: string };
  return address;
}

if (process.argv[1] === import.meta.filename) await buildPublicScript();
