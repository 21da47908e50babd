/** How long an answer holds, and how long one is waited for. */
export type CheckTimes = { goodForMs: number; badForMs: number; patienceMs: number };

/**
 * A check whose answer is kept for a while, so that however many ask, it is made now and then and one at a time. One
 * that fails, or does not end in time, says false; one that is late may still end and be kept.
 */
export function rememberCheck(
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
