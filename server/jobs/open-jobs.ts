import type { Logger } from 'pino';
import type { PgBoss as Queue } from 'pg-boss';
import type { Database } from '#db/client.ts';
import type { Listening } from '#db/listen.ts';

/** What the tracker does by itself, beside answering requests. Whatever keeps the queue stands behind this. */
export type Jobs = {
  /** Begins to work; failures are logged and tried again. Does not wait until everything runs. */
  start(): void;
  /** Whether the queue is there and its work is being done. */
  isReady(): boolean;
  /** Ends: what is under way is finished, for a few seconds at most, and nothing new begins. */
  stop(): Promise<void>;
};

export type JobsOptions = {
  /** The database as the role bohol_jobs: the queue's own connections, and the one that hears of new mail. */
  url: string;
  jobs: Database;
  log: Logger;
  /** The hourly work of the calendar. */
  runCalendar: () => Promise<unknown>;
  /** Makes the files of reports that were asked for. */
  makeReports: () => Promise<unknown>;
  /** Publishes what is due by the minute that was set for it. */
  publishScheduled: () => Promise<unknown>;
  /** Deletes what has served its time. */
  cleanUp: () => Promise<unknown>;
  /** Sends what waits until there is nothing left or `signal` ends it. */
  deliverMail: (signal: AbortSignal) => Promise<unknown>;
};

const calendarQueue = 'calendar';
const mailQueue = 'mail';
const publicationQueue = 'publication';
const reportQueue = 'report';
const cleanUpQueue = 'clean-up';
/** How long a stop waits for what is under way: a mail may be between two lines of its conversation. */
const stopWithinMs = 5_000;
const retryStartMs = 10_000;

/**
 * The queue in the tracker's own database, kept by pg-boss in the schema that db/migrations made for it. Several
 * processes on one database share the work: a job is done by one of them. What a stopped process left behind is done
 * by the next; every job may be repeated without harm, since the database remembers what was opened, written and sent.
 */
export function openJobs(options: JobsOptions): Jobs {
  const { log } = options;
  const ending = new AbortController();
  let boss: Queue | null = null;
  let ready = false;
  let starting: Promise<void> = Promise.resolve();
  let listening: Listening | null = null;

  const begin = async () => {
    // Read when it is needed: the pages are served sooner.
    const { PgBoss } = await import('pg-boss');
    const queue = new PgBoss({
      connectionString: options.url,
      application_name: 'bohol_jobs queue',
      max: 2,
      schema: 'pgboss',
      createSchema: false,
      // A queue of two entries a minute needs none of the care for large ones.
      monitorVacuum: false,
      reindex: false,
    });
    // Without a listener an error of the queue would end the process.
    queue.on('error', (error) => log.error({ err: error }, 'queue failed'));
    boss = queue;
    await queue.start();
    // One that waits and one that runs are enough of each: every run does all there is.
    const queueOptions = { policy: 'stately', retryLimit: 2, retryDelay: 60, expireInSeconds: 600 } as const;
    await queue.createQueue(calendarQueue, queueOptions);
    await queue.createQueue(mailQueue, queueOptions);
    // Without tries of its own: every minute is one.
    await queue.createQueue(publicationQueue, { ...queueOptions, retryLimit: 0 });
    await queue.createQueue(reportQueue, { ...queueOptions, expireInSeconds: 3600 });
    await queue.createQueue(cleanUpQueue, queueOptions);
    // What was missed while nothing ran is done now.
    await queue.send(calendarQueue, {});
    await queue.send(mailQueue, {});
    await queue.send(publicationQueue, {});
    await queue.send(reportQueue, {});
    await queue.send(cleanUpQueue, {});
    const work = (name: string, seconds: number, run: () => Promise<unknown>) =>
      queue.work(name, { pollingIntervalSeconds: seconds }, async () => {
        const isDone = await run().then(
          () => true,
          (error: unknown) => {
            log.error({ job: name, err: error }, 'a job failed');
            return false;
          },
        );
        // The queue keeps what it is told in its tables: nothing that an error quotes belongs there.
        if (!isDone) throw new Error('The log of the tracker says what failed.');
      });
    await work(calendarQueue, 30, options.runCalendar);
    await work(reportQueue, 2, options.makeReports);
    await work(publicationQueue, 2, options.publishScheduled);
    await work(cleanUpQueue, 60, options.cleanUp);
    await work(mailQueue, 2, () => options.deliverMail(ending.signal));
    await queue.schedule(calendarQueue, '5 * * * *');
    // Soon after the day of the audit (UTC) has ended.
    await queue.schedule(cleanUpQueue, '10 0 * * *');
    await queue.schedule(mailQueue, '* * * * *');
    await queue.schedule(publicationQueue, '* * * * *');
    // Takes up what a process that ended has left behind.
    await queue.schedule(reportQueue, '*/10 * * * *');
    const waker = (name: string) => () => {
      if (!ending.signal.aborted) queue.send(name, {}).catch(() => {});
    };
    const channels = { [mailQueue]: waker(mailQueue), [reportQueue]: waker(reportQueue) };
    listening = await options.jobs.$client.listen(channels);
    ready = true;
  };

  const beginUntilDone = async () => {
    while (!ending.signal.aborted) {
      try {
        await begin();
        return;
      } catch (error) {
        log.error({ err: error }, 'the queue of jobs could not be started; it is tried again');
        await boss?.stop({ graceful: false }).catch(() => {});
        await pause(retryStartMs, ending.signal);
      }
    }
  };

  return {
    start() {
      starting = beginUntilDone();
    },
    isReady: () => ready,
    async stop() {
      ready = false;
      ending.abort();
      await starting;
      await listening?.stop();
      await boss?.stop({ graceful: true, timeout: stopWithinMs });
    },
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
