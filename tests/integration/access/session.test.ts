import { afterAll, beforeAll, expect, test } from 'vitest';
import { givePassword, knownPassword } from '#tests/support/accounts.ts';
import { type HttpServer, readError, serveWorld } from '#tests/support/http-server.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

let world: World;
let server: HttpServer;
beforeAll(async () => {
  world = await createWorld();
  await world.openRound();
  server = await serveWorld(world);
});
afterAll(async () => {
  await server?.stop();
  await world?.close();
});

const focalOf = (reporter: string) => world.createPerson([{ role: 'focal_point', reporter }]);
const save = (cookie: string, reporter: string, version: number) =>
  server.mutate(
    'submission.saveIndicatorValues',
    { round: '2024-H2', reporter, indicator: 'I-C2', cells: [], version },
    { cookie },
  );
const me = async (cookie: string) => {
  const { text } = await server.send({ path: '/api/trpc/session.me', headers: { cookie } });
  return (
    (JSON.parse(text) as { result: { data: { personId: string } | null } }).result.data?.personId ?? null
  );
};

test('a role that is taken away is gone with the next call, and so is a disabled account', async () => {
  const person = await focalOf('TH');
  const cookie = await server.signIn(person);
  expect((await save(cookie, 'TH', 0)).status).toBe(200);
  await world.owner`update tracker.assignment set revoked_at = now() where person_id = ${person.id}`;
  expect(readError(await save(cookie, 'TH', 1)).stableCode).toBe('FORBIDDEN');
  await world.owner`update tracker.assignment set revoked_at = null where person_id = ${person.id}`;
  expect((await save(cookie, 'TH', 1)).status).toBe(200);
  await world.owner`update auth.person set disabled_at = now() where id = ${person.id}`;
  expect(readError(await save(cookie, 'TH', 2)).stableCode).toBe('UNAUTHENTICATED');
  expect(await me(cookie)).toBeNull();
  const { email } = (
    await world.owner<{ email: string }[]>`select email from auth.person where id = ${person.id}`
  )[0]!;
  const again = await server.mutate('session.signIn', { email, password: knownPassword });
  expect(readError(again).stableCode).toBe('BAD_INPUT');
});

test('signing out ends one session, signing out everywhere all of them', async () => {
  const person = await focalOf('KH');
  const login = await givePassword(world, person.id);
  const signIn = async () => {
    const answer = await server.mutate('session.signIn', login);
    return [answer.headers['set-cookie'] ?? []]
      .flat()
      .map((one) => one.split(';')[0])
      .join('; ');
  };
  const [first, second, third] = [await signIn(), await signIn(), await signIn()];
  expect(await Promise.all([first, second, third].map(me))).toEqual([person.id, person.id, person.id]);
  await server.mutate('session.signOut', undefined, { cookie: first });
  expect(await Promise.all([first, second, third].map(me))).toEqual([null, person.id, person.id]);
  await server.mutate('session.signOutEverywhere', undefined, { cookie: second });
  expect(await Promise.all([first, second, third].map(me))).toEqual([null, null, null]);
});

test('a session ends by itself, and its cookie is no use to scripts of a page', async () => {
  const person = await focalOf('LA');
  const answer = await server.mutate('session.signIn', await givePassword(world, person.id));
  for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) {
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
  }
  const cookie = [answer.headers['set-cookie'] ?? []]
    .flat()
    .map((one) => one.split(';')[0])
    .join('; ');
  expect(await me(cookie)).toBe(person.id);
  await world.owner`update auth.session set expires_at = now() - interval '1 second' where person_id = ${person.id}`;
  expect(await me(cookie)).toBeNull();
});

test('guessing slows down after a few tries, in a batch too, and whatever address is claimed; nobody else is kept out', async () => {
  const [person, other] = [await focalOf('MY'), await focalOf('SG')];
  const { email } = await givePassword(world, person.id);
  const wrong = { email, password: 'not the password' };
  const batch = Object.fromEntries(Array.from({ length: 3 }, (_, index) => [index, wrong]));
  const path = `/api/trpc/${Array.from({ length: 3 }, () => 'session.signIn').join(',')}?batch=1`;
  await server.send({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(batch),
  });
  const codes: string[] = [];
  for (let n = 0; n < 4; n += 1) {
    const answer = await server.mutate('session.signIn', wrong, { 'x-forwarded-for': `10.0.0.${n}` });
    codes.push(readError(answer).stableCode);
  }
  expect(codes).toEqual(['BAD_INPUT', 'BAD_INPUT', 'TOO_MANY_ATTEMPTS', 'TOO_MANY_ATTEMPTS']);
  // Not even with the right one, so that a lucky guess among many tells nothing.
  const right = await server.mutate('session.signIn', { email, password: knownPassword });
  expect([right.status, readError(right).sentence, right.headers['retry-after']]).toEqual([
    429,
    'Too many attempts. Try again in a second.',
    '1',
  ]);
  expect(await me(await server.signIn(other))).toBe(other.id);
});

test('an unknown address and a wrong password have one answer', async () => {
  const person: Person = await focalOf('VN');
  const { email } = await givePassword(world, person.id);
  const answers = await Promise.all(
    [email, 'nobody@example.test', email.toUpperCase(), ` ${email} `].map((one) =>
      server.mutate('session.signIn', { email: one, password: 'not the password' }),
    ),
  );
  expect(new Set(answers.map(({ text }) => text.replace(/"reference":"[^"]*"/, '')))).toHaveProperty(
    'size',
    1,
  );
});
