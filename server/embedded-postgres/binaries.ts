import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { EmbeddedPostgresError } from '#server/embedded-postgres/embedded-postgres-error.ts';

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
export async function locateBinaries(): Promise<Binaries> {
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
export function binariesIn(directory: string, version: string): Binaries {
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
