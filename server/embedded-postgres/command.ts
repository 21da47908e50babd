import { execFile } from 'node:child_process';

/** The account that Postgres runs under when the tracker itself runs as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Environment of every program that is started here. Nothing of ours is passed on: PGDATA, PGPORT or
 * LD_LIBRARY_PATH of the person at the keyboard must not change what happens.
 */
export const CLEAN_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };

export interface CommandResult {
  readonly ok: boolean;
  readonly stdout: string;
  /** What the program complained about, or why it could not be run at all. */
  readonly complaint: string;
}

/**
 * Runs a program to its end, as another account when one is given (its supplementary groups are dropped), in
 * the root directory, since that account may not be allowed into ours. Never throws.
 */
export function runCommand(program: string, args: string[], account: Account | null): Promise<CommandResult> {
  return new Promise((resolve) => {
    const options = { cwd: '/', env: CLEAN_ENVIRONMENT, encoding: 'utf8' as const, ...asAccount(account) };
    try {
      const child = execFile(program, args, options, (error, stdout, stderr) => {
        const complaint = stderr.trim() === '' ? (error?.message ?? '') : stderr.trim();
        resolve({ ok: error === null, stdout: stdout.trim(), complaint });
      });
      child.stdin?.end();
    } catch (error) {
      resolve({ ok: false, stdout: '', complaint: String(error) });
    }
  });
}

/** The part of the options of `child_process` that chooses the account. */
export function asAccount(account: Account | null): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}
