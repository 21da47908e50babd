import { expect, test } from 'vitest';
import { dropEarlyFiles, isBehindWorker } from '#app/features/offline/early-files.ts';

const ask = (path: string, cookie?: string) =>
  isBehindWorker(new Request(`https://tracker.test${path}`, cookie ? { headers: { cookie } } : {}));

test('only a page of the workspace, from a browser that has the worker, does without early files', () => {
  expect(ask('/workspace/2026-H1', 'a=b; worker=1')).toBe(true);
  expect(ask('/workspace', 'worker=1')).toBe(true);
  expect(ask('/workspace')).toBe(false);
  expect(ask('/workspace', 'coworker=1; worker=10')).toBe(false);
  expect(ask('/secretariat', 'worker=1')).toBe(false);
  expect(ask('/', 'worker=1')).toBe(false);
});

test('the hints go, and nothing else of the page', () => {
  const page =
    '<link rel="stylesheet" href="/a.css"><link rel="modulepreload" href="/b.js" nonce="N"/><p>ប្រទេស</p><script type="module">import "/b.js"</script>';
  const left = new TextDecoder().decode(dropEarlyFiles(new TextEncoder().encode(page)));
  expect(left).toBe(page.replace('<link rel="modulepreload" href="/b.js" nonce="N"/>', ''));
});
