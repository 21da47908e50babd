import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Sql } from '#db/client.ts';
import { createLog } from '#server/log/create-log.ts';

/** A word that tests put into drafts and that stands nowhere else: no line of any log may hold it. */
export const draftCanary = 'kalamansi';

/** Set by tests/run.ts: where everything that is logged while tests run is kept for the step "Logs". */
export const folderVariable = 'TEST_LOG_FOLDER';
/** More than all tests of one process log. A log that is cut is found by the step, and somebody looks. */
const mostBytes = 64 * 1024 * 1024;
export const cutLine = '{"level":60,"msg":"the log of this process was cut"}\n';

let written = 0;
let logFile: number | null = null;

/**
 * The log of an application under test: the real one, with everything in it, into a file of this process. Silent where
 * no run collects logs, as when one file is tested by itself.
 */
export function createTestLog(quiet = 'silent'): Logger {
  const folder = process.env[folderVariable];
  if (!folder) return createLog(quiet);
  return createLog('debug', {
    write(line: string) {
      if (written > mostBytes) return;
      logFile ??= openSync(join(folder, `log-${process.pid}.jsonl`), 'a');
      written += writeSync(logFile, line);
      if (written > mostBytes) writeSync(logFile, cutLine);
    },
  });
}

export type Canary = { kind: 'secret' | 'draft'; text: string };

const noted = new Set<string>();
let canaryFile: number | null = null;

/** Remembers what no log may hold: a token that a test got, a password that it typed, words of a draft. */
export function noteCanary(kind: Canary['kind'], text: string): void {
  const folder = process.env[folderVariable];
  if (!folder || noted.has(text)) return;
  noted.add(text);
  canaryFile ??= openSync(join(folder, `canaries-${process.pid}.jsonl`), 'a');
  writeSync(canaryFile, `${JSON.stringify({ kind, text })}\n`);
}

/** Remembers every session, every link in a mail and every word of a report that a database under test holds. */
export async function noteCanariesOf(owner: Sql): Promise<void> {
  if (!process.env[folderVariable]) return;
  const sessions = await owner<{ token: string }[]>`select token from auth.session`;
  for (const { token } of sessions) noteCanary('secret', token);
  const mails = await owner<{ body: string }[]>`select body from tracker.mail`;
  for (const { body } of mails) {
    for (const [token] of body.matchAll(/[A-Za-z0-9_-]{32,}/g)) noteCanary('secret', token);
  }
  const drafts = await owner<{ text: string }[]>`
    select unnest(array[achievements, challenges, next_steps]) as text from tracker.activity_report
    union select note from tracker.indicator_report union select text_value from tracker.indicator_value
    union select unnest(array[question, answer]) from tracker.query`;
  for (const { text } of drafts) if (text) noteCanary('draft', text);
}
