import { runCommand } from '#server/embedded-postgres/command.ts';
import type { Account } from '#server/embedded-postgres/command.ts';
import { EmbeddedPostgresError } from '#server/embedded-postgres/embedded-postgres-error.ts';

const OWN_ACCOUNT = 'bohol-tracker';

/** Whether this process is root, as which Postgres refuses to run. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * An unprivileged account for Postgres: `postgres` where there is one, else an account of our own, made when it
 * is missing, else `nobody`. For root only.
 *
 * @throws EmbeddedPostgresError when none of them can be used, as in a container that may not change accounts.
 */
export async function findUnprivilegedAccount(): Promise<Account> {
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
