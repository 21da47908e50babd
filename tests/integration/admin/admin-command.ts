import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { testSecret } from '#tests/support/template-database.ts';

const script = resolve('server/admin.ts');

export type Answer = { code: number | null; out: string; err: string };

/** An empty directory that goes when the test ends. */
export function makeDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'bohol-admin-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/**
 * Runs a command as `npm run admin --` does, in a process of its own, from a directory; with the tests' secret and no
 * other settings of this machine.
 */
export function runCommand(
  directory: string,
  settings: Record<string, string>,
  ...args: string[]
): Promise<Answer> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: directory,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        DATA_DIR: join(directory, 'data'),
        SECRET: testSecret,
        ...settings,
      },
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
