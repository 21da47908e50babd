import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '#server/build.ts';
import {
  bareBoard,
  bareCells,
  bareCopyOfPublication,
  bareSave,
  bareSheet,
  prepareBareCopy,
} from './bare-sql.ts';
import { type BenchWorld, openBenchWorld } from './bench-world.ts';
import { benchMemory } from './bench-memory.ts';
import { benchGrownPages, benchGrownPublishing, benchKept } from './bench-public.ts';
import { benchRounds, narrative, size } from './dataset.ts';
import { type Line, measureRate, measureTime, milliseconds, perSecond } from './measure.ts';

/**
 * `npm run bench`: what the tracker does at 22,000 values, each as a ratio to the barest way of doing the same,
 * measured in the same run on the same machine. `npm run bench -- g p` measures the groups of these lines alone and
 * leaves the table in the documentation as it is. `peer` is what a generic headless CMS was measured at with the same
 * data and 2 cores; the aim is to be four times ahead of it.
 */
const states = ['BN', 'KH', 'ID', 'LA', 'MY', 'MM', 'PH', 'SG', 'TH', 'VN', 'TL'];
const last = benchRounds.at(-1)?.code ?? '';
const closed = benchRounds.slice(0, -1).map(({ code }) => code);
const pick = <T>(list: T[], index: number): T => {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('An empty list has nothing to pick.');
  return item;
};
const say = (text: string) => process.stdout.write(`${text}\n`);
/** By the letters of their lines, in the order in which each finds what it needs: pages show what was published. */
const groups: [letters: string, run: (world: BenchWorld) => Promise<Line[]>][] = [
  ['g', benchPublishing],
  ['c', async (world) => [await benchSheets(world)]],
  ['d', async (world) => [await benchBoard(world)]],
  ['bf', benchSaves],
  ['e', async (world) => [await benchExport(world)]],
  ['ahi', benchKept],
  ['op', benchGrownPublishing],
  ['jklmn', benchGrownPages],
  ['q', async (world) => [await benchMemory(world)]],
];
const chosen = process.argv.slice(2);
await ensureBuilt(say);
say(`Loading ${size.states * size.indicators * size.rounds} values`);
const world = await openBenchWorld();
try {
  const lines: Line[] = [];
  for (const [letters, run] of groups) {
    if (chosen.length === 0 || chosen.some((letter) => letters.includes(letter)))
      lines.push(...(await run(world)));
  }
  const table = formatTable(lines, await countLostWrites(world));
  say(`\n${table}`);
  if (chosen.length === 0)
    writeFileSync(join(import.meta.dirname, '../../docs/operations/benchmarks.md'), table);
  process.exitCode = lines.every(isWithinLimit) ? 0 : 1;
} finally {
  await world.close();
}

async function benchPublishing({ officer, owner }: BenchWorld): Promise<Line[]> {
  let compile = 0;
  let publish = 0;
  let number = 0;
  for (const round of closed) {
    const started = performance.now();
    await officer.compilation.create({ round });
    const compiled = performance.now();
    ({ number } = await officer.publication.publish({ round }));
    compile = compiled - started;
    publish = performance.now() - compiled;
  }
  const copy = await prepareBareCopy(owner, number);
  const bare = await measureTime(() => bareCopyOfPublication(owner, copy), 5);
  return [
    {
      work: `(g) compile a round and publish it with ${closed.length - 1} earlier ones`,
      ours: `${milliseconds(compile)} + ${milliseconds(publish)}`,
      bare: `${milliseconds(bare)} to write the same ${copy.documents.length.toLocaleString('en-GB')} documents`,
      ratio: (compile + publish) / bare,
      limit: { atMost: 2 },
      peer: 'has no such thing',
    },
  ];
}

async function benchSheets({ reporter, owner }: BenchWorld): Promise<Line> {
  const key = (index: number) => ({ round: pick(closed, index), reporter: pick(states, index) });
  const bare = await measureRate((index) => bareSheet(owner, key(index).round, key(index).reporter));
  const ours = await measureRate((index) => reporter.submission.get(key(index)));
  return {
    work: "(c) one state's sheet of 200 values, 20 at once",
    ours: `${perSecond(ours.perSecond)}, p95 ${milliseconds(ours.p95)}`,
    bare: `${perSecond(bare.perSecond)} bare SQL join`,
    ratio: ours.perSecond / bare.perSecond,
    limit: { atLeast: 0.3 },
    peer: '148/s, p95 172 ms',
  };
}

async function benchBoard({ officer, owner }: BenchWorld): Promise<Line> {
  const bare = await measureRate((index) => bareBoard(owner, pick(closed, index)));
  const ours = await measureRate((index) => officer.review.board({ round: pick(closed, index) }));
  return {
    work: '(d) board of who has reported, 20 at once',
    ours: `${perSecond(ours.perSecond)}, p95 ${milliseconds(ours.p95)}`,
    bare: `${perSecond(bare.perSecond)} bare SQL`,
    ratio: ours.perSecond / bare.perSecond,
    limit: { atLeast: 0.12 },
    peer: '413/s',
  };
}

async function benchSaves({ reporter, owner }: BenchWorld): Promise<Line[]> {
  const sheet = await reporter.submission.get({ round: last, reporter: 'KH' });
  const versions = new Map(
    [...sheet.activities, ...sheet.indicators].map((item) => [item.code, item.version]),
  );
  const activities = sheet.activities.slice(0, 40).map(({ code }) => code);
  const indicators = sheet.indicators.slice(30, 90).map(({ code }) => code);
  const ours = await measureTime(async (run) => {
    const saved = await reporter.submission.saveReport({
      round: last,
      reporter: 'KH',
      activities: activities.map((activity) => ({
        activity,
        status: 'on_track',
        achievements: narrative + run,
        nextSteps: narrative,
        version: versions.get(activity) ?? 0,
      })),
      indicators: indicators.map((indicator) => ({
        indicator,
        cells: [{ by: {}, state: 'reported' as const, value: 20 + run }],
        note: narrative + run,
        version: versions.get(indicator) ?? 0,
      })),
    });
    for (const { code, version } of [...saved.activities, ...saved.indicators]) versions.set(code, version);
  });
  const [ids] = await owner<{ submission: number; activities: number[]; indicators: number[] }[]>`
    select s.id as submission,
      (select array_agg(id) from tracker.activity a where a.code = any (${activities}) and a.plan_id = r.plan_id) as activities,
      (select array_agg(id) from tracker.indicator i where i.code = any (${indicators}) and i.plan_id = r.plan_id) as indicators
    from tracker.submission s join tracker.round r on r.id = s.round_id and r.code = ${last}
    join tracker.reporter p on p.id = s.reporter_id and p.code = 'VN'`;
  if (!ids) throw new Error('The last round has a report of every state.');
  const bare = await measureTime((run) =>
    bareSave(owner, ids.submission, ids.activities, ids.indicators, run),
  );
  return [
    {
      work: '(b) save a submission: 40 activity reports, 60 cells, with history',
      ours: milliseconds(ours),
      bare: `${milliseconds(bare)} raw SQL without history`,
      ratio: ours / bare,
      limit: { atMost: 6 },
      peer: 'not measured',
    },
    await benchCells({ reporter, owner }, ids.submission),
  ];
}

async function benchCells(
  { reporter, owner }: Pick<BenchWorld, 'reporter' | 'owner'>,
  other: number,
): Promise<Line> {
  const key = { round: last, reporter: 'TH', indicator: 'X200' };
  let { version } = (await reporter.submission.indicator(key)).answer;
  const cells = (run: number) => [
    { by: {}, state: 'reported' as const, value: 200_000 },
    ...Array.from({ length: 199 }, (_, index) => ({
      by: { bench: `c${index + 1}` },
      state: 'reported' as const,
      value: index + run,
    })),
  ];
  const ours = await measureTime(async (run) => {
    const saved = await reporter.submission.saveIndicatorValues({
      ...key,
      cells: cells(run),
      note: narrative,
      version,
    });
    version = saved?.version ?? 0;
  });
  const [row] = await owner<{ id: number }[]>`
    select i.id from tracker.indicator i join tracker.plan p on p.id = i.plan_id and p.code = 'BENCH'
    where i.code = 'X200'`;
  const id = row?.id ?? 0;
  await owner`update tracker.indicator_value set value = 200000
    where submission_id = ${other} and indicator_id = ${id} and dimension_code is null`;
  const bare = await measureTime((run) => bareCells(owner, other, id, run));
  return {
    work: '(f) save 200 cells in one call, with history',
    ours: milliseconds(ours),
    bare: `${milliseconds(bare)} raw SQL with a row of history`,
    ratio: ours / bare,
    limit: { atMost: 5 },
    peer: '388–416 ms',
  };
}

async function benchExport({ officer, reporter, owner }: BenchWorld): Promise<Line> {
  const download = async (index: number) => {
    let bytes = 0;
    for await (const piece of await officer.round.valuesCsv({ round: pick(closed, index) }))
      bytes += piece.length;
    return bytes;
  };
  const sheetOf = (index: number) =>
    reporter.submission.get({ round: pick(closed, index), reporter: pick(states, index) });
  const bare = await measureRate(
    (index) => owner`select * from tracker.indicator_value v join tracker.indicator_report ir
      using (submission_id, indicator_id) join tracker.submission s on s.id = v.submission_id
      join tracker.round r on r.id = s.round_id where r.code = ${pick(closed, index)}`,
  );
  const ours = await measureRate(download);
  const bytes = await download(0);
  const alone = await measureRate(sheetOf, { atOnce: 1, seconds: 2 });
  const downloading = new AbortController();
  const downloads = Promise.all(
    [0, 1, 2].map(async (index) => {
      while (!downloading.signal.aborted) await download(index);
    }),
  );
  const beside = await measureRate(sheetOf, { atOnce: 1, seconds: 2 });
  downloading.abort();
  await downloads;
  return {
    work: `(e) a round as CSV (${Math.round(bytes / 1000)} kB with narratives), streamed, 20 at once; a sheet takes ${milliseconds(alone.p50)} alone and ${milliseconds(beside.p50)} beside three downloads`,
    ours: `${perSecond(ours.perSecond)}, p95 ${milliseconds(ours.p95)}`,
    bare: `${perSecond(bare.perSecond)} the rows by bare SQL`,
    ratio: ours.perSecond / bare.perSecond,
    limit: { atLeast: 0.8 },
    peer: '19/s (196 kB), blocks',
  };
}

/** Fifty saves of one activity that read the same version: how many were accepted beyond the first. */
async function countLostWrites({ reporter }: BenchWorld): Promise<number> {
  const key = { round: last, reporter: 'SG', activity: 'A1.1' };
  const { version } = (await reporter.submission.activity(key)).answer;
  const answers = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) =>
      reporter.submission.saveActivityReport({
        ...key,
        status: 'on_track',
        achievements: `Writer ${index}`,
        version,
      }),
    ),
  );
  return answers.filter(({ status }) => status === 'fulfilled').length - 1;
}

function isWithinLimit({ ratio, limit }: Line): boolean {
  return 'atLeast' in limit ? ratio >= limit.atLeast : ratio <= limit.atMost;
}

function formatTable(lines: Line[], lost: number): string {
  const rows = lines
    .toSorted((a, b) => a.work.localeCompare(b.work))
    .map((line) => {
      const limit =
        'atLeast' in line.limit ? `at least ${line.limit.atLeast}` : `at most ${line.limit.atMost}`;
      return `| ${[line.work, line.ours, line.bare, line.ratio.toFixed(2), limit, isWithinLimit(line) ? 'yes' : '**no**', line.peer].join(' | ')} |`;
    });
  return [
    '# Benchmarks',
    '',
    `Written by \`npm run bench\`: ${size.states} states, ${size.activities} activities, ${size.indicators} indicators, ${size.rounds} rounds, ${(size.states * size.indicators * size.rounds).toLocaleString('en-GB')} values, each with a narrative of ${narrative.length} characters. Embedded Postgres with durability on, everything on one machine with ${cpus().length} cores. Ours and bare are measured in the same run; the peer is a generic headless CMS that was measured once with the same data on 2 cores.`,
    '',
    '| work | ours | bare | ratio | limit | within | peer |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
    `Stale writes accepted: ${lost} of 49 (the peer accepts them all and loses the earlier text).`,
    '',
  ].join('\n');
}
