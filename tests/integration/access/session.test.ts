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

test('a session ends a week after it began, however much it is used, and after half a day without use', async () => {
  const person = await focalOf('ID');
  const cookie = await server.signIn(person);
  const move = (age: string, idle: string) => world.owner`
    update auth.session set created_at = now() - ${age}::interval, updated_at = now() - ${idle}::interval,
      expires_at = now() - ${age}::interval + interval '7 days' where person_id = ${person.id}`;
  const read = async () =>
    (
      await world.owner<{ used: boolean; ends: boolean }[]>`
        select updated_at > now() - interval '1 minute' as used, expires_at = created_at + interval '7 days' as ends
        from auth.session where person_id = ${person.id}`
    )[0];
  // Each use is written down, a quarter of an hour after the last that was, and makes nothing longer.
  await move('6 days 23 hours', '11 hours 59 minutes');
  expect([await me(cookie), await read()]).toEqual([person.id, { used: true, ends: true }]);
  await move('6 days 23 hours', '14 minutes');
  expect([await me(cookie), await read()]).toEqual([person.id, { used: false, ends: true }]);
  await move('7 days 1 second', '0');
  expect([await me(cookie), await read()]).toEqual([null, undefined]);

  const second = await server.signIn(await focalOf('ID'));
  const other = (await me(second)) ?? '';
  await world.owner`update auth.session set updated_at = now() - interval '12 hours' where person_id = ${other}`;
  expect(await me(second)).toBeNull();
  expect(await world.owner`select 1 from auth.session where person_id = ${other}`).toHaveLength(0);
});

test('the database keeps no session for longer than a week', async () => {
  const person = await focalOf('SG');
  await server.signIn(person);
  await expect(
    world.owner`update auth.session set expires_at = now() + interval '8 days' where person_id = ${person.id}`,
  ).rejects.toThrow('session_ends');
});

test('signing in ends the session that the browser held, whoever held it, and no other', async () => {
  const [person, other] = [await focalOf('PH'), await focalOf('BN')];
  const elsewhere = await server.signIn(person);
  const login = { email: person.viewer.email, password: knownPassword };
  const read = ({ headers }: { headers: Record<string, string | string[] | undefined> }) =>
    [headers['set-cookie'] ?? []]
      .flat()
      .map((one) => one.split(';')[0])
      .join('; ');
  const first = read(await server.mutate('session.signIn', login));
  const second = read(await server.mutate('session.signIn', login, { cookie: first }));
  expect(await Promise.all([elsewhere, first, second].map(me))).toEqual([person.id, null, person.id]);
  const third = read(
    await server.mutate('session.signIn', await givePassword(world, other.id), { cookie: second }),
  );
  expect(await Promise.all([elsewhere, second, third].map(me))).toEqual([person.id, null, other.id]);
  // A wrong password ends nothing.
  await server.mutate('session.signIn', { ...login, password: 'not the password' }, { cookie: third });
  expect(await me(third)).toBe(other.id);
});

test('a person sees their sessions, knows this one among them, and ends one or all others', async () => {
  const [person, stranger] = [await focalOf('VN'), await focalOf('VN')];
  const foreign = await server.signIn(stranger);
  const here = await server.signIn(person);
  const signInAgain = async () => {
    const login = { email: person.viewer.email, password: knownPassword };
    const { headers } = await server.mutate('session.signIn', login, { 'user-agent': 'Firefox/1 (Windows)' });
    return [headers['set-cookie'] ?? []].flat().join('; ');
  };
  const [there, yonder, beyond] = [await signInAgain(), await signInAgain(), await signInAgain()];
  const list = async (cookie: string) => {
    const { text } = await server.send({ path: '/api/trpc/session.list', headers: { cookie } });
    return (JSON.parse(text) as { result: { data: { sessions: { id: string; isThis: boolean }[] } } }).result
      .data.sessions;
  };
  const sessions = await list(here);
  expect(sessions.map(({ isThis }) => isThis)).toEqual([false, false, false, true]);
  expect(JSON.stringify(sessions)).not.toContain('token');
  const end = (session: string, cookie: string) => server.mutate('session.revoke', { session }, { cookie });
  const [strange] = await list(foreign);
  await end(strange?.id ?? '', here);
  expect(await me(foreign)).toBe(stranger.id);
  await end(sessions[0]?.id ?? '', here);
  expect(await Promise.all([here, there, yonder, beyond].map(me))).toEqual([
    person.id,
    person.id,
    person.id,
    null,
  ]);
  await server.mutate('session.revokeOthers', undefined, { cookie: there });
  expect(await Promise.all([here, there, yonder, beyond, foreign].map(me))).toEqual([
    null,
    person.id,
    null,
    null,
    stranger.id,
  ]);
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
