import { chromium } from '@playwright/test';
import { browserLaunch } from '#tests/support/browser.ts';
import type { BenchWorld } from './bench-world.ts';
import { getViewer } from '#server/queries/person/get-viewer.query.ts';
import { createCaller } from '#server/trpc/root.ts';
import { lastClosed, openRound } from './dataset.ts';
import { type Line, measureSpread, milliseconds } from './measure.ts';

/** The state whose whole report of the open round is submitted for the pages of its review. */
const reviewed = 'TL';

/** Every page of the desk that an officer of the secretariat opens, with the fullest data that the dataset has. */
const pages: readonly [name: string, path: string][] = [
  ['Today', '/secretariat'],
  ['Review', '/secretariat/review'],
  ['one item of a report', `/secretariat/review/${openRound}/${reviewed}`],
  ['a whole report', `/secretariat/review/${openRound}/${reviewed}/whole`],
  ['decide', `/secretariat/review/${openRound}/${reviewed}/decide`],
  ['saved phrases', '/secretariat/phrases'],
  ['Rounds', '/secretariat/rounds'],
  ['board of a round', `/secretariat/rounds/${openRound}`],
  ['completeness of a round', `/secretariat/rounds/${openRound}/completeness`],
  ['compile', `/secretariat/compile/${lastClosed}`],
  ['a section', `/secretariat/compile/${lastClosed}/sections/summary`],
  ['comparability', `/secretariat/compile/${lastClosed}/comparability`],
  ['editions', `/secretariat/compile/${lastClosed}/editions`],
  ['Publish', '/secretariat/publish'],
  ['publish a round', `/secretariat/publish/${lastClosed}`],
  ['consent', `/secretariat/publish/${lastClosed}/consent`],
  ['Learning', '/secretariat/learning'],
  ['Plan', '/secretariat/plan?plan=BENCH'],
  ['an activity of the plan', '/secretariat/plan/activities/A1.1?plan=BENCH'],
  ['an indicator of the plan', '/secretariat/plan/indicators/X7?plan=BENCH'],
  ['import of a plan', '/secretariat/plan/import'],
  ['National targets', '/secretariat/targets?plan=BENCH'],
  ['Support', '/secretariat/support?plan=BENCH'],
  ['Lists', '/secretariat/reference'],
  ['one list', '/secretariat/reference/agencies'],
  ['import of lists', '/secretariat/reference/import'],
  ['Library', '/secretariat/library'],
  ['a new entry of the library', '/secretariat/library/new'],
  ['People', '/secretariat/people'],
  ['review of roles', '/secretariat/people/review'],
  ['personal data', `/secretariat/personal-data?round=${lastClosed}`],
  ['Audit', '/secretariat/audit'],
  ['Mail', '/secretariat/mail'],
  ['notifications', '/account/notifications'],
];

/** Requests of a page that count, after some that do not. */
const counted = 12;
const uncounted = 2;
/** No page of the desk takes longer on the server. */
const mostMs = 500;
/** None but the whole report, which is there to be read and printed in one piece, weighs more without compression. */
const mostBytes = 100_000;
const isHeavy = (page: string) => page.endsWith('/whole');

/**
 * Each page alone, one request after the other, as a browser asks for it; its bytes without compression; and when it can be
 * used over a slow line.
 */
export async function benchDesk(world: BenchWorld): Promise<Line[]> {
  await world.publishAll();
  await submitReviewed(world);
  const { tracker, people } = await world.serve();
  const slow = await openSlowBrowser(tracker.started.url, people.officer);
  const lines: Line[] = [];
  for (const [name, page] of pages) {
    const ask = { path: await findPath(page), cookie: people.officer };
    const times: number[] = [];
    let compressed = 0;
    for (let run = 0; run < uncounted + counted; run += 1) {
      const started = performance.now();
      ({ bytes: compressed } = await tracker.client.get({ ...ask, isPage: true }));
      if (run >= uncounted) times.push(performance.now() - started);
    }
    const { bytes } = await tracker.client.get(ask);
    const usable = await slow.measureUsable(ask.path);
    const { p50, p95 } = measureSpread(times);
    lines.push({
      name: 'desk-pages',
      table: 'desk',
      work: `${name}, \`${page}\``,
      ours: `${milliseconds(p50)}, ${milliseconds(p95)}`,
      bare: `${kilobytes(bytes)}, ${kilobytes(compressed)}; ${(usable / 1000).toFixed(1)} s`,
      limits: [
        { of: `${mostMs} ms for p95`, ratio: p95 / mostMs, atMost: 1 },
        ...(isHeavy(page) ? [] : [{ of: kilobytes(mostBytes), ratio: bytes / mostBytes, atMost: 1 }]),
      ],
    });
  }
  await slow.close();
  return lines;

  /** Where a page leads that names its first item in its address. */
  async function findPath(page: string): Promise<string> {
    const { status, location } = await tracker.client.ask({
      path: page,
      cookie: people.officer,
      isPage: true,
    });
    return status === 302 && location ? location : page;
  }
}

/** Clears and submits the report that is reviewed, as its people do: a review shows what was received. */
async function submitReviewed({ owner, base }: BenchWorld): Promise<void> {
  await owner.script(`
    insert into auth.person (id, name, email) values ('clearing', 'Clearing officer', 'clearing@example.test');
    insert into tracker.assignment (person_id, role, reporter_id, assigned_at)
      select 'clearing', role, p.id, now() from tracker.reporter p, unnest(array['clearing_officer', 'focal_point']) role
      where p.code = '${reviewed}';`);
  const viewer = await getViewer(base.database, base.viewerSecret, 'clearing');
  const { submission } = createCaller({ ...base, viewer });
  const key = { round: openRound, reporter: reviewed };
  const { version } = (await submission.get(key)).header;
  await submission.submit({ ...key, version: (await submission.clear({ ...key, version })).version });
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;

/** At 400 kbit/s, and 400 ms for each request. */
const slowLine = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

/** A phone over a slow line, with an officer's session and nothing in its cache. */
async function openSlowBrowser(origin: string, cookie: string) {
  const browser = await chromium.launch((await browserLaunch()).launchOptions);
  return {
    close: () => browser.close(),
    /** Milliseconds until the page is styled and its HTML is there in full, so that its fields can be typed into. */
    async measureUsable(path: string): Promise<number> {
      const context = await browser.newContext({
        viewport: { width: 360, height: 740 },
        extraHTTPHeaders: { cookie },
      });
      try {
        const page = await context.newPage();
        const line = await context.newCDPSession(page);
        await line.send('Network.enable');
        await line.send('Network.emulateNetworkConditions', slowLine);
        await page.goto(`${origin}${path}`, { waitUntil: 'domcontentloaded' });
        return await page.evaluate(async () => {
          const [paint] = await new Promise<PerformanceEntryList>((resolve) =>
            new PerformanceObserver((list) => {
              const found = list.getEntriesByName('first-contentful-paint');
              if (found.length > 0) resolve(found);
            }).observe({ type: 'paint', buffered: true }),
          );
          const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
          return Math.max(paint?.startTime ?? 0, visit?.domInteractive ?? 0);
        });
      } finally {
        await context.close();
      }
    },
  };
}
