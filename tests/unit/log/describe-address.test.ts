import { expect, test } from 'vitest';
import { maskAddress } from '#server/log/create-log.ts';

const token = 'q3J4Zk1vT2xQ8sW7uYb0NcD5eFgHiJkLmNoPqRsTuVw';

test.each([
  [`/invitation/${token}`, '/invitation/:token'],
  ['/invitation/short', '/invitation/:token'],
  [`/th/consent/${token}?answer=yes`, '/th/consent/:token?…'],
  [`/reset?token=${token}`, '/reset?token'],
  [`/somewhere/new/${token}`, '/somewhere/new/:token'],
  [`http://127.0.0.1:3000/invitation/${token}.data?_routes=x#${token}`, '/invitation/:token?…'],
  ['/plan?q=Ana+Santos&late=yes&Ana+Santos', '/plan?q&late&…'],
  ['/workspace/2025-H2/activities/A1.1?done=saved', '/workspace/2025-H2/activities/A1.1?done'],
  ['/values/I-B3/2025-H2/TH/total', '/values/I-B3/2025-H2/TH/total'],
  ['/search/some%20words', '/search/:text'],
  ['/ana@example.org/x', '/:text/x'],
  ['/api/trpc/session.me?input=%7B%22a%22%3A1%7D', '/api/trpc/session.me?input'],
  ['/api/trpc/a.b,c.d,e.f,g.h,i.j,k.l,m.n?batch=1', '/api/trpc/a.b,c.d,e.f,g.h,i.j,+2?batch'],
  ['/api/trpc/some%20words', '/api/trpc/:text'],
  ['*', '/'],
  ['', '/'],
])('%s is logged as %s', (address, shape) => {
  expect(maskAddress(address)).toBe(shape);
});

test('an address of any length gives a short shape', () => {
  expect(maskAddress(`/${'a/'.repeat(5000)}?${'x=1&'.repeat(50_000)}`).length).toBeLessThan(1000);
});
