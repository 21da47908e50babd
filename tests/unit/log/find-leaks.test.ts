import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findLeaks } from '#tests/support/find-leaks.ts';
import { cutLine, draftCanary } from '#tests/support/test-log.ts';

const sound = [
  '{"level":20,"time":1796099654345,"requestId":"ABCDE-FGHJK","procedure":"round.open","code":"FORBIDDEN","msg":"procedure refused"}',
  '{"level":50,"time":1796099654346,"err":{"type":"Error","at":["x node_modules/@trpc/server/dist/a.mjs:12"]},"url":"/invitation/:token","msg":"request failed"}',
  '{"level":30,"personId":"b6f1b1f0-1f6c-4c39-8f0e-0d1f0a3c2b11","msg":"signed in, for [address] with session_token=[removed]"}',
];
const canaries = [
  { kind: 'secret' as const, text: 'three green boats at noon' },
  { kind: 'draft' as const, text: 'We found\n"many" of them near the border, and more.' },
  { kind: 'draft' as const, text: 'Done.' },
];
const leaking: [string, string][] = [
  ['an e-mail address', '{"msg":"sent to ana@example.org"}'],
  ['an encoded e-mail address', '{"url":"/x?to=ana%40example.org"}'],
  ['the value of a cookie', '{"msg":"bohol.session_token=abc"}'],
  ['a token nobody noted', '{"msg":"q3J4Zk1vT2xQ8sW7uYb0NcD5eFgHiJkLmNoPqRsTuVw"}'],
  ['a token in hex', '{"msg":"4f1de6c9b3a27f08e5d1c4b7a9f03e62"}'],
  ['the planted word', `{"msg":"the ${draftCanary} programme"}`],
  ['a password that was typed', '{"why":"wrong: three green boats at noon"}'],
  ['the demo password', '{"why":"bohol-demo-2028"}'],
  [
    'words of a draft',
    JSON.stringify({ detail: 'row (1, We found\n"many" of them near the border, and more.)' }),
  ],
  ['parameters of a statement', '{"msg":"Failed query: insert\\nparams: 1,2"}'],
  ['an object as text', '{"error":"[object Object]"}'],
  ['a line that is no JSON', 'Error: something'],
  ['a log that was cut', cutLine.trim()],
];

test('lines as they should be are no leak', () => {
  expect(findLeaks(sound, canaries)).toEqual([]);
});

test.each(leaking)('%s is found among other lines', (_, line) => {
  expect(findLeaks([...sound, line, ...sound], canaries).map((leak) => leak.line)).toEqual([line]);
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bohol-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const check = () =>
  new Promise<{ code: number; said: string }>((done) => {
    execFile(process.execPath, [resolve('tests/check-logs.ts'), folder], (error, stdout) => {
      done({ code: error === null ? 0 : 1, said: stdout });
    });
  });

test('the step "Logs" passes on sound logs, and fails on one planted line and on none at all', async () => {
  expect(await check()).toMatchObject({ code: 1, said: expect.stringContaining('nothing to judge by') });
  writeFileSync(join(folder, 'log-1.jsonl'), `${sound.join('\n')}\n`);
  writeFileSync(join(folder, 'canaries-1.jsonl'), canaries.map((one) => `${JSON.stringify(one)}\n`).join(''));
  expect(await check()).toMatchObject({ code: 0 });
  writeFileSync(join(folder, 'log-2.jsonl'), `${leaking[6]![1]}\n`);
  expect(await check()).toMatchObject({
    code: 1,
    said: expect.stringContaining('a secret that a test used'),
  });
});
