import { get } from 'node:http';
import { chromium } from '@playwright/test';
import autocannon from 'autocannon';
import { browserLaunch } from '#tests/support/browser.ts';

/**
 * Milliseconds until a browser shows the first row of the table at `url`, the median of a few visits by a browser
 * that has kept nothing.
 */
export async function measureFirstRow(url: string, visits = 5): Promise<number> {
  const browser = await chromium.launch((await browserLaunch()).launchOptions);
  const times: number[] = [];
  try {
    for (let visit = 0; visit <= visits; visit += 1) {
      const page = await (await browser.newContext()).newPage();
      const started = performance.now();
      await page.goto(url, { waitUntil: 'commit' });
      await page.locator('main table tbody tr').first().waitFor({ state: 'visible' });
      // The first visit also starts the browser's own processes.
      if (visit > 0) times.push(performance.now() - started);
      await page.context().close();
    }
  } finally {
    await browser.close();
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

const headers = { 'accept-encoding': 'br', accept: 'text/html' };

/** The bytes as they come over the wire. */
export function fetchRaw(url: string): Promise<{ headers: Record<string, string>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const kept = Object.entries(response.headers).filter(
          ([name]) => !['connection', 'keep-alive', 'date', 'transfer-encoding'].includes(name),
        );
        resolve({
          headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
          body: Buffer.concat(parts),
        });
      });
    }).on('error', reject);
  });
}

/** Requests a second with 20 connections. */
export async function measureRequests(
  url: string,
  seconds: number,
  etag?: string,
): Promise<{ perSecond: number; p95: number }> {
  const asked = { ...headers, ...(etag === undefined ? {} : { 'if-none-match': etag }) };
  await autocannon({ url, connections: 20, duration: 1, headers: asked });
  const result = await autocannon({ url, connections: 20, duration: seconds, headers: asked });
  // "Not modified" is what is wanted of an answer that is asked for with its tag, and a fault of any other.
  const wrong = etag === undefined ? result.non2xx : result['2xx'] + result['4xx'] + result['5xx'];
  if (wrong > 0 || result.errors > 0) throw new Error(`${wrong + result.errors} requests failed.`);
  return { perSecond: result.requests.average, p95: result.latency.p97_5 };
}
