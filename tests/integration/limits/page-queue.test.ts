import { expect, onTestFinished, test } from 'vitest';
import { serveWorld } from '#tests/support/http-server.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import { createWorld } from '#tests/support/world.ts';

/** Of one person: pages that are made at once, and those that wait. */
const inProgress = 4;
const waiting = 40;

test('a full queue of pages says so, and calls and sign-ins do not wait in it', {
  timeout: 60_000,
}, async () => {
  await using world = await createWorld();
  const reader = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const build = await loadPublicPages();
  const server = await serveWorld(world, { loadBuild: () => opened.then(() => build) });
  onTestFinished(() => server.stop());
  const cookie = await server.signIn(reader);
  const ask = () => server.send({ path: '/about', headers: { cookie, accept: 'text/html' } });
  const pages = Array.from({ length: inProgress + waiting + 1 }, ask);
  const refused = await Promise.race(pages);
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '20']);
  expect(refused.text).toContain('Too many pages are asked for just now. Saving still works.');
  const call = await server.send({ path: '/api/trpc/session.me', headers: { cookie } });
  expect(call.status).toBe(200);
  expect(await server.signIn(await world.createPerson([{ role: 'focal_point', reporter: 'KH' }]))).toContain(
    '=',
  );
  open();
  const statuses = (await Promise.all(pages)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(inProgress + waiting);
});
