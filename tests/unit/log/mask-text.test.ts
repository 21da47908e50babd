import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRequestId } from '#server/http/request.ts';
import { maskText } from '#server/log/mask-text.ts';

describe('what is masked wherever it stands', () => {
  test.each([
    ['mail to ana.santos@mfa.example.org failed', 'mail to [address] failed'],
    ['<ana@localhost>', '<[address]>'],
    ['?from=ana%40example.org&x', '?from=[address]&x'],
    ['สมชาย@example.org', '[address]'],
    ['postgres://owner:hunter2@db.example.org:5432/x', 'postgres://[removed]@db.example.org:5432/x'],
    ['smtp://mailer:p@ss@mail', 'smtp://[removed]@mail'],
    ['cookie: bohol.session_token=abc; theme=dark', 'cookie: [removed]'],
    ['bohol.session_token=abc.def; theme=dark', 'bohol.session_token=[removed]; theme=dark'],
    ['Authorization: Bearer abc', 'Authorization: [removed]'],
    ['{"password":"two words","a":1}', '{"password":"[removed]","a":1}'],
    ['{"sessionToken":"a \\"quoted\\" word"}', '{"sessionToken":"[removed]"}'],
    ['/reset?token=abc&x=1', '/reset?token=[removed]&x=1'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  // Worked out and not drawn, so that every run judges the same ones.
  const hash = (number: number) => createHash('sha256').update(String(number));
  test.each([
    ['a link', (number: number) => hash(number).digest('base64url')],
    ['a hash', (number: number) => hash(number).digest('hex')],
    ['a session', (number: number) => hash(number).digest('base64').replace(/\W/g, '').slice(0, 32)],
    ['a key of a file', (number: number) => hash(number).digest('hex').slice(0, 32)],
  ])('the token of %s, a thousand of them', (_, make) => {
    for (let number = 0; number < 1000; number += 1) {
      const token = make(number);
      expect(maskText(`"at":"x ${token}, y"`), token).toBe('"at":"x [token], y"');
    }
  });
});

test.each([
  ['a reference', createRequestId()],
  ['an id', randomUUID()],
  ['a migration', '0010-agencies-clearance-and-mail.sql'],
  [
    'a place in the code',
    'saveActivityReportAndIndicatorValues server/use-cases/submission/write-reports.ts:12',
  ],
  ['a place in the engine', 'asyncRunEntryPointWithESMLoader node:internal/modules/run_main:101'],
  ['a package', 'node_modules/@trpc/server/dist/resolve-response.mjs:120'],
  ['a built file', 'build/server/assets/server-build-DxYz12_3.js:4'],
  ['a procedure', 'submission.saveActivityReport'],
  ['a moment', '2026-03-18T03:00:00.000Z'],
])('%s is left as it is', (_, text) => {
  expect(maskText(text)).toBe(text);
});

test('a line of JSON stays one, and says the same of what is not masked', () => {
  const words = fc.constantFrom('ana@example.org', 'a\nb', '"', '\\', 'token=', 'กขค', ' ', 'password', ':');
  const text = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.string(), (first, second) => {
      const line = JSON.stringify({ first, second, third: 3 });
      const masked = JSON.parse(maskText(line)) as { third: number };
      expect(masked.third).toBe(3);
      expect(JSON.stringify(masked)).not.toContain('ana@');
    }),
    { numRuns: 2000 },
  );
});

test('a very long line takes no longer than its length asks', () => {
  // Were places gone through again and again, this would outlast the test.
  const length = 400_000;
  for (const piece of ['a', 'a.', '%40', '@', 'token', '://', 'a-', '\\']) {
    expect(maskText(piece.repeat(length / piece.length)).length).toBeGreaterThan(0);
  }
});
