import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { embedPolicy } from '#server/domain/embed/embed-policy.ts';
import {
  buildContentSecurityPolicy,
  replaceNonceByHashes,
  setSecurityHeaders,
} from '#server/http/security-headers.ts';

const hashOf = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

test('a kept page has the hashes of our own scripts and no nonce', () => {
  const html = [
    '<script nonce="N1">window.a = 1</script>',
    '<script type="module" nonce="N1" async>import("/a.js")</script>',
    '<script nonce="N1" src="/b.js"></script>',
    '<link rel="modulepreload" nonce="N1" href="/b.js">',
    '<p>text with nonce="N1" in it</p>',
  ].join('\n');
  const page = replaceNonceByHashes(html, 'N1');
  expect(page.html).not.toContain('nonce="N1"');
  expect(page.hashes).toEqual([hashOf('window.a = 1'), hashOf('import("/a.js")')]);
});

test('a script that somebody slipped into a text gets no hash', () => {
  const page = replaceNonceByHashes(
    '<script nonce="N1">ours()</script><script>theirs()</script><script nonce="guess">theirs()</script>',
    'N1',
  );
  expect(page.hashes).toEqual([hashOf('ours()')]);
});

test('the policy lets nothing in from elsewhere', () => {
  const policy = buildContentSecurityPolicy([hashOf('x')], { development: false });
  expect(policy).toContain(`script-src 'self' ${hashOf('x')}`);
  expect(policy).toContain("object-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("form-action 'self'");
  expect(policy.split(';').find((part) => part.includes('script-src'))).not.toMatch(/unsafe|\*|https?:/);
});

test('every answer carries the fixed headers; an embed keeps its own frame rule', () => {
  const headers = new Headers();
  setSecurityHeaders(headers, { https: true });
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'strict-transport-security': expect.stringContaining('max-age='),
  });
  const embed = new Headers({ 'content-security-policy': embedPolicy });
  setSecurityHeaders(embed, { https: false });
  expect(embed.has('x-frame-options')).toBe(false);
  expect(embed.has('strict-transport-security')).toBe(false);
});

test('a page that tells others less keeps its own rule', () => {
  const headers = new Headers({ 'referrer-policy': 'no-referrer' });
  setSecurityHeaders(headers, { https: true });
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

test('nothing else is let into frames, whatever an answer says of itself', () => {
  for (const policy of ["frame-ancestors 'self'", "default-src 'none'", 'img-src *', 'frame-ancestors *']) {
    const headers = new Headers({ 'content-security-policy': policy, 'x-frame-options': 'ALLOWALL' });
    setSecurityHeaders(headers, { https: false });
    expect(headers.get('x-frame-options'), policy).toBe('DENY');
  }
});
