import { parentPort, type Transferable, Worker, type WorkerOptions } from 'node:worker_threads';

/** What a thread is given, and what it gives back: shared by those who ask and by the program of the thread. */
export type Work = { job: unknown; answer: unknown };

type Posted<W extends Work> = { id: number; job: W['job'] };
type Settled<W extends Work> = { id: number; answer: W['answer'] } | { id: number; fault: string };
type Waiting<W extends Work> = { resolve: (answer: W['answer']) => void; reject: (error: Error) => void };

/** The thread ends when it has had no job for a while. */
const idleMs = 60_000;

/**
 * Returns a function that has a thread do a job: the server goes on answering meanwhile. The thread is started for the
 * first job, keeps no process alive while it has none, and ends after a minute without one. `file` is its program, which
 * calls runJobs. `mostMs`: a job that takes longer ends the thread. What it rejects with is the job's own error, or
 * why the thread has ended.
 */
export function createJobThread<W extends Work>(
  file: URL,
  options: WorkerOptions,
  mostMs?: number,
): (job: W['job'], transferred?: Transferable[]) => Promise<W['answer']> {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;
  const waiting = new Map<number, Waiting<W>>();

  function open(): Worker {
    if (worker) return worker;
    const thread = new Worker(file, options);
    thread.on('message', (settled: Settled<W>) => {
      const job = waiting.get(settled.id);
      waiting.delete(settled.id);
      if ('answer' in settled) job?.resolve(settled.answer);
      else job?.reject(new Error(settled.fault));
      if (waiting.size === 0) rest(thread);
    });
    thread.on('error', (error) => end(thread, error instanceof Error ? error : new Error(String(error))));
    thread.on('exit', () => end(thread, new Error('The thread has ended.')));
    worker = thread;
    return thread;
  }

  function rest(thread: Worker): void {
    thread.unref();
    clearTimeout(idle);
    idle = setTimeout(() => end(thread, new Error('Nobody waits for this.')), idleMs);
    idle.unref();
  }

  function end(thread: Worker, reason: Error): void {
    if (worker !== thread) return;
    worker = null;
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
    void thread.terminate();
  }

  return (job, transferred = []) => {
    const thread = open();
    lastId += 1;
    const id = lastId;
    clearTimeout(idle);
    const answer = new Promise<W['answer']>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      thread.ref();
      thread.postMessage({ id, job } satisfies Posted<W>, transferred);
    });
    if (mostMs === undefined) return answer;
    const late = setTimeout(
      () => end(thread, new Error(`Job ${id} was not done within ${mostMs / 1000} seconds.`)),
      mostMs,
    );
    late.unref();
    return answer.finally(() => clearTimeout(late));
  };
}

/** Runs the jobs of createJobThread; called by the program of the thread. `list` names what is given, not copied. */
export function runJobs<W extends Work>(
  work: (job: W['job']) => W['answer'] | Promise<W['answer']>,
  list: (answer: W['answer']) => Transferable[] = () => [],
): void {
  const settle = (settled: Settled<W>, transferred: Transferable[] = []) =>
    parentPort?.postMessage(settled, transferred);
  parentPort?.on('message', ({ id, job }: Posted<W>) => {
    (async () => work(job))().then(
      (answer) => settle({ id, answer }, list(answer)),
      (error: unknown) =>
        settle({ id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}
