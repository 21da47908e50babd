import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRequestUrl } from '#server/http/canonical-address.rules.ts';

const read = (path: string) => parseRequestUrl(path, '127.0.0.1:3000')?.pathname ?? null;

test.each([
  ['/data/v1/values.csv', '/data/v1/values.csv'],
  ['/%64ata/v1/values%2Ecsv', '/data/v1/values.csv'],
  ['/data//v1///values.csv', '/data/v1/values.csv'],
  ['/data/./x/../v1', '/data/v1'],
  ['/data/%2e%2e/v1', '/v1'],
  ['/search%2fme/%c3%a9', '/search%2Fme/%C3%A9'],
  ['/é', '/%C3%A9'],
  ['/%', '/%'],
  ['/%zz', '/%zz'],
])('%s is %s', (asked, canonical) => {
  expect(read(asked)).toBe(canonical);
});

test.each(['//evil.example/x', 'x', '', '*', 'http://evil.example/'])(
  '"%s" is no address of ours',
  (asked) => {
    expect(read(asked)).toBeNull();
  },
);

test('what was asked for stays as it was', () => {
  expect(parseRequestUrl('/search?q=%41+b&%71=1', 'x')?.search).toBe('?q=%41+b&%71=1');
});

test('every way of writing an address comes to one, which stays as it is', () => {
  const letter = fc.constantFrom(...'abcz09-._~/');
  fc.assert(
    fc.property(fc.array(fc.tuple(letter, fc.boolean()), { minLength: 1 }), (letters) => {
      const plain = `/x${letters.map(([one]) => one).join('')}`;
      const escaped = `/x${letters
        .map(([one, isEscaped]) => (isEscaped && one !== '/' ? `%${one.charCodeAt(0).toString(16)}` : one))
        .join('')}`;
      const canonical = read(plain);
      expect(read(escaped)).toBe(canonical);
      expect(read(canonical ?? '')).toBe(canonical);
    }),
  );
});
