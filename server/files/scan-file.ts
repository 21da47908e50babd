import { spawn } from 'node:child_process';

/**
 * What a scanner said: exit code 0 is clean, 1 infected; anything else, and silence, is no answer. `why` is a code for the
 * log ("exit-code-2", "SIGKILL", "ENOENT"): what the scanner complains about can quote the file.
 */
export type ScanAnswer = { answer: 'clean' } | { answer: 'infected' } | { answer: 'none'; why: string };

/**
 * Gives a file's content to a program on its standard input and reads its exit code. There is no shell, and the
 * program gets nothing of our environment but the path on which it finds others.
 */
export function scanFile(
  command: readonly string[],
  content: Uint8Array,
  longestMs: number,
): Promise<ScanAnswer> {
  const [program = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' },
      timeout: longestMs,
      killSignal: 'SIGKILL',
    });
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ answer: 'none', why: error.code ?? 'not-started' }),
    );
    child.once('close', (code, signal) => {
      if (code === 0) resolve({ answer: 'clean' });
      else if (code === 1) resolve({ answer: 'infected' });
      else resolve({ answer: 'none', why: signal ?? `exit-code-${code}` });
    });
    // A scanner that has seen enough closes the pipe before the end.
    child.stdin.on('error', () => {});
    child.stdin.end(content);
  });
}
