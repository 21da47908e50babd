import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  createFileOnce,
  syncDirectory,
  readOrCreateSecretFile,
  readSecretFile,
} from '#server/config/private-file.ts';
import type { Binaries } from '#server/embedded-postgres/binaries.ts';
import { EmbeddedPostgresError, type Account, runCommand } from '#server/embedded-postgres/processes.ts';

/** What runs, as whom, and where its data lie. */
export interface Place {
  readonly binaries: Binaries;
  /** Null: the account of the tracker itself. */
  readonly account: Account | null;
  /** Directory that holds, or will hold, the cluster. */
  readonly home: string;
}

/** Whether acknowledged writes survive a power cut; `off` is for databases of tests, which nobody will miss. */
export type Durability = 'on' | 'off';

export interface Cluster {
  readonly directory: string;
  /** Password of the superuser `postgres`. */
  readonly password: string;
  readonly isNew: boolean;
}

const DRAFT_PREFIX = 'postgres.new-';

/**
 * The cluster of a place, made when there is none.
 *
 * It is made in a directory beside its own and moved there when complete, so that a first start that was
 * interrupted leaves nothing that looks like a database; what it left is removed by the next one.
 *
 * @throws EmbeddedPostgresError
 */
export async function ensureCluster(dataDir: string, place: Place, durability: Durability): Promise<Cluster> {
  const directory = getClusterDirectory(place.home);
  const passwordFile = join(dataDir, 'postgres-password');
  removeDrafts(place.home);
  if (existsSync(directory)) {
    requireSameMajor(directory, place);
    // Postgres refuses a directory that others may read, which it can have become by being copied or restored.
    if ((statSync(directory).mode & 0o077) !== 0) chmodSync(directory, 0o700);
    const password = readSecretFile(passwordFile);
    if (password !== null && password !== '') return { directory, password, isNew: false };
    throw new EmbeddedPostgresError(
      `The password of the database is missing: bring back the file ${passwordFile}, which belongs to ${directory}.`,
    );
  }
  const password = readOrCreateSecretFile(passwordFile);
  await createCluster(place, directory, password, durability);
  return { directory, password, isNew: true };
}

async function createCluster(place: Place, directory: string, password: string, durability: Durability) {
  const draft = mkdtempSync(join(place.home, DRAFT_PREFIX));
  try {
    const passwordCopy = join(draft, 'password');
    writeFileSync(passwordCopy, `${password}\n`, { mode: 0o600 });
    chmodSync(draft, 0o700);
    if (place.account !== null) {
      // The file first: once the directory is that account's, what lies in it could be swapped under root's hand.
      for (const path of [passwordCopy, draft]) chownSync(path, place.account.uid, place.account.gid);
    }
    const made = join(draft, 'cluster');
    const options = [
      `--pgdata=${made}`,
      `--pwfile=${passwordCopy}`,
      '--username=postgres',
      '--no-instructions',
    ];
    // Text sorts and folds by Unicode rules that are built into Postgres: the same on every machine, for ever.
    options.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
    options.push('--auth=scram-sha-256', '--data-checksums');
    if (durability === 'off') options.push('--no-sync');
    const result = await runCommand(place.binaries.initdb, options, place.account);
    if (!result.ok) {
      throw new EmbeddedPostgresError(`The database could not be made in ${place.home}: ${result.complaint}`);
    }
    renameSync(made, directory);
    if (durability === 'on') await syncDirectory(place.home);
  } finally {
    rmSync(draft, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Only what another run left: who gets here holds the lock of the data directory. */
function removeDrafts(home: string): void {
  for (const name of readdirSync(home)) {
    if (!name.startsWith(DRAFT_PREFIX)) continue;
    try {
      rmSync(join(home, name), { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // An orphaned initdb may still be writing into it. It harms nothing, and the next start tries again.
    }
  }
}

function requireSameMajor(directory: string, place: Place): void {
  const major = Number.parseInt(readFileSync(join(directory, 'PG_VERSION'), 'utf8'), 10);
  if (major === place.binaries.major) return;
  throw new EmbeddedPostgresError(
    `The database in ${directory} was made by Postgres ${major}, but Postgres ${place.binaries.major} is installed; ` +
      `make a backup with the version of the tracker that came with Postgres ${major} and restore it with this one.`,
  );
}

const LOCATION_FILE = 'postgres-location';
const ID_FILE = 'data-directory-id';
/** Beside a cluster that lies elsewhere: the data directory it belongs to. */
const OWNER_FILE = 'data-directory';

/** The cluster's own directory inside the directory that holds it. */
export function getClusterDirectory(home: string): string {
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
  if (location === null) return existsSync(getClusterDirectory(dataDir)) ? dataDir : null;
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
export function ensureSystemHome(dataDir: string, systemDirectory: string): string {
  const id = readOrCreateSecretFile(join(dataDir, ID_FILE));
  const name = createHash('sha256').update(`${dataDir}\n${id}`).digest('hex').slice(0, 16);
  const home = join(systemDirectory, name);
  ensureSystemDirectory(systemDirectory);
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o711);
  writeFileSync(join(home, OWNER_FILE), `${dataDir}\n`);
  return home;
}

/** Makes the system directory; every account may look into it. */
export function ensureSystemDirectory(path: string): void {
  mkdirSync(path, { recursive: true });
  // Not left to mkdir, whose mode is cut by the umask.
  chmodSync(path, 0o755);
}

/**
 * Writes down where a cluster lies that is not in the data directory. To be called once it is there: what is
 * recorded and missing is a loss that a person must hear of.
 */
export function recordClusterHome(dataDir: string, home: string): void {
  if (home !== dataDir) createFileOnce(join(dataDir, LOCATION_FILE), `${getClusterDirectory(home)}\n`);
}

/** A copied data directory would share one cluster with its original; a moved one takes its cluster along. */
function refuseCopiedDataDirectory(dataDir: string, home: string): void {
  const note = join(home, OWNER_FILE);
  const owner = readSecretFile(note);
  if (owner === null || owner === dataDir) return;
  if (readSecretFile(join(owner, ID_FILE)) === readSecretFile(join(dataDir, ID_FILE))) {
    throw new EmbeddedPostgresError(
      `${dataDir} is a copy of ${owner}, whose database lies in ${getClusterDirectory(home)}; delete the files ` +
        `${LOCATION_FILE} and ${ID_FILE} in the copy to give it an empty database of its own.`,
    );
  }
  writeFileSync(note, `${dataDir}\n`);
}
