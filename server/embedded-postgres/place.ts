import { chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isFileError } from '#server/config/file-error.ts';
import { findUnprivilegedAccount, isRoot } from '#server/embedded-postgres/account.ts';
import { keepBinariesCopy, whyUnusable } from '#server/embedded-postgres/binaries-copy.ts';
import { locateBinaries } from '#server/embedded-postgres/binaries.ts';
import type { Binaries } from '#server/embedded-postgres/binaries.ts';
import {
  clusterDirectoryIn,
  findClusterHome,
  prepareSystemDirectory,
  prepareSystemHome,
} from '#server/embedded-postgres/cluster-home.ts';
import { runCommand } from '#server/embedded-postgres/command.ts';
import type { Account } from '#server/embedded-postgres/command.ts';
import { EmbeddedPostgresError } from '#server/embedded-postgres/embedded-postgres-error.ts';

/** What runs, as whom, and where its data lie. */
export interface Place {
  readonly binaries: Binaries;
  /** Null: the account of the tracker itself. */
  readonly account: Account | null;
  /** Directory that holds, or will hold, the cluster. */
  readonly home: string;
}

/**
 * Decides what runs, as whom, and where.
 *
 * The ordinary case is simple: the installed programs, our own account, the data directory. Root needs another
 * account, and that account may not be able to reach programs or data, since both may lie below a home
 * directory that only root can enter. What it cannot reach, and only that, goes to the system directory.
 *
 * @param dataDir real path of the data directory
 * @throws EmbeddedPostgresError
 */
export async function choosePlace(dataDir: string, systemDirectory: string): Promise<Place> {
  const installed = await locateBinaries();
  const known = findClusterHome(dataDir);
  if (!isRoot()) {
    const home = known ?? dataDir;
    refuseForeignCluster(home);
    await requireUsable(installed, null);
    return { home, binaries: installed, account: null };
  }
  const fresh = known === null ? await findUnprivilegedAccount() : null;
  const home = known ?? (await chooseHome(dataDir, systemDirectory, fresh));
  // A cluster stays with the account that made it, also when a better candidate has appeared since.
  const account = readOwner(home) ?? fresh ?? (await findUnprivilegedAccount());
  await requireEntry(home, account);
  if ((await whyUnusable(installed, account)) === null) return { home, binaries: installed, account };

  prepareSystemDirectory(systemDirectory);
  const copy = keepBinariesCopy(installed, systemDirectory);
  await requireUsable(copy, account);
  return { home, binaries: copy, account };
}

async function chooseHome(
  dataDir: string,
  systemDirectory: string,
  account: Account | null,
): Promise<string> {
  if (await canHoldCluster(dataDir, account)) return dataDir;
  const home = prepareSystemHome(dataDir, systemDirectory);
  if (await canHoldCluster(home, account)) return home;
  throw new EmbeddedPostgresError(
    `The account ${account?.name}, which the database runs under, can keep its files neither in ${dataDir} nor ` +
      `in ${home}; set DATA_DIR to a directory that every account may pass through.`,
  );
}

/** Tried, not worked out from modes: access lists, mounts and user namespaces have a say too. */
async function canHoldCluster(directory: string, account: Account | null): Promise<boolean> {
  const probe = mkdtempSync(join(directory, '.probe-'));
  try {
    if (account !== null) chownSync(probe, account.uid, account.gid);
    return (await runCommand('/bin/sh', ['-c', ': > "$1"', 'sh', join(probe, 'file')], account)).ok;
  } catch (error) {
    if (isFileError(error)) return false;
    throw error;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

function readOwner(home: string): Account | null {
  const cluster = statSync(clusterDirectoryIn(home), { throwIfNoEntry: false });
  if (cluster === undefined || cluster.uid === 0) return null;
  return { name: `number ${cluster.uid}`, uid: cluster.uid, gid: cluster.gid };
}

function refuseForeignCluster(home: string): void {
  const cluster = statSync(clusterDirectoryIn(home), { throwIfNoEntry: false });
  if (cluster === undefined || cluster.uid === process.getuid?.()) return;
  throw new EmbeddedPostgresError(
    `The database in ${clusterDirectoryIn(home)} belongs to another account (number ${cluster.uid}); start the ` +
      'tracker as root or as that account, or set DATA_DIR to another directory.',
  );
}

async function requireEntry(home: string, account: Account): Promise<void> {
  const cluster = clusterDirectoryIn(home);
  if (statSync(cluster, { throwIfNoEntry: false }) === undefined) return;
  if ((await runCommand('/bin/sh', ['-c', 'cd "$1"', 'sh', cluster], account)).ok) return;
  throw new EmbeddedPostgresError(
    `The account ${account.name}, which the database runs under, may no longer enter ${cluster}; let every ` +
      'account pass through the directories above it (chmod o+x) and start again.',
  );
}

async function requireUsable(binaries: Binaries, account: Account | null): Promise<void> {
  const reason = await whyUnusable(binaries, account);
  if (reason === null) return;
  throw new EmbeddedPostgresError(
    `The embedded Postgres in ${binaries.directory} cannot be run on this machine (${reason}); set DATABASE_URL ` +
      'to the address of a Postgres server.',
  );
}
