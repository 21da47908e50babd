import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { commands } from '#server/admin/commands.ts';
import { runAdmin } from '#server/admin/run-admin.ts';
import { testSecret } from '#tests/support/template-database.ts';

const script = resolve('server/admin.ts');

export type Answer = { code: number | null; out: string; err: string };

/** An empty directory that goes when the test ends. */
export function makeDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'bohol-admin-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** The tests' secret, and no other settings of this machine. */
const buildEnvironment = (directory: string, settings: Record<string, string>) => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  TMPDIR: process.env['TMPDIR'],
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
  DATA_DIR: join(directory, 'data'),
  SECRET: testSecret,
  ...settings,
});

/**
 * Runs a command in the process of the test, from a directory, with what `startCommand` gives it: its environment, its
 * directory and its output are in the place of the test's for that time, so one command runs at a time.
 */
export async function runCommand(
  directory: string,
  settings: Record<string, string>,
  ...args: string[]
): Promise<Answer> {
  const before = { env: process.env, cwd: process.cwd() };
  const answer: Answer = { code: null, out: '', err: '' };
  const capture = (stream: NodeJS.WriteStream, to: 'out' | 'err') =>
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      answer[to] += String(chunk);
      return true;
    });
  const spies = [capture(process.stdout, 'out'), capture(process.stderr, 'err')];
  process.env = buildEnvironment(directory, settings);
  process.chdir(directory);
  try {
    answer.code = await runAdmin(commands, args);
  } finally {
    process.chdir(before.cwd);
    process.env = before.env;
    for (const spy of spies) spy.mockRestore();
  }
  return answer;
}

/** Runs a command as `npm run admin --` does: in a process of its own, which takes a second of a processor to start. */
export function startCommand(
  directory: string,
  settings: Record<string, string>,
  ...args: string[]
): Promise<Answer> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: directory,
      env: buildEnvironment(directory, settings),
    });
    const answer: Answer = { code: null, out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      answer.out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      answer.err += chunk.toString();
    });
    child.on('error', fail);
    child.on('close', (code) => done({ ...answer, code }));
  });
}
