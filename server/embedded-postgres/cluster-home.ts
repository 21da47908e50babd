import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createFileOnce } from '#server/config/create-file-once.ts';
import { readOrCreateSecretFile, readSecretFile } from '#server/config/secret-file.ts';
import { EmbeddedPostgresError } from '#server/embedded-postgres/embedded-postgres-error.ts';

const LOCATION_FILE = 'postgres-location';
const ID_FILE = 'data-directory-id';
/** Beside a cluster that lies elsewhere: the data directory it belongs to. */
const OWNER_FILE = 'data-directory';

/** The cluster's own directory inside the directory that holds it. */
export function clusterDirectoryIn(home: string): string {
  return join(home, 'postgres');
}

/**
 * The directory that holds the cluster of a data directory: the recorded one, else the data directory itself
 * when there is a cluster in it, else null.
 *
 * @throws EmbeddedPostgresError when the recorded cluster is gone or belongs to another data directory
 */
export function findClusterHome(dataDir: string): string | null {
  const location = readSecretFile(join(dataDir, LOCATION_FILE));
  if (location === null) return existsSync(clusterDirectoryIn(dataDir)) ? dataDir : null;
  if (!existsSync(location)) {
    throw new EmbeddedPostgresError(
      `The file ${join(dataDir, LOCATION_FILE)} says that the database lies in ${location}, but it is not there; ` +
        'bring it back, or delete that file to begin with an empty database.',
    );
  }
  const home = dirname(location);
  refuseCopiedDataDirectory(dataDir, home);
  return home;
}

/**
 * Makes a directory in the system directory that can hold the cluster of a data directory. The same data
 * directory gets the same one again, but a deleted and remade one does not: its random part differs.
 */
export function prepareSystemHome(dataDir: string, systemDirectory: string): string {
  const id = readOrCreateSecretFile(join(dataDir, ID_FILE));
  const name = createHash('sha256').update(`${dataDir}\n${id}`).digest('hex').slice(0, 16);
  const home = join(systemDirectory, name);
  prepareSystemDirectory(systemDirectory);
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o711);
  writeFileSync(join(home, OWNER_FILE), `${dataDir}\n`);
  return home;
}

/** Makes the system directory; every account may look into it. */
export function prepareSystemDirectory(path: string): void {
  mkdirSync(path, { recursive: true });
  // Not left to mkdir, whose mode is cut by the umask.
  chmodSync(path, 0o755);
}

/**
 * Writes down where a cluster lies that is not in the data directory. To be called once it is there: what is
 * recorded and missing is a loss that a person must hear of.
 */
export function recordClusterHome(dataDir: string, home: string): void {
  if (home !== dataDir) createFileOnce(join(dataDir, LOCATION_FILE), `${clusterDirectoryIn(home)}\n`);
}

/** A copied data directory would share one cluster with its original; a moved one takes its cluster along. */
function refuseCopiedDataDirectory(dataDir: string, home: string): void {
  const note = join(home, OWNER_FILE);
  const owner = readSecretFile(note);
  if (owner === null || owner === dataDir) return;
  if (readSecretFile(join(owner, ID_FILE)) === readSecretFile(join(dataDir, ID_FILE))) {
    throw new EmbeddedPostgresError(
      `${dataDir} is a copy of ${owner}, whose database lies in ${clusterDirectoryIn(home)}; delete the files ` +
        `${LOCATION_FILE} and ${ID_FILE} in the copy to give it an empty database of its own.`,
    );
  }
  writeFileSync(note, `${dataDir}\n`);
}
