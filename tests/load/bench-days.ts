import { setTimeout as sleep } from 'node:timers/promises';
import { pick } from './bench-procedures.ts';
import type { BenchWorld } from './bench-world.ts';
import { openRound } from './dataset.ts';
import type { Ask, HttpAnswer, HttpClient } from './http-client.ts';
import { type Limit, type Line, measureSpread, megabytes, perSecond, spread } from './measure.ts';
import { readCpu, readMemory } from './process-usage.ts';
import { openSavers } from './saves.ts';

/** Everybody saves so often, for so long, in milliseconds. */
const between = 5_000;
const dayMs = 120_000;

/** Times of one kind of request, in milliseconds, and how many were answered with an error. */
class Waits {
  readonly times: number[] = [];
  readonly errors = new Map<string, number>();

  /** Sends a request and notes how long it took; null where it failed. */
  async send(client: HttpClient, asked: Ask): Promise<HttpAnswer | null> {
    const started = performance.now();
    const answer = await client.ask(asked).catch((error: unknown) => String(error));
    this.times.push(performance.now() - started);
    if (typeof answer !== 'string' && answer.status === 200) return answer;
    const reason = typeof answer === 'string' ? answer : String(answer.status);
    this.errors.set(reason, (this.errors.get(reason) ?? 0) + 1);
    return null;
  }

  describe(what: string): string {
    const failed = [...this.errors].map(([reason, times]) => `${times} × ${reason}`).join(', ');
    return `${what} ${spread(measureSpread(this.times))} (${this.times.length.toLocaleString('en-GB')}${failed ? `; failed: ${failed}` : ''})`;
  }

  limit(what: string, atMost: number): Limit {
    const { p95 } = measureSpread(this.times);
    return { of: `${atMost} ms for p95 of ${what}`, ratio: p95 / atMost, atMost: 1 };
  }
}

const noErrors = (...waits: Waits[]): Limit => ({
  of: 'errors',
  ratio: waits.reduce((sum, { errors }) => sum + [...errors.values()].reduce((all, one) => all + one, 0), 0),
  atMost: 0,
});

/** Runs `work` and says what the server and Postgres used meanwhile: CPU in cores, and the most memory. */
async function watchUsage({ postgres, serve }: BenchWorld, work: () => Promise<void>): Promise<string> {
  const { tracker } = await serve();
  const before = [readCpu(tracker.pid), readCpu(postgres)];
  const started = performance.now();
  let memory = 0;
  const watch = setInterval(() => (memory = Math.max(memory, readMemory(tracker.pid) ?? 0)), 1000);
  await work().finally(() => clearInterval(watch));
  const ms = performance.now() - started;
  const cores = [readCpu(tracker.pid), readCpu(postgres)].map((now, at) =>
    now === null ? 'not measured' : ((now - (before[at] ?? 0)) / ms).toFixed(2),
  );
  return `${cores.join(' + ')} cores; ${megabytes(memory || null)} at most`;
}

/**
 * The day before the deadline: everybody opens the task list once, within five seconds, and then saves a value every
 * five seconds for two minutes. With `reopens`, the list is opened again after each save.
 */
export async function benchDeadline(world: BenchWorld, reopens: boolean): Promise<Line[]> {
  const { tracker, people } = await world.serve();
  const { client } = tracker;
  const savers = await openSavers(client, people.reporters);
  const lists = new Waits();
  const saves = new Waits();
  const usage = await watchUsage(world, async () => {
    const begun = performance.now();
    const report = async (saver: (typeof savers)[number], at: number) => {
      const { cookie } = pick(people.reporters, at);
      const openList = () => lists.send(client, { path: `/workspace/${openRound}`, cookie, isPage: true });
      const first = (at / savers.length) * between;
      await sleep(first);
      await openList();
      // Whoever still waits when the day is over does not save again.
      const isDay = (turn: number) => turn * between + first < dayMs && performance.now() - begun < dayMs;
      for (let turn = 1; isDay(turn); turn += 1) {
        await sleep(Math.max(0, begun + first + turn * between - performance.now()));
        const answer = await saves.send(client, saver.next());
        if (answer) saver.saved(answer);
        if (reopens) await openList();
      }
    };
    await Promise.all(savers.map(report));
  });
  const [list, save] = reopens ? [500, 150] : [300, 100];
  return [
    {
      name: reopens ? 'deadline-lists' : 'deadline',
      table: 'days',
      work: `deadline day: ${savers.length} people, each opens the task list once and saves every 5 s for two minutes${reopens ? '; the list is opened again after each save' : ''}`,
      ours: `${lists.describe('list')}; ${saves.describe('save')}`,
      bare: usage,
      limits: [lists.limit('the list', list), saves.limit('a save', save), noErrors(lists, saves)],
      peer: reopens
        ? 'list (JSON) 21 ms, save 26 ms'
        : 'list (JSON) 32 ms, p95 102 ms; save 15 ms, p95 34 ms',
    },
  ];
}

const publicPaths = [
  '/',
  '/indicators',
  '/indicators/X7',
  '/figures/activities-by-area',
  '/embed/figures/activities-by-area',
  '/figures/activities-by-area/picture.svg',
  '/activities/A1.1',
  '/states/th',
  '/plan',
];
const readers = 200;
const spikeMs = 30_000;
/** Milliseconds that a reader looks at a page. */
const look = 500;

/**
 * The ministers' day: a publication has just come out, and two hundred readers open the overview and then page after
 * page and figure after figure, while twenty people save a value every five seconds.
 */
export async function benchMinisters(world: BenchWorld): Promise<Line[]> {
  await world.publishAll();
  const { tracker, people } = await world.serve();
  const { client } = tracker;
  const savers = await openSavers(client, people.reporters.slice(0, 20));
  const pages = new Waits();
  const saves = new Waits();
  const usage = await watchUsage(world, async () => {
    const until = performance.now() + spikeMs;
    const read = async (reader: number) => {
      await sleep((reader / readers) * look);
      for (let turn = 0; performance.now() < until; turn += 1) {
        const path = publicPaths[turn === 0 ? 0 : (reader + turn) % publicPaths.length] ?? '/';
        await pages.send(client, { path, isPage: true });
        await sleep(look);
      }
    };
    const write = async (saver: (typeof savers)[number], at: number) => {
      for (await sleep((at / savers.length) * between); performance.now() < until; await sleep(between)) {
        const answer = await saves.send(client, saver.next());
        if (answer) saver.saved(answer);
      }
    };
    await Promise.all([...Array.from({ length: readers }, (_, at) => read(at)), ...savers.map(write)]);
  });
  return [
    {
      name: 'ministers',
      table: 'days',
      work: `ministers' day: ${readers} readers open the overview, then a page or figure every half second for half a minute; 20 people save every 5 s`,
      ours: `${perSecond((pages.times.length * 1000) / spikeMs)}: ${pages.describe('page')}; ${saves.describe('save')}`,
      bare: usage,
      limits: [pages.limit('a page', 300), saves.limit('a save', 100), noErrors(pages, saves)],
    },
  ];
}
