import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findLeaks } from './support/find-leaks.ts';
import type { Canary } from './support/test-log.ts';

/**
 * The last step of `npm test`: reads everything that was logged while the tests ran and looks for secrets, addresses and
 * drafts. Argument: the folder. Ends with 1 when there is a leak, or when there was nothing to look at.
 */
const [folder = ''] = process.argv.slice(2);
const read = (kind: string) =>
  readdirSync(folder)
    .filter((name) => name.startsWith(kind))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '');
const lines = read('log-');
const canaries = read('canaries-').map((line) => JSON.parse(line) as Canary);
const leaks = findLeaks(lines, canaries);
const say = (line: string) => process.stdout.write(`${line}\n`);
say(`${lines.length} lines were read, against ${canaries.length} secrets and drafts.`);
for (const { why, line } of leaks.slice(0, 20)) say(`${why}: ${line.slice(0, 600)}`);
const kinds = new Set(canaries.map(({ kind }) => kind));
const hasAll = lines.length > 0 && kinds.has('secret') && kinds.has('draft');
if (!hasAll) say('There is nothing to judge by: the step "Logs" follows the tests whose logs it reads.');
if (leaks.length > 0) say(`${leaks.length} different lines hold what no log may hold.`);
process.exitCode = leaks.length === 0 && hasAll ? 0 : 1;
