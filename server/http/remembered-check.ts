/** How long a result is cached, and how long to wait for one. */
export type CheckTimes = { goodForMs: number; badForMs: number; patienceMs: number };

/**
 * Creates a check whose result is cached, so that it runs now and then and once at a time, however many ask.
 * A check that fails or is late returns false; a late one may still finish and be cached.
 */
export function createCachedCheck(
  check: () => Promise<boolean>,
  { goodForMs, badForMs, patienceMs }: CheckTimes,
  clock: () => number = () => performance.now(),
): () => Promise<boolean> {
  let kept: { answer: boolean; until: number } | null = null;
  let running: Promise<boolean> | null = null;
  const run = async (): Promise<boolean> => {
    const answer = await check().catch(() => false);
    kept = { answer, until: clock() + (answer ? goodForMs : badForMs) };
    running = null;
    return answer;
  };
  return () => {
    if (kept && clock() < kept.until) return Promise.resolve(kept.answer);
    running ??= run();
    return inTime(running, patienceMs);
  };
}

async function inTime(answer: Promise<boolean>, patienceMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
