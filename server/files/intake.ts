import { spawn } from 'node:child_process';
import type { Logger } from 'pino';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { ScanResult } from '#server/domain/evidence/evidence.rules.ts';
import { sanitiseInThread } from './check/sanitise-in-thread.ts';
import { FileRefusal } from './check/file-refusal.ts';
import type { FileIntake } from './file-storage.ts';

/** Files examined at once, and how many more may wait for their turn. */
const mostAtOnce = 2;
const mostWaiting = 20;
const longestScanMs = 60_000;

/** The door for files: scanned by the operator's program if there is one, then recognised and cleaned. */
export function createIntake(options: {
  scanCommand: readonly string[] | null;
  log: Pick<Logger, 'error'>;
  longestScanMs?: number;
}): FileIntake {
  const { scanCommand, log } = options;
  const turns = createTurns(mostAtOnce, mostWaiting);
  const scan = async (content: Uint8Array): Promise<ScanResult> => {
    if (scanCommand === null) return 'not_scanned';
    const found = await scanFile(scanCommand, content, options.longestScanMs ?? longestScanMs);
    if (found.answer === 'clean') return 'clean';
    if (found.answer === 'infected')
      throw new FileRefusal('The scanner found something harmful in this file.');
    log.error({ why: found.why }, 'the scanner of files gave no answer');
    throw new DomainError(
      'NOT_ALLOWED_NOW',
      'Files cannot be checked for viruses just now. Nothing was stored; try again later.',
    );
  };
  return {
    async take(content) {
      const leave = await turns.enter();
      try {
        const scanned = await scan(content);
        const { kind, content: cleaned, removed } = await sanitiseInThread(content);
        return { kind, content: cleaned, removed, scan: scanned };
      } catch (error) {
        if (!(error instanceof FileRefusal)) throw error;
        throw new DomainError('BAD_INPUT', error.message, {
          fields: [{ path: 'file', message: error.message }],
        });
      } finally {
        leave();
      }
    },
  };
}

/** A door that lets in so many at a time, lets so many wait and sends the rest away. */
function createTurns(atOnce: number, waiting: number): { enter: () => Promise<() => void> } {
  let inside = 0;
  const queue: (() => void)[] = [];
  const leave = () => {
    const next = queue.shift();
    if (next) next();
    else inside -= 1;
  };
  return {
    async enter() {
      if (inside < atOnce) inside += 1;
      else if (queue.length < waiting) await new Promise<void>((resolve) => queue.push(resolve));
      else {
        throw new DomainError(
          'TOO_MANY_ATTEMPTS',
          'Many files are being checked just now. Nothing was stored; try again in a minute.',
        );
      }
      return leave;
    },
  };
}

/**
 * What a scanner said: exit code 0 is clean, 1 infected; anything else, and silence, is no answer. `why` is a code for the
 * log ("exit-code-2", "SIGKILL", "ENOENT"): what the scanner complains about can quote the file.
 */
type ScanAnswer = { answer: 'clean' } | { answer: 'infected' } | { answer: 'none'; why: string };

/**
 * Gives a file's content to a program on its standard input and reads its exit code. There is no shell, and the
 * program gets nothing of our environment but the path on which it finds others.
 */
function scanFile(command: readonly string[], content: Uint8Array, longestMs: number): Promise<ScanAnswer> {
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
