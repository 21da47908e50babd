/** How fast a piece of work goes with several at once: a second, and milliseconds at the median and 95th percentile. */
export type Rate = { perSecond: number; p50: number; p95: number };

/** Repeats `work` with `atOnce` running side by side for `seconds`, after a warm-up that is not counted. */
export async function measureRate(
  work: (index: number) => Promise<unknown>,
  { atOnce = 20, seconds = 4, warmUp = 1 }: { atOnce?: number; seconds?: number; warmUp?: number } = {},
): Promise<Rate> {
  await repeat(work, atOnce, warmUp);
  const times = await repeat(work, atOnce, seconds);
  return { perSecond: times.length / seconds, p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

async function repeat(work: (index: number) => Promise<unknown>, atOnce: number, seconds: number) {
  const until = performance.now() + seconds * 1000;
  const times: number[] = [];
  let index = 0;
  const worker = async () => {
    while (performance.now() < until) {
      const started = performance.now();
      index += 1;
      await work(index);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return times;
}

/** Milliseconds of one run after another: the median of `runs`, after one that is not counted. */
export async function measureTime(work: (run: number) => Promise<unknown>, runs = 15): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const started = performance.now();
    await work(run);
    if (run > 0) times.push(performance.now() - started);
  }
  return percentile(times, 0.5);
}

function percentile(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** One line of the table: a piece of work, ours against the barest way of doing the same in the same run. */
export type Line = {
  work: string;
  ours: string;
  bare: string;
  ratio: number;
  /** The ratio that must not be passed; `atLeast` or `atMost` by what is better. */
  limit: { atLeast: number } | { atMost: number };
  peer: string;
};

export const perSecond = (value: number) => `${Math.round(value).toLocaleString('en-GB')}/s`;
export const milliseconds = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
