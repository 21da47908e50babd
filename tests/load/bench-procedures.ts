import { randomUUID } from 'node:crypto';
import { type BareAsk, runBare } from './bare-sql.ts';
import type { BenchWorld } from './bench-world.ts';
import { closedRounds, narrative, openRound } from './dataset.ts';
import { askMutation, askQuery, readResult } from './http-client.ts';
import { type Limit, type Line, milliseconds, perSecond, spread, type Work } from './measure.ts';
import { openSavers, readVersions } from './saves.ts';
import { describeCpu, type Measured, measureSides } from './side-by-side.ts';

/** How many ask at once, where more than one does. */
const clients = 20;

export const pick = <T>(list: readonly T[], index: number): T => {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('An empty list has nothing to pick.');
  return item;
};

type Sides = { ours: Measured; bare: Measured; sql: Measured };

/** Ours over HTTP, the barest server over HTTP and bare SQL from this process, in turns. */
export async function measureThree(
  { owner, postgres, serve }: BenchWorld,
  ours: Work,
  bare: (index: number) => BareAsk,
  atOnce = clients,
): Promise<Sides> {
  const { tracker, bare: server } = await serve();
  return measureSides(
    {
      sql: { work: (index) => runBare(owner, bare(index)), server: null },
      bare: { work: (index) => server.client.get({ path: '/', body: bare(index) }), server: server.pid },
      ours: { work: ours, server: tracker.pid },
    },
    { atOnce, postgres },
  );
}

const times = (measured: Measured) =>
  `${spread(measured)}${measured.failed > 0 ? `; **${measured.failed} failed**` : ''}`;
const rate = (measured: Measured) => `${perSecond(measured.perSecond)}; ${times(measured)}`;

/** What is done with many at once: a second, and the times. */
export const describeRates = ({ ours, bare, sql }: Sides) => ({
  ours: rate(ours),
  cpu: describeCpu(ours),
  bare: `${rate(bare)}; CPU ${describeCpu(bare)}`,
  sql: rate(sql),
});

/** What is done alone: the times. */
const describeTimes = ({ ours, bare, sql }: Sides) => ({
  ours: times(ours),
  cpu: describeCpu(ours),
  bare: `${times(bare)}; CPU ${describeCpu(bare)}`,
  sql: times(sql),
});

/**
 * The peer's figures: a generic headless CMS, measured over HTTP as a signed-in person with the same data, Postgres and
 * machine of 2 cores.
 */
const timesPeer = (ratio: number, atLeast: number): Limit => ({ of: "the peer's speed", ratio, atLeast });
const ofBare = (ratio: number, atLeast: number): Limit => ({ of: 'bare HTTP', ratio, atLeast });

export async function benchSheet(world: BenchWorld): Promise<Line[]> {
  const { tracker, people } = await world.serve();
  const key = (index: number) => {
    const { state, cookie } = pick(people.reporters, index);
    return { cookie, round: pick(closedRounds, index), reporter: state };
  };
  const sides = await measureThree(
    world,
    (index) => {
      const { cookie, ...input } = key(index);
      return tracker.client.get(askQuery('submission.get', input, cookie));
    },
    (index) => ({ do: 'sheet', round: key(index).round, reporter: key(index).reporter }),
  );
  const { ours, bare } = sides;
  return [
    {
      name: 'sheet',
      table: 'procedures',
      work: "one state's sheet of 200 values",
      ...describeRates(sides),
      limits: [ofBare(ours.perSecond / bare.perSecond, 0.5), timesPeer(ours.perSecond / 106, 4)],
      peer: '106/s, p95 245 ms',
    },
  ];
}

export async function benchBoard(world: BenchWorld): Promise<Line[]> {
  const { tracker, people } = await world.serve();
  const sides = await measureThree(
    world,
    (index) =>
      tracker.client.get(askQuery('review.board', { round: pick(closedRounds, index) }, people.officer)),
    (index) => ({ do: 'board', round: pick(closedRounds, index) }),
  );
  return [
    {
      name: 'board',
      table: 'procedures',
      work: 'board of who has reported',
      ...describeRates(sides),
      limits: [timesPeer(sides.ours.perSecond / 285, 4)],
      peer: '285/s',
    },
  ];
}

/** A round as a file, and what a sheet takes beside three people who download one. */
export async function benchDownloads(world: BenchWorld): Promise<Line[]> {
  const { tracker, people } = await world.serve();
  const download = (index: number) =>
    tracker.client.get({
      path: `/secretariat/rounds/${pick(closedRounds, index)}/values.csv`,
      cookie: people.officer,
    });
  const round = (index: number): BareAsk => ({ do: 'round', round: pick(closedRounds, index) });
  const { bytes } = await download(0);
  const csv = await measureThree(world, download, round);
  const isOver = new AbortController();
  const downloadUntilOver = async () => {
    // One that fails is followed by the next.
    for (let index = 0; !isOver.signal.aborted; index += 1) await download(index).catch(() => null);
  };
  const sheet = (index: number) => {
    const { state, cookie } = pick(people.reporters, index);
    return { cookie, round: pick(closedRounds, index), reporter: state };
  };
  const ask = (index: number) => {
    const { cookie, ...input } = sheet(index);
    return tracker.client.get(askQuery('submission.get', input, cookie));
  };
  const downloads = [0, 1, 2].map(downloadUntilOver);
  const { ours: beside } = await measureSides(
    { ours: { work: ask, server: tracker.pid } },
    { atOnce: 1, postgres: world.postgres },
  );
  isOver.abort();
  await Promise.all(downloads);
  const alone = await measureThree(world, ask, (index) => ({ do: 'sheet', ...sheet(index) }), 1);
  return [
    {
      name: 'csv',
      table: 'procedures',
      work: `a round as CSV, ${Math.round(bytes / 1000)} kB, streamed`,
      ...describeRates(csv),
      limits: [timesPeer(csv.ours.perSecond / 12, 6)],
      peer: '12/s',
    },
    {
      name: 'beside',
      table: 'procedures',
      work: `a sheet beside three such downloads, one at a time (alone ${milliseconds(alone.ours.p50)})`,
      ...describeTimes(alone),
      ours: times(beside),
      cpu: 'not told apart',
      limits: [timesPeer(223 / beside.p50, 8.6)],
      peer: '223 ms',
    },
  ];
}

/** What the barest way writes on where whole reports are saved: that of a state in which nobody else does. */
async function findBareKeys({ owner }: BenchWorld, activities: string[], indicators: string[]) {
  const [ids] = await owner<{ submission: number; activities: number[]; indicators: number[] }[]>`
    select s.id as submission,
      (select array_agg(id) from tracker.activity a where a.code = any (${activities}) and a.plan_id = r.plan_id) as activities,
      (select array_agg(id) from tracker.indicator i where i.code = any (${indicators}) and i.plan_id = r.plan_id) as indicators
    from tracker.submission s join tracker.round r on r.id = s.round_id and r.code = ${openRound}
    join tracker.reporter p on p.id = s.reporter_id and p.code = 'VN'`;
  if (!ids) throw new Error('The open round has a report of every state.');
  return ids;
}

const codes = (count: number) => Array.from({ length: count }, (_, at) => `X${at + 1}`);

/** One value at a time, by one person and by twenty. */
export async function benchSave(world: BenchWorld): Promise<Line[]> {
  const { tracker, people } = await world.serve();
  const savers = await openSavers(tracker.client, people.reporters.slice(0, clients));
  const save: Work = async (_, worker) => {
    const saver = pick(savers, worker);
    saver.saved(await tracker.client.get(saver.next()));
  };
  // In the same reports, and in indicators that none of the twenty writes on.
  const { indicators } = await findBareKeys(world, [], codes(199).slice(100));
  const submissions = await world.owner<{ id: number }[]>`
    select s.id from tracker.submission s join tracker.round r on r.id = s.round_id and r.code = ${openRound}
    join tracker.reporter p on p.id = s.reporter_id and p.kind = 'state' order by s.id`;
  const bare = (index: number): BareAsk => ({
    do: 'values',
    submission: pick(submissions, index).id,
    indicators: [pick(indicators, index)],
    run: index,
  });
  const alone = await measureThree(world, save, bare, 1);
  const atOnce = await measureThree(world, save, bare);
  return [
    {
      name: 'save',
      table: 'procedures',
      work: 'one value saved with its history, alone',
      ...describeTimes(alone),
      limits: [{ of: '5 ms', ratio: alone.ours.p50 / 5, atMost: 1 }],
      peer: '7 ms',
    },
    {
      name: 'saves',
      table: 'procedures',
      work: 'the same, 20 people at once',
      ...describeRates(atOnce),
      limits: [{ of: '400/s', ratio: atOnce.ours.perSecond / 400, atLeast: 1 }],
      peer: '106/s, p95 281 ms',
    },
  ];
}

/** Many values in one call, by one person: cells of one indicator, indicators of a report, a whole report. */
export async function benchBulk(world: BenchWorld): Promise<Line[]> {
  const { tracker, people } = await world.serve();
  const writer = people.reporters.find(({ state }) => state === 'TH');
  if (!writer) throw new Error('Nobody reports for Thailand.');
  const versions = await readVersions(tracker.client, writer);
  const key = { round: openRound, reporter: writer.state };
  const activities = [...versions.keys()].filter((code) => !code.startsWith('X')).slice(0, 40);
  const keys = await findBareKeys(world, activities, codes(200));
  const [wide] = (await findBareKeys(world, [], ['X200'])).indicators;
  if (wide === undefined) throw new Error('There is no X200.');

  const saveCells: Work = async (index) => {
    const cells = [
      { by: {}, state: 'reported', value: 200_000_000 },
      ...Array.from({ length: 199 }, (_, at) => ({
        by: { bench: `c${at + 1}` },
        state: 'reported',
        value: at + index,
      })),
    ];
    const input = {
      ...key,
      indicator: 'X200',
      cells,
      note: narrative,
      version: versions.get('X200'),
      requestId: randomUUID(),
    };
    const answer = await tracker.client.get(
      askMutation('submission.saveIndicatorValues', input, writer.cookie),
    );
    const { version }: { version: number } = readResult(answer);
    versions.set('X200', version);
  };
  const saveMany =
    (indicators: string[], reports: string[]): Work =>
    async (index) => {
      const input = {
        ...key,
        activities: reports.map((activity) => ({
          activity,
          status: 'on_track',
          achievements: narrative + index,
          nextSteps: narrative,
          version: versions.get(activity),
        })),
        indicators: indicators.map((indicator) => ({
          indicator,
          cells: [{ by: {}, state: 'reported', value: 20 + (index % 1000) }],
          note: narrative + index,
          version: versions.get(indicator),
        })),
        requestId: randomUUID(),
      };
      const answer = await tracker.client.get(askMutation('submission.saveReport', input, writer.cookie));
      const saved: Record<'activities' | 'indicators', { code: string; version: number }[]> =
        readResult(answer);
      for (const { code, version } of [...saved.activities, ...saved.indicators]) versions.set(code, version);
    };

  const { submission, indicators } = keys;
  const many = await measureThree(
    world,
    saveMany(codes(200), []),
    (run) => ({ do: 'values', submission, indicators, run }),
    1,
  );
  const report = await measureThree(
    world,
    saveMany(codes(90).slice(30), activities),
    (run) => ({
      do: 'report',
      submission,
      activities: keys.activities,
      indicators: indicators.slice(30, 90),
      run,
    }),
    1,
  );
  // Last, since parts may not come to more than a total.
  await world.owner`update tracker.indicator_value set value = 200000000
    where submission_id = ${keys.submission} and indicator_id = ${wide} and dimension_code is null`;
  const cells = await measureThree(
    world,
    saveCells,
    (run) => ({ do: 'cells', submission, indicator: wide, run }),
    1,
  );
  return [
    {
      name: 'cells',
      table: 'procedures',
      work: '200 cells of one indicator saved in one call, with history',
      ...describeTimes(cells),
      limits: [
        { of: 'bare SQL', ratio: cells.ours.p50 / cells.sql.p50, atMost: 2 },
        timesPeer(500 / cells.ours.p50, 10),
      ],
      peer: '500 ms',
    },
    {
      name: 'indicators',
      table: 'procedures',
      work: '200 indicators saved in one call, with history',
      ...describeTimes(many),
      limits: [timesPeer(500 / many.ours.p50, 10)],
      peer: '500 ms',
    },
    {
      name: 'report',
      table: 'procedures',
      work: 'a submission saved: 40 activity reports, 60 cells, with history (bare: without)',
      ...describeTimes(report),
      limits: [{ of: 'bare SQL', ratio: report.ours.p50 / report.sql.p50, atMost: 6 }],
    },
  ];
}
