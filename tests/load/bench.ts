import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '#server/build.ts';
import { bareCopyOfPublication, prepareBareCopy } from './bare-sql.ts';
import { benchDesk } from './bench-desk.ts';
import { benchDeadline, benchMinisters } from './bench-days.ts';
import { benchMemory } from './bench-memory.ts';
import { benchBoard, benchBulk, benchDownloads, benchSave, benchSheet } from './bench-procedures.ts';
import { benchGrowth, benchKept } from './bench-public.ts';
import { formatPage, formatTables, isWithin } from './bench-table.ts';
import { benchStart } from './bench-start.ts';
import { benchPage, benchWorkspaceGrowth, growthNames, pageNames } from './bench-workspace.ts';
import { type BenchWorld, openBenchWorld } from './bench-world.ts';
import { closedRounds, openRound, size } from './dataset.ts';
import { askMutation } from './http-client.ts';
import { type Line, measureTime, milliseconds } from './measure.ts';
import { readVersions } from './saves.ts';

/**
 * `npm run bench`: what the tracker does at 22,000 values, each as a ratio to the barest way of doing the same,
 * measured in the same run on the same machine, and written to docs/operations/benchmarks.md. With names, only those
 * lines are measured, and printed.
 */
type Run = { names: string[]; run: (world: BenchWorld) => Promise<Line[]> };

const runs: Run[] = [
  { names: ['sheet'], run: benchSheet },
  { names: ['board'], run: benchBoard },
  { names: ['csv', 'beside'], run: benchDownloads },
  { names: ['cells', 'indicators', 'report'], run: benchBulk },
  { names: ['save', 'saves'], run: benchSave },
  { names: ['stale'], run: benchStale },
  ...pageNames.map((name) => ({ names: [name], run: (world: BenchWorld) => benchPage(world, name) })),
  { names: ['desk-pages'], run: benchDesk },
  { names: ['deadline'], run: (world) => benchDeadline(world, false) },
  { names: ['deadline-lists'], run: (world) => benchDeadline(world, true) },
  { names: ['ministers'], run: benchMinisters },
  { names: ['g'], run: benchPublishing },
  { names: ['a', 'h', 'i'], run: benchKept },
  { names: ['j', 'k', 'l', 'm', 'n', 'o', 'p'], run: benchGrowth },
  { names: ['q'], run: benchMemory },
  { names: ['start'], run: benchStart },
  // Last: it makes everything that is stored larger.
  { names: growthNames, run: benchWorkspaceGrowth },
];

const say = (text: string) => process.stdout.write(`${text}\n`);
const chosen = process.argv.slice(2);
const known = runs.flatMap(({ names }) => names);
const unknown = chosen.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  say(`There is no line ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(1);
}
const [busy = 0] = loadavg();
await ensureBuilt(say);
say(`Loading ${size.states * size.indicators * size.rounds} values`);
const world = await openBenchWorld();
const lines: Line[] = [];
const broken: string[] = [];
try {
  for (const { names, run } of runs) {
    if (chosen.length > 0 && !names.some((name) => chosen.includes(name))) continue;
    say(`Measuring ${names.join(', ')}`);
    try {
      const measured = await run(world);
      say(formatTables(measured));
      lines.push(...measured);
    } catch (error) {
      broken.push(`${names.join(', ')}: ${error instanceof Error ? error.message : String(error)}`);
      say(broken.at(-1) ?? '');
    }
  }
} finally {
  await world.close();
}
if (chosen.length === 0) {
  const page = formatPage(lines, broken, busy);
  writeFileSync(join(import.meta.dirname, '../../docs/operations/benchmarks.md'), page);
}
const isGood = broken.length === 0 && lines.every(({ limits }) => limits.every(isWithin));
process.exitCode = isGood ? 0 : 1;

async function benchPublishing({ owner, publishAll }: BenchWorld): Promise<Line[]> {
  const { number, compile, publish } = await publishAll();
  const copy = await prepareBareCopy(owner, number);
  const bare = await measureTime(() => bareCopyOfPublication(owner, copy), 5);
  return [
    {
      name: 'g',
      table: 'public',
      work: `compile a round and publish it with ${closedRounds.length - 1} earlier ones`,
      ours: `${milliseconds(compile)} + ${milliseconds(publish)}`,
      bare: `${milliseconds(bare)} to write the same ${copy.documents.length.toLocaleString('en-GB')} documents`,
      limits: [{ of: 'bare', ratio: (compile + publish) / bare, atMost: 2 }],
      peer: 'has no such thing',
    },
  ];
}

/** Fifty saves of one activity that read the same version: how many were accepted beyond the first. */
async function benchStale({ serve }: BenchWorld): Promise<Line[]> {
  const { tracker, people } = await serve();
  const writer = people.reporters.find(({ state }) => state === 'SG');
  if (!writer) throw new Error('Nobody reports for Singapore.');
  const version = (await readVersions(tracker.client, writer)).get('A1.1');
  const key = { round: openRound, reporter: writer.state, activity: 'A1.1', status: 'on_track', version };
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      tracker.client.ask(
        askMutation(
          'submission.saveActivityReport',
          { ...key, achievements: `Writer ${index}` },
          writer.cookie,
        ),
      ),
    ),
  );
  const counts = (status: number) => answers.filter((answer) => answer.status === status).length;
  return [
    {
      name: 'stale',
      table: 'procedures',
      work: '50 saves at once of one activity, all from the same version',
      ours: `${counts(200)} accepted, ${counts(409)} refused as conflicts`,
      bare: '–',
      limits: [{ of: 'stale saves accepted', ratio: counts(200) - 1, atMost: 0 }],
      peer: 'accepts all, loses the earlier text',
    },
  ];
}
