import type { BenchWorld } from './bench-world.ts';
import { fetchRaw, measureFirstRow, measureRequests } from './bench-pages.ts';
import { realSize } from './grown-publication.ts';
import { factors, growthNumber, type GrownTimes, publishGrown } from './growth.ts';
import { type Line, measureTime, milliseconds, perSecond } from './measure.ts';
import { killServer, startServer } from './start-server.ts';

/** Public pages as they are kept: against the barest server that sends the same bytes. */
export async function benchKept({ ownerUrl, publishAll }: BenchWorld): Promise<Line[]> {
  await publishAll();
  const tracker = await startServer({ ownerUrl });
  const page = await fetchRaw(`${tracker.url}/`);
  const etag = page.headers['etag'] ?? '';
  const bareServer = await startServer({ headers: page.headers, body: page.body.toString('base64') });
  const bareUnchanged = await startServer({ headers: { etag }, body: '', status: 304 });
  try {
    const bare = await measureRequests(bareServer.url, 5);
    const ours = await measureRequests(`${tracker.url}/`, 5);
    const unchangedBare = await measureRequests(bareUnchanged.url, 4, etag);
    const unchanged = await measureRequests(`${tracker.url}/`, 4, etag);
    const list = '/indicators?by=state';
    const firstRow = await measureFirstRow(`${tracker.url}${list}`);
    const listed = await fetchRaw(`${tracker.url}${list}`);
    const bareList = await startServer({
      headers: { 'content-type': 'text/html; charset=utf-8', ...listed.headers },
      body: listed.body.toString('base64'),
    });
    const bareRow = await measureFirstRow(bareList.url);
    await killServer(bareList);
    return [
      {
        name: 'a',
        table: 'public',
        work: `overview page, kept, ${Math.round(page.body.length / 1000)} kB compressed`,
        ours: perSecond(ours.perSecond),
        bare: `${perSecond(bare.perSecond)} bare node:http, same bytes`,
        limits: [{ of: 'bare', ratio: ours.perSecond / bare.perSecond, atLeast: 0.6 }],
      },
      {
        name: 'i',
        table: 'public',
        work: 'overview page, asked for with its tag: 304',
        ours: perSecond(unchanged.perSecond),
        bare: `${perSecond(unchangedBare.perSecond)} bare node:http, 304`,
        limits: [{ of: 'bare', ratio: unchanged.perSecond / unchangedBare.perSecond, atLeast: 0.6 }],
      },
      {
        name: 'h',
        table: 'public',
        work: `public list of 2,200 values (${Math.round(listed.body.length / 1000)} kB compressed): first row in a browser, limit 800 ms`,
        ours: milliseconds(firstRow),
        bare: `${milliseconds(bareRow)} the same page without its files`,
        limits: [{ of: 'the limit', ratio: firstRow / 800, atMost: 1 }],
        peer: '14.9–16.4 s',
      },
    ];
  } finally {
    for (const server of [tracker, bareServer, bareUnchanged]) await killServer(server);
  }
}

/**
 * What a page costs that is not kept, and how that grows with the plan: one request after the other, median. The limit
 * of growth says from what size to what size the page itself grows.
 */
const grown: { letter: string; work: string; path: string; atMost: number }[] = [
  { letter: 'k', work: 'overview, which shows every activity', path: '/?', atMost: 10 },
  { letter: 'l', work: 'an indicator', path: '/indicators/X7?', atMost: 1.3 },
  { letter: 'm', work: '100 values as JSON', path: '/data/v1/values.json?limit=100&', atMost: 1.3 },
  { letter: 'n', work: 'a search that finds everything', path: '/search?q=title&', atMost: 100 },
];

/**
 * Pages of a kind before the first that counts: a server is asked for thousands once its code is compiled and the
 * documents of a publication are in memory. Fewer, and what collecting the garbage of reading them takes falls on the few
 * that are counted at the largest size.
 */
const uncounted = { first: 30, others: 15 };

/** Milliseconds that the overview of the real plan's size may take where nothing is kept. */
const mostUnkept = 25;

export async function benchGrowth({ ownerUrl, owner, base }: BenchWorld): Promise<Line[]> {
  const published: GrownTimes[] = [];
  for (const factor of factors) published.push(await publishGrown(ownerUrl, owner, base.signer, factor));
  const tracker = await startServer({ ownerUrl, keep: false });
  try {
    const lines: Line[] = [];
    for (const { letter, work, path, atMost } of grown) {
      const times: number[] = [];
      for (const factor of factors) {
        const url = `${tracker.url}${path}publication=${growthNumber(factor)}`;
        times.push(
          await measureTime(() => fetchRaw(url), 9, times.length ? uncounted.others : uncounted.first),
        );
      }
      lines.push(describeGrowth(letter, `not kept: ${work}`, times, atMost));
      if (letter !== 'k') continue;
      lines.push({
        name: 'j',
        table: 'public',
        work: `not kept: overview of ${realSize.activities} activities, limit ${mostUnkept} ms`,
        ours: milliseconds(times[0] ?? 0),
        bare: `${mostUnkept} ms, the limit`,
        limits: [{ of: 'the limit', ratio: (times[0] ?? 0) / mostUnkept, atMost: 1 }],
      });
    }
    const first = published.map((times) => times.first);
    const second = published.map((times) => times.second);
    lines.push(describeGrowth('o', 'publish for the first time', first, 100));
    lines.push({
      name: 'p',
      table: 'public',
      work: 'publish again, when one state has corrected figures of one indicator: against the first time, at 100 times the plan',
      ours: second.map(milliseconds).join(', '),
      bare: `${first.map(milliseconds).join(', ')} the first time, at 1, 10 and 100 times`,
      limits: [{ of: 'the first time', ratio: (second.at(-1) ?? 0) / (first.at(-1) ?? 1), atMost: 0.1 }],
    });
    return lines;
  } finally {
    await killServer(tracker);
  }
}

function describeGrowth(name: string, work: string, times: number[], atMost: number): Line {
  const [small = 0, , large = 0] = times;
  return {
    name,
    table: 'public',
    work: `${work}: growth from 1 to 100 times the plan`,
    ours: times.map(milliseconds).join(', '),
    bare: 'at 1, 10 and 100 times',
    limits: [{ of: 'once the plan', ratio: large / small, atMost }],
  };
}
