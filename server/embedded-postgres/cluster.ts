import { chmodSync, chownSync, closeSync, existsSync, fsyncSync, mkdtempSync, openSync } from 'node:fs';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOrCreateSecretFile, readSecretFile } from '#server/config/secret-file.ts';
import { clusterDirectoryIn } from '#server/embedded-postgres/cluster-home.ts';
import { runCommand } from '#server/embedded-postgres/command.ts';
import { EmbeddedPostgresError } from '#server/embedded-postgres/embedded-postgres-error.ts';
import type { Place } from '#server/embedded-postgres/place.ts';

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
  const directory = clusterDirectoryIn(place.home);
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
    if (durability === 'on') syncDirectory(place.home);
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

function syncDirectory(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
