/** Times in milliseconds: at the median, and at the 95th and 99th percentile. */
export type Spread = { p50: number; p95: number; p99: number };
/** How fast a piece of work goes with several at once. */
export type Rate = Spread & { perSecond: number };

/** A piece of work. `index` counts all that were begun, `worker` says which of those side by side it is. */
export type Work = (index: number, worker: number) => Promise<unknown>;

/** Repeats `work` with `atOnce` running side by side for `seconds`; milliseconds of each that succeeded. */
export async function repeat(
  work: Work,
  atOnce: number,
  seconds: number,
): Promise<{ times: number[]; failures: unknown[] }> {
  const until = performance.now() + seconds * 1000;
  const times: number[] = [];
  const failures: unknown[] = [];
  let index = 0;
  const run = async (worker: number) => {
    while (performance.now() < until) {
      const started = performance.now();
      index += 1;
      try {
        await work(index, worker);
        times.push(performance.now() - started);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, worker) => run(worker)));
  return { times, failures };
}

/** Milliseconds of one run after another: the median of `runs`, after `uncounted` others. */
export async function measureTime(
  work: (run: number) => Promise<unknown>,
  runs = 15,
  uncounted = 1,
): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < uncounted + runs; run += 1) {
    const started = performance.now();
    await work(run);
    if (run >= uncounted) times.push(performance.now() - started);
  }
  return measureSpread(times).p50;
}

export function measureSpread(times: number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** A ratio that must not be passed; `atLeast` or `atMost` by what is better. `of` says what it is a ratio to. */
export type Limit = { of: string; ratio: number } & ({ atLeast: number } | { atMost: number });

export const tables = ['procedures', 'pages', 'desk', 'days', 'public'] as const;

/** One line of a table: a piece of work, ours against the barest way of doing the same in the same run. */
export type Line = {
  /** By which `npm run bench -- NAME` runs it. */
  name: string;
  table: (typeof tables)[number];
  work: string;
  ours: string;
  /** CPU of one request: of our process and of Postgres. */
  cpu?: string;
  bare: string;
  /** What bare SQL does, where `bare` is a server of node:http. */
  sql?: string;
  limits: Limit[];
  /** What a generic headless CMS was measured at, where it was. */
  peer?: string;
};

export const perSecond = (value: number) => `${Math.round(value).toLocaleString('en-GB')}/s`;
export const milliseconds = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const spread = ({ p50, p95, p99 }: Spread) =>
  `${[p50, p95, p99].map((value) => (value < 10 ? value.toFixed(1) : Math.round(value))).join(', ')} ms`;
export const megabytes = (bytes: number | null) =>
  bytes === null ? 'not measured' : `${Math.round(bytes / 1024 / 1024).toLocaleString('en-GB')} MB`;
