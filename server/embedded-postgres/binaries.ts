import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { isFileError } from '#server/config/private-file.ts';
import { EmbeddedPostgresError, type Account, runCommand } from '#server/embedded-postgres/processes.ts';

/** The programs of one Postgres, with the libraries and the shared files that they find beside them. */
export interface Binaries {
  /** Holds bin, lib and share. */
  readonly directory: string;
  readonly initdb: string;
  readonly postgres: string;
  /** Version of the package, such as 18.4.0-beta.17. */
  readonly version: string;
  /** Version of the data files, such as 18. */
  readonly major: number;
}

const PACKAGES = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

const exportsSchema = z.object({ initdb: z.string(), postgres: z.string() });
const manifestSchema = z.object({ version: z.string() });
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the installed Postgres of this platform.
 *
 * @throws EmbeddedPostgresError when there is none, with what to do.
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  if (!PACKAGES.includes(platform)) {
    throw new EmbeddedPostgresError(
      `There is no embedded Postgres for ${platform}; set DATABASE_URL to the address of a Postgres server.`,
    );
  }
  const { initdb } = exportsSchema.parse(await importPackage(`@embedded-postgres/${platform}`));
  const directory = dirname(dirname(initdb));
  const manifest = readFileSync(join(directory, '..', 'package.json'), 'utf8');
  const { version } = manifestSchema.parse(JSON.parse(manifest));
  restoreLinks(directory);
  return binariesIn(directory, version);
}

/** The programs below a directory that holds bin, lib and share. */
function binariesIn(directory: string, version: string): Binaries {
  return {
    directory,
    initdb: join(directory, 'bin', 'initdb'),
    postgres: join(directory, 'bin', 'postgres'),
    version,
    major: Number.parseInt(version, 10),
  };
}

async function importPackage(name: string): Promise<unknown> {
  try {
    return await import(/* @vite-ignore */ name);
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The package ${name} with the embedded Postgres is not installed; run "npm ci" again without leaving out ` +
        'optional packages, or set DATABASE_URL to the address of a Postgres server.',
      { cause: error },
    );
  }
}

/**
 * A package cannot hold symbolic links, so its install script makes those between the libraries. Where install
 * scripts do not run, they are made here: Postgres does not load without them.
 */
function restoreLinks(directory: string): void {
  const list = join(directory, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const base = dirname(directory);
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(base, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(base, source)), link);
    } catch (error) {
      // Another process that starts now may have been first.
      if (existsSync(link)) continue;
      throw new EmbeddedPostgresError(
        `The embedded Postgres in ${base} is incomplete and cannot be repaired; remove node_modules and run "npm ci".`,
        { cause: error },
      );
    }
  }
}

/** Some of the files that a start needs: when these can be read, so can the rest, which came the same way. */
const SAMPLE = [
  'share/postgresql/postgres.bki',
  'share/postgresql/timezone/UTC',
  'share/postgresql/extension/plpgsql.control',
  'lib/postgresql/plpgsql.so',
  'lib/postgresql/dict_snowball.so',
];

/** Why these programs cannot be run, or null when they can: by an account, or by ourselves when it is null. */
export async function findUnusableReason(
  binaries: Binaries,
  account: Account | null,
): Promise<string | null> {
  const version = await runCommand(binaries.postgres, ['-V'], account);
  if (!version.ok) return version.complaint;
  if (account === null) return null;
  const readable = 'for file do test -r "$file" || { echo "cannot read $file" >&2; exit 1; }; done';
  const files = [...SAMPLE.map((file) => join(binaries.directory, file)), binaries.initdb];
  const sample = await runCommand('/bin/sh', ['-c', readable, 'sh', ...files], account);
  return sample.ok ? null : sample.complaint;
}

/**
 * Keeps a copy of the programs in a system directory where every account can run them, one for each version,
 * and returns it. A copy appears complete or not at all; one that lost files (to a power cut, say) is made anew.
 */
export function ensureBinariesCopy(source: Binaries, systemDirectory: string): Binaries {
  const target = join(systemDirectory, `postgres-${source.version}-${process.platform}-${process.arch}`);
  const copy = binariesIn(target, source.version);
  if (isCompleteCopy(source.directory, target)) return copy;

  const draft = mkdtempSync(`${target}.new-`);
  try {
    for (const part of ['bin', 'lib', 'share']) copyTree(join(source.directory, part), join(draft, part));
    chmodSync(draft, 0o755);
    // Out of the way first: a directory can only be renamed over an empty one.
    if (existsSync(target)) renameSync(target, join(draft, 'incomplete'));
    renameSync(draft, target);
    rmSync(join(target, 'incomplete'), { recursive: true, force: true });
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another tracker on this machine may have been first.
    const isTaken = isFileError(error, 'EEXIST', 'ENOTEMPTY');
    if (!isTaken || !isCompleteCopy(source.directory, target)) throw error;
  }
  return copy;
}

function isCompleteCopy(source: string, target: string): boolean {
  return ['bin', 'lib', 'share'].every((part) => isCompleteTree(join(source, part), join(target, part)));
}

function isCompleteTree(source: string, target: string): boolean {
  for (const entry of listNeeded(source)) {
    const copy = statSync(join(target, entry.name), { throwIfNoEntry: false });
    if (copy === undefined) return false;
    if (entry.isDirectory()) {
      if (!isCompleteTree(join(source, entry.name), join(target, entry.name))) return false;
    } else if (copy.size !== statSync(join(source, entry.name)).size) return false;
  }
  return true;
}

/** Copies a tree so that everybody may read it, whatever the umask was when the original was installed. */
function copyTree(source: string, target: string): void {
  mkdirSync(target);
  chmodSync(target, 0o755);
  for (const entry of listNeeded(source)) {
    const from = join(source, entry.name);
    const to = join(target, entry.name);
    if (entry.isDirectory()) copyTree(from, to);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
    else {
      copyFileSync(from, to, constants.COPYFILE_FICLONE);
      chmodSync(to, (statSync(from).mode & 0o100) === 0 ? 0o644 : 0o755);
    }
  }
}

/** All but what only a compiler needs. */
function listNeeded(directory: string) {
  return readdirSync(directory, { withFileTypes: true }).filter(
    (entry) => !entry.name.endsWith('.a') && entry.name !== 'pkgconfig',
  );
}
