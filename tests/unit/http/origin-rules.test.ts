import { expect, test } from 'vitest';
import { isAllowedOrigin } from '#server/http/origin.rules.ts';

type Request = Parameters<typeof isAllowedOrigin>[0];
const request = (more: Partial<Request> = {}): Request => ({
  method: 'POST',
  origin: null,
  fetchSite: null,
  host: 'tracker.example.org',
  ...more,
});
const ours = 'https://tracker.example.org';

test.each<[string, Partial<Request>, boolean]>([
  ['a script without a browser', {}, true],
  ['our own page', { origin: ours, fetchSite: 'same-origin' }, true],
  ['our own page in an old browser', { origin: ours }, true],
  ['an address typed by hand', { fetchSite: 'none' }, true],
  ['another site', { origin: 'https://evil.example', fetchSite: 'cross-site' }, false],
  ['another site in an old browser', { origin: 'https://evil.example' }, false],
  ['another site without an origin', { fetchSite: 'cross-site' }, false],
  ['another site that claims ours', { origin: ours, fetchSite: 'cross-site' }, false],
  ['a neighbour', { origin: 'https://mail.example.org', fetchSite: 'same-site' }, false],
  ['a hidden origin', { origin: 'null' }, false],
  ['our name without encryption', { origin: 'http://tracker.example.org' }, false],
  ['our name with another port', { origin: 'https://tracker.example.org:8443' }, false],
  ['a name that begins like ours', { origin: 'https://tracker.example.org.evil.example' }, false],
  ['the host that the request itself names', { origin: 'http://evil.example', host: 'evil.example' }, false],
  ['a loopback name under its own host', { origin: 'http://localhost:3000', host: 'localhost:3000' }, true],
  ['a loopback name under another', { origin: 'http://localhost:3000', host: '127.0.0.1:3000' }, false],
  ['a loopback of another port', { origin: 'http://localhost:4000', host: 'localhost:3000' }, false],
  ['a word that nobody knows', { fetchSite: 'same-planet' }, false],
])('a change from %s', (_, more, expected) => {
  expect(isAllowedOrigin(request(more), ours)).toBe(expected);
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    expect(isAllowedOrigin(request({ ...more, method }), ours)).toBe(expected);
  }
  for (const method of ['GET', 'HEAD'])
    expect(isAllowedOrigin(request({ ...more, method }), ours)).toBe(true);
});
