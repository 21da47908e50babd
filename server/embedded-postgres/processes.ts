import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** The embedded Postgres cannot be used. The message is for a person: what is wrong and what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/** A process that is alive; a zombie is not. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parentPid: number;
  /** Differs between two processes that had the same number one after the other. */
  readonly identity: string;
  /** Program and arguments separated by blanks, or the title that the program has put in their place. */
  readonly commandLine: string;
}

/** The living process of a number, or null. */
export function readProcess(pid: number): ProcessEntry | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return process.platform === 'linux' ? readFromProc(pid) : (readFromPs(['-p', String(pid)])[0] ?? null);
}

/** All living processes that this account can see. */
export function listProcesses(): ProcessEntry[] {
  if (process.platform !== 'linux') return readFromPs(['-ax']);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readFromProc(Number(name)))
    .filter((entry) => entry !== null);
}

/** Whether the process of this number is still the one that had this identity. */
export function isSameProcess(pid: number, identity: string): boolean {
  return readProcess(pid)?.identity === identity;
}

/** Sends a signal; a process that has ended meanwhile is no error. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function readFromProc(pid: number): ProcessEntry | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name stands in brackets and may hold blanks and brackets itself; fields count from its end.
    const [state, parentPid, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return null;
    const ticksSinceBoot = rest[17];
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, parentPid: Number(parentPid), identity: `${bootId()}/${ticksSinceBoot}`, commandLine };
  } catch {
    return null;
  }
}

/** Start times count from boot, so without this a process of before a restart could pass for one of now. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** Where there is no /proc: state, parent, start ("Tue Nov 24 21:45:00 2026") and command, as ps prints them. */
function readFromPs(selection: string[]): ProcessEntry[] {
  let output: string;
  try {
    output = execFileSync('ps', [...selection, '-ww', '-o', 'pid=,ppid=,state=,lstart=,command='], {
      encoding: 'utf8',
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch {
    // ps ends with 1 when there is no such process.
    return [];
  }
  const entries: ProcessEntry[] = [];
  for (const line of output.split('\n')) {
    const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/.exec(line);
    const [, pid, parentPid, state, identity, commandLine] = match ?? [];
    if (identity === undefined || commandLine === undefined || state?.startsWith('Z')) continue;
    entries.push({ pid: Number(pid), parentPid: Number(parentPid), identity, commandLine });
  }
  return entries;
}

/**
 * Asks until the answer is yes or the time is over, and says which it was.
 *
 * @param timeout in milliseconds
 * @param pause between two questions, in milliseconds
 */
export async function waitUntil(isDone: () => boolean, timeout: number, pause = 15): Promise<boolean> {
  const end = performance.now() + timeout;
  while (!isDone()) {
    if (performance.now() >= end) return false;
    await delay(pause);
  }
  return true;
}

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
    const options = {
      cwd: '/',
      env: CLEAN_ENVIRONMENT,
      encoding: 'utf8' as const,
      ...getAccountOptions(account),
    };
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
export function getAccountOptions(account: Account | null): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}
