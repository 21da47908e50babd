import { describeRates, measureThree, pick } from './bench-procedures.ts';
import type { BareAsk } from './bare-sql.ts';
import type { BenchWorld } from './bench-world.ts';
import { buildGrownPlan, closedRounds, loadBenchData, openRound } from './dataset.ts';
import { type Limit, type Line, measureTime, milliseconds } from './measure.ts';
import type { Reporter } from './people-signed-in.ts';

type Page = {
  name: string;
  work: string;
  path: (index: number, reporter: Reporter) => string;
  who: 'reporter' | 'officer';
  /** The rows that the page shows, or most of them. */
  bare: (index: number, reporter: Reporter) => BareAsk;
  /** Pages a second that twenty people get at least. */
  atLeast?: number;
};

const sheet = (_: number, { state }: Reporter): BareAsk => ({
  do: 'sheet',
  round: openRound,
  reporter: state,
});
const board = (index: number): BareAsk => ({ do: 'board', round: pick(closedRounds, index) });

const pages: Page[] = [
  {
    name: 'task-list',
    work: "task list: one state's report of 60 activities and 200 indicators",
    path: () => `/workspace/${openRound}`,
    who: 'reporter',
    bare: sheet,
    atLeast: 120,
  },
  {
    name: 'board-page',
    work: 'board of who has reported',
    path: (index) => `/secretariat/rounds/${pick(closedRounds, index)}`,
    who: 'officer',
    bare: board,
    atLeast: 120,
  },
  {
    name: 'entry',
    work: 'entry page of one indicator',
    path: (index) => `/workspace/${openRound}/indicators/X${(index % 199) + 1}`,
    who: 'reporter',
    bare: (index, { state }) => ({
      do: 'entry',
      round: openRound,
      reporter: state,
      indicator: `X${(index % 199) + 1}`,
    }),
  },
  {
    name: 'grid',
    work: 'grid of the 50 indicators of one area (bare: of all areas)',
    path: (index) => `/workspace/${openRound}/grid/${pick(['A', 'B', 'C', 'D'], index)}`,
    who: 'reporter',
    bare: sheet,
  },
  {
    name: 'check',
    work: 'check of a whole report',
    path: () => `/workspace/${openRound}/check`,
    who: 'reporter',
    bare: sheet,
  },
  {
    name: 'reports',
    work: "one's own reports of all rounds",
    path: () => '/workspace',
    who: 'reporter',
    bare: board,
  },
  {
    name: 'overview',
    work: 'overview, as anybody gets it (bare: the rows of the board)',
    path: () => '/',
    who: 'reporter',
    bare: board,
  },
];

export const pageNames = pages.map(({ name }) => name);

/** Whole pages, compressed as browsers ask for them, by people who are signed in. */
export async function benchPage(world: BenchWorld, name: string): Promise<Line[]> {
  const page = pages.find((one) => one.name === name);
  if (!page) throw new Error(`There is no page ${name}.`);
  if (name === 'overview') await world.publishAll();
  const { tracker, people } = await world.serve();
  const reporter = (index: number) => pick(people.reporters, index);
  const ask = (index: number) =>
    tracker.client.get({
      path: page.path(index, reporter(index)),
      cookie: page.who === 'officer' ? people.officer : reporter(index).cookie,
      isPage: true,
    });
  const { bytes } = await ask(0);
  const sides = await measureThree(world, ask, (index) => page.bare(index, reporter(index)));
  const limit: Limit[] = page.atLeast
    ? [{ of: `${page.atLeast}/s`, ratio: sides.ours.perSecond / page.atLeast, atLeast: 1 }]
    : [];
  return [
    {
      name,
      table: 'pages',
      work: `${page.work}, ${Math.round(bytes / 1000)} kB compressed`,
      ...describeRates(sides),
      limits: limit,
    },
  ];
}

const factors = [1, 10, 100];
const grown = [
  { name: 'task-list-growth', work: 'task list', page: '' },
  { name: 'entry-growth', work: 'entry page of one indicator', page: '/indicators/X7' },
];
export const growthNames = grown.map(({ name }) => name);

/** Pages of a size before the first that counts, as in bench-public.ts. */
const uncounted = 15;

/** How a page of one state's report grows with the plan: one request after the other, median. */
export async function benchWorkspaceGrowth({ owner, serve }: BenchWorld): Promise<Line[]> {
  const { tracker, people } = await serve();
  const plans = factors.map(buildGrownPlan);
  for (const plan of plans) await loadBenchData(owner, plan);
  await owner.script('select tracker.refresh_progress(array(select id from tracker.submission))');
  const { cookie } = pick(people.reporters, 0);
  const lines: Line[] = [];
  for (const { name, work, page } of grown) {
    const times: number[] = [];
    for (const { rounds } of plans) {
      const path = `/workspace/${rounds.at(-1)?.code}${page}`;
      times.push(await measureTime(() => tracker.client.get({ path, cookie, isPage: true }), 9, uncounted));
    }
    lines.push({
      name,
      table: 'pages',
      work: `${work}, alone: growth from 1 to 100 times the plan`,
      ours: times.map(milliseconds).join(', '),
      bare: 'at 1, 10 and 100 times',
      limits: [{ of: 'once the plan', ratio: (times.at(-1) ?? 0) / (times[0] ?? 1), atMost: 1.5 }],
    });
  }
  return lines;
}
