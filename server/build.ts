import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

const root = join(import.meta.dirname, '..');
const stampFile = join(root, 'build/stamp');

/** The pages cannot be built. The message has what the bundler says about our own sources. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}

/** A fingerprint of everything that the build is made of. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const roots = ['app', 'server/domain', 'server/exports/csv', 'public'];
  const files = ['package-lock.json', 'vite.config.ts', 'react-router.config.ts', 'tsconfig.json'];
  for (const folder of roots) {
    for (const entry of await readdir(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) files.push(join(entry.parentPath.slice(root.length + 1), entry.name));
    }
  }
  for (const file of files.sort()) hash.update(file).update(await readFile(join(root, file)));
  return hash.digest('hex');
}

/** Builds the web application unless the build at hand is made from these very sources. */
export async function ensureBuilt(log: (message: string) => void): Promise<void> {
  const stamp = await fingerprint();
  const built = existsSync(stampFile) ? await readFile(stampFile, 'utf8') : '';
  if (built === stamp) return;
  log('Building the pages');
  await rm(join(root, 'build'), { recursive: true, force: true });
  await run(join(root, 'node_modules/.bin/react-router'), ['build']);
  // In a process of its own: the bundler changes the environment that React then reads.
  await run(process.execPath, [join(root, 'server/build-worker.ts')]);
  await run(process.execPath, [join(root, 'server/build-public-script.ts')]);
  await compressAssets();
  await mkdir(join(root, 'build'), { recursive: true });
  await writeFile(`${stampFile}.new`, stamp);
  await rename(`${stampFile}.new`, stampFile);
}

/** Assets never change under their names, so they are compressed once, as small as they get. */
async function compressAssets(): Promise<void> {
  const folder = join(root, 'build/client');
  const assets = (await readdir(join(folder, 'assets'))).filter((name) => /\.(js|css|svg|json)$/.test(name));
  const files = [join(folder, 'workspace-worker.js'), ...assets.map((name) => join(folder, 'assets', name))];
  await Promise.all(
    files.flatMap((file) => {
      const brotli = createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
      return [
        pipeline(createReadStream(file), brotli, createWriteStream(`${file}.br`)),
        pipeline(createReadStream(file), createGzip({ level: 9 }), createWriteStream(`${file}.gz`)),
      ];
    }),
  );
}

function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new BuildError(`The pages could not be built.\n${Buffer.concat(output).toString()}`));
    });
  });
}

if (process.argv[1] === import.meta.filename) {
  await ensureBuilt((message) => process.stdout.write(`${message}\n`));
}
