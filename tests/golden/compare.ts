import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { diffLines } from './diff-lines.ts';
import { type Line, placeOf, readLine } from './store.ts';
import { readWanted } from './wanted.ts';

/**
 * Holds what publications said before a change against what they say after it.
 *
 *     node tests/golden/compare.ts OLD NEW [--show 40] [--only TEXT] [--kind KIND]
 *
 * OLD and NEW are directories of capture.ts. Says which addresses are missing, new or different, with the lines that
 * differ of the first so many, and counts them by kind. Ends with 1 where something differs that "wanted.md" does not
 * list. Tags of versions (ETag) are not compared.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    show: { type: 'string', default: '40' },
    only: { type: 'string', default: '' },
    kind: { type: 'string', default: '' },
  },
});
const [old, fresh] = positionals.map((directory) => resolve(directory));
if (!old || !fresh) {
  console.error('Name two directories: node tests/golden/compare.ts OLD NEW');
  process.exit(2);
}

async function readManifest(directory: string): Promise<Map<string, Line>> {
  const text = await readFile(join(directory, 'manifest.txt'), 'utf8');
  const lines = text.split('\n').filter(Boolean).map(readLine);
  return new Map(
    lines
      .filter(
        ({ address, kind }) => address.includes(values.only) && (values.kind === '' || kind === values.kind),
      )
      .map((line) => [line.address, line]),
  );
}

const textOf = (directory: string, { address, kind }: Line) =>
  readFile(join(directory, placeOf(address, kind)), 'utf8');

const [before, after, isWanted] = await Promise.all([readManifest(old), readManifest(fresh), readWanted()]);
const missing = [...before.values()].filter(({ address }) => !after.has(address));
const added = [...after.values()].filter(({ address }) => !before.has(address));
const different = [...before.values()].filter(
  ({ address, sha256 }) => after.has(address) && after.get(address)?.sha256 !== sha256,
);
const counts = new Map<string, { missing: number; added: number; different: number; wanted: number }>();
let unwanted = 0;
for (const [name, lines] of Object.entries({ missing, added, different })) {
  for (const { kind, address } of lines) {
    const count = counts.get(kind) ?? { missing: 0, added: 0, different: 0, wanted: 0 };
    count[name as 'missing' | 'added' | 'different'] += 1;
    if (isWanted(address)) count.wanted += 1;
    else unwanted += 1;
    counts.set(kind, count);
  }
}

let shown = 0;
const most = Number(values.show);
for (const line of different) {
  if (isWanted(line.address)) continue;
  if ((shown += 1) > most) break;
  const now = after.get(line.address);
  console.log(`\nDifferent: ${line.address}`);
  if (now && (now.status !== line.status || now.type !== line.type)) {
    console.log(`- ${line.status} ${line.type}\n+ ${now.status} ${now.type}`);
  }
  console.log(diffLines(await textOf(old, line), await textOf(fresh, now ?? line)));
}
for (const [word, lines] of [
  ['Missing', missing],
  ['New', added],
] as const) {
  for (const { address } of lines.filter((line) => !isWanted(line.address)).slice(0, most))
    console.log(`${word}: ${address}`);
}
console.log(
  `\n${before.size} addresses before, ${after.size} after: ${missing.length} missing, ${added.length} new, ${different.length} different; ${unwanted} of these are not listed as wanted.`,
);
if (counts.size > 0) {
  console.log('missing      new different  wanted');
  for (const [kind, { missing: gone, added: came, different: other, wanted }] of [...counts].sort(
    ([a], [b]) => (a < b ? -1 : 1),
  )) {
    console.log([gone, came, other, wanted].map((count) => String(count).padStart(8)).join(' '), ` ${kind}`);
  }
}
process.exitCode = unwanted > 0 ? 1 : 0;
