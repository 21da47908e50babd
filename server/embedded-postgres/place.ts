import { chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isFileError } from '#server/config/private-file.ts';
import {
  type Binaries,
  ensureBinariesCopy,
  findBinaries,
  findUnusableReason,
} from '#server/embedded-postgres/binaries.ts';
import {
  getClusterDirectory,
  findClusterHome,
  type Place,
  ensureSystemDirectory,
  ensureSystemHome,
} from '#server/embedded-postgres/cluster.ts';
import { EmbeddedPostgresError, type Account, runCommand } from '#server/embedded-postgres/processes.ts';

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
export async function decidePlace(dataDir: string, systemDirectory: string): Promise<Place> {
  const installed = await findBinaries();
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
  if ((await findUnusableReason(installed, account)) === null) return { home, binaries: installed, account };

  ensureSystemDirectory(systemDirectory);
  const copy = ensureBinariesCopy(installed, systemDirectory);
  await requireUsable(copy, account);
  return { home, binaries: copy, account };
}

async function chooseHome(
  dataDir: string,
  systemDirectory: string,
  account: Account | null,
): Promise<string> {
  if (await canHoldCluster(dataDir, account)) return dataDir;
  const home = ensureSystemHome(dataDir, systemDirectory);
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
  const cluster = statSync(getClusterDirectory(home), { throwIfNoEntry: false });
  if (cluster === undefined || cluster.uid === 0) return null;
  return { name: `number ${cluster.uid}`, uid: cluster.uid, gid: cluster.gid };
}

function refuseForeignCluster(home: string): void {
  const cluster = statSync(getClusterDirectory(home), { throwIfNoEntry: false });
  if (cluster === undefined || cluster.uid === process.getuid?.()) return;
  throw new EmbeddedPostgresError(
    `The database in ${getClusterDirectory(home)} belongs to another account (number ${cluster.uid}); start the ` +
      'tracker as root or as that account, or set DATA_DIR to another directory.',
  );
}

async function requireEntry(home: string, account: Account): Promise<void> {
  const cluster = getClusterDirectory(home);
  if (statSync(cluster, { throwIfNoEntry: false }) === undefined) return;
  if ((await runCommand('/bin/sh', ['-c', 'cd "$1"', 'sh', cluster], account)).ok) return;
  throw new EmbeddedPostgresError(
    `The account ${account.name}, which the database runs under, may no longer enter ${cluster}; let every ` +
      'account pass through the directories above it (chmod o+x) and start again.',
  );
}

async function requireUsable(binaries: Binaries, account: Account | null): Promise<void> {
  const reason = await findUnusableReason(binaries, account);
  if (reason === null) return;
  throw new EmbeddedPostgresError(
    `The embedded Postgres in ${binaries.directory} cannot be run on this machine (${reason}); set DATABASE_URL ` +
      'to the address of a Postgres server.',
  );
}

const OWN_ACCOUNT = 'bohol-tracker';

/** Whether this process is root, as which Postgres refuses to run. */
function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * An unprivileged account for Postgres: `postgres` where there is one, else an account of our own, made when it
 * is missing, else `nobody`. For root only.
 *
 * @throws EmbeddedPostgresError when none of them can be used, as in a container that may not change accounts.
 */
async function findUnprivilegedAccount(): Promise<Account> {
  const account =
    (await readUsableAccount('postgres')) ??
    (await readUsableAccount(OWN_ACCOUNT)) ??
    (await createOwnAccount()) ??
    (await readUsableAccount('nobody'));
  if (account !== null) return account;
  throw new EmbeddedPostgresError(
    'Postgres does not run as root, and no other account could be used for it here; start the tracker as an ' +
      'ordinary account, or set DATABASE_URL to the address of a Postgres server.',
  );
}

async function readUsableAccount(name: string): Promise<Account | null> {
  const [uid, gid] = await Promise.all([
    runCommand('id', ['-u', name], null),
    runCommand('id', ['-g', name], null),
  ]);
  if (!uid.ok || !gid.ok || Number(uid.stdout) === 0) return null;
  // Node wants signed 32-bit numbers; macOS gives nobody the number -2, printed as 4294967294.
  const account = { name, uid: Number(uid.stdout) | 0, gid: Number(gid.stdout) | 0 };
  return (await canRunAs(account)) ? account : null;
}

/** To exist is not enough: a user namespace or missing capabilities can forbid the change of account. */
async function canRunAs(account: Account): Promise<boolean> {
  return (await runCommand('/bin/sh', ['-c', ':'], account)).ok;
}

async function createOwnAccount(): Promise<Account | null> {
  // Where no change of account is possible, a new one would only be litter.
  if (!(await canRunAs({ name: 'nobody', uid: 65_534, gid: 65_534 }))) return null;
  const home = ['--home-dir', '/nonexistent', '--no-create-home'];
  const shadow = ['--system', '--user-group', ...home, '--shell', '/usr/sbin/nologin', OWN_ACCOUNT];
  if ((await runCommand('useradd', shadow, null)).ok) return readUsableAccount(OWN_ACCOUNT);

  // The form that BusyBox knows, and Debian where only its adduser is installed.
  const busybox = ['-S', '-D', '-H', '-h', '/nonexistent', '-s', '/sbin/nologin', OWN_ACCOUNT];
  if ((await runCommand('adduser', busybox, null)).ok) return readUsableAccount(OWN_ACCOUNT);
  const debian = ['--system', '--group', '--no-create-home', '--home', '/nonexistent', OWN_ACCOUNT];
  if ((await runCommand('adduser', debian, null)).ok) return readUsableAccount(OWN_ACCOUNT);
  return null;
}
