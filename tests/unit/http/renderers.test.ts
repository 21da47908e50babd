import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { openRenderers, type PageParts } from '#server/http/renderers.ts';

/** A build whose pages say which thread made them, fail, or end their thread. */
const build = `
import { threadId } from 'node:worker_threads';
export const entry = { module: { async renderPage(_build, { url }) {
  if (url === 'fail') throw new TypeError('no such page');
  if (url === 'end') process.exit(1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  return { html: new TextEncoder().encode(url + ' by ' + threadId), faults: [new Error('a part failed')] };
} } };`;

async function open(count: number) {
  const folder = await mkdtemp(join(tmpdir(), 'renderers-'));
  const file = join(folder, 'build.mjs');
  await writeFile(file, build);
  const renderers = await openRenderers(pathToFileURL(file).href, pino({ level: 'silent' }), count);
  onTestFinished(async () => {
    await renderers.close();
    await rm(folder, { recursive: true });
  });
  const render = async (url: string) => {
    const { html, faults } = await renderers.render({ url } as PageParts);
    return { text: new TextDecoder().decode(html), faults };
  };
  return { renderers, render };
}

test('pages are shared among the threads, each with its own answer and what failed in it', async () => {
  const { render } = await open(2);
  const made = await Promise.all(['a', 'b', 'c', 'd'].map(render));
  expect(made.map(({ text }) => text.split(' by ')[0])).toEqual(['a', 'b', 'c', 'd']);
  expect(new Set(made.map(({ text }) => text.split(' by ')[1])).size).toBe(2);
  expect(made[0]?.faults).toEqual([new Error('a part failed')]);
});

test('a page that fails is an error of its request, and its thread goes on', async () => {
  const { render } = await open(1);
  const [failed, made] = await Promise.allSettled([render('fail'), render('a')]);
  expect(failed).toMatchObject({ status: 'rejected', reason: new TypeError('no such page') });
  expect(made.status).toBe('fulfilled');
});

test('a thread that ends takes its own pages with it and is replaced', async () => {
  const { render } = await open(1);
  await expect(render('end')).rejects.toThrow('A thread that renders pages has ended.');
  await expect
    .poll(() => render('a').then(({ text }) => text, String), { timeout: 10_000 })
    .toContain('a by');
});

test('what is not finished when the threads are closed is told', async () => {
  const { renderers, render } = await open(1);
  const page = render('a').catch(String);
  await renderers.close();
  expect(await page).toContain('has ended');
});
