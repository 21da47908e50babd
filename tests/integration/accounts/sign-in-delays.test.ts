import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addLinkTry } from '#server/auth/link-limiter.ts';
import { listDelays, signInDelays } from '#server/domain/person/sign-in.rules.ts';
import { createCaller } from '#server/trpc/root.ts';
import { givePassword, knownPassword } from '#tests/support/accounts.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createWorld, type World } from '#tests/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

const begin = Date.parse('2025-01-20T08:00:00Z');
let seconds = 0;
/** Lets time pass for everything that counts. */
const pass = (more: number) => {
  seconds += more;
  world.setTime(new Date(begin + seconds * 1000).toISOString());
};

let count = 0;
/** A person with a password, an address for each of whose tests nobody else has tried. */
async function createMember() {
  count += 1;
  const person = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  const { email } = await givePassword(world, person.id);
  return { ...person, email };
}

/** A place of its own for every call: a network, and an address in it. */
let places = 0;
const anywhere = () => {
  places += 1;
  return `198.${18 + Math.floor(places / 60_000)}.${Math.floor(places / 250) % 240}.${places % 250}`;
};

type From = { ip?: string; cookie?: string };
/** Tries a password; the browser's cookies afterwards, where it was right. */
async function trySignIn(email: string, password: string, { ip = anywhere(), cookie }: From = {}) {
  const cookies: string[] = [];
  const caller = createCaller({
    ...world.base,
    viewer: null,
    ip,
    headers: new Headers(cookie ? { cookie } : {}),
    cookies,
    wait: { seconds: 0 },
  });
  await caller.session.signIn({ email, password });
  return cookies.map((one) => one.split(';')[0]).join('; ');
}
/** How a wrong password is answered: "BAD_INPUT", or how many seconds to wait. */
async function tryWrong(email: string, from: From = {}): Promise<'BAD_INPUT' | number> {
  const { code, retryAfter } = await refusalOfCall(trySignIn(email, 'not the password', from));
  return code === 'BAD_INPUT' ? code : (retryAfter ?? -1);
}
/** A try that is counted and turns out wrong. Counting comes first: the password need not be looked at for it. */
const fail = (ip: string, email: string) =>
  world.base.accounts.limiter.consume({ email, ip, device: null, now: world.base.now() });
/** Strangers who try from everywhere, whether they have to wait or not. */
async function failOften(times: number, email: string, secondsBetween = 0): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await fail(anywhere(), email).catch(() => {});
    pass(secondsBetween);
  }
}
const waitOf = async (email: string, from: From = {}) =>
  (await refusalOfCall(trySignIn(email, knownPassword, from))).retryAfter;
/** The cookie of a known device without that of the session. */
const deviceOf = (cookies: string) =>
  cookies.split('; ').find((one) => one.startsWith('bohol.device=')) ?? '';

describe("strangers' wrong passwords", () => {
  test('do not stop the owner on a known device, and cost a minute at most on a new one', async () => {
    const { email } = await createMember();
    const device = deviceOf(await trySignIn(email, knownPassword));
    await failOften(100, email, 3);
    expect(deviceOf(await trySignIn(email, knownPassword, { cookie: device }))).not.toBe('');
    const home = anywhere();
    const wait = await waitOf(email, { ip: home });
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(signInDelays.account.capSeconds);
    // Strangers who go on without pause take nobody's turn.
    await failOften(30, email);
    pass(wait ?? 0);
    await failOften(30, email);
    expect(deviceOf(await trySignIn(email, knownPassword, { ip: home }))).not.toBe('');
  });

  test('do not stop the owner on a known device behind the same address either', async () => {
    const { email } = await createMember();
    const office = anywhere();
    const device = deviceOf(await trySignIn(email, knownPassword, { ip: office }));
    const answers = [];
    for (let n = 0; n < 12; n += 1) answers.push(await tryWrong(email, { ip: office }));
    expect(answers.slice(0, 6)).toEqual([...Array(5).fill('BAD_INPUT'), 1]);
    await trySignIn(email, knownPassword, { ip: office, cookie: device });
  });

  test('wait longer and longer from one place, up to a cap; what has to wait makes nothing longer', async () => {
    const { email } = await createMember();
    const ip = anywhere();
    const waits: unknown[] = [];
    for (const delay of listDelays(signInDelays.pair)) {
      expect(await tryWrong(email, { ip })).toBe('BAD_INPUT');
      if (delay > 0) {
        waits.push(await tryWrong(email, { ip }), await tryWrong(email, { ip }));
        pass(delay);
      }
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900].flatMap((wait) => [wait, wait]));
    pass(24 * 3600);
    for (let n = 0; n < 5; n += 1) expect(await tryWrong(email, { ip })).toBe('BAD_INPUT');
  });

  test('from 70 addresses of one /64 count as from one', async () => {
    const { email } = await createMember();
    const answers = [];
    for (let n = 1; n <= 70; n += 1) {
      answers.push(await tryWrong(email, { ip: `2001:db8:5:6::${n.toString(16)}` }));
    }
    expect(answers.filter((answer) => answer === 'BAD_INPUT')).toHaveLength(signInDelays.pair.free);
    expect(await tryWrong(email, { ip: '2001:db8:5:7::1' })).toBe('BAD_INPUT');
  });

  test('are counted one by one when they come in parallel', async () => {
    const { email } = await createMember();
    const ip = anywhere();
    const answers = await Promise.all(Array.from({ length: 40 }, () => tryWrong(email, { ip })));
    expect(answers.filter((answer) => answer === 'BAD_INPUT')).toHaveLength(signInDelays.pair.free);
    const everywhere = await createMember();
    const spread = await Promise.all(Array.from({ length: 40 }, () => tryWrong(everywhere.email)));
    expect(spread.filter((answer) => answer === 'BAD_INPUT')).toHaveLength(signInDelays.account.free);
  });

  test('do not wait for having been made a moment before others of their office', async () => {
    const ip = anywhere();
    const people = await Promise.all([createMember(), createMember(), createMember()]);
    for (const { email } of people) {
      pass(-0.1);
      expect(await tryWrong(email, { ip })).toBe('BAD_INPUT');
      expect(await addLinkTry(world.connections.auth, ip, world.base.now())).toBeUndefined();
    }
    pass(0.3);
  });

  test('on made-up accounts wait the same, in the same words', async () => {
    const { email } = await createMember();
    const said = [];
    for (const address of [email, 'made.up@example.test']) {
      const ip = anywhere();
      const answers = [];
      for (let n = 0; n < 8; n += 1) {
        const { code, message, retryAfter, fields } = await refusalOfCall(
          trySignIn(address, 'not the password', { ip }),
        );
        answers.push([code, message, retryAfter, fields]);
      }
      said.push(answers);
    }
    expect(said[0]).toEqual(said[1]);
  });
});

describe('a place', () => {
  const { free } = signInDelays.place;

  test('is a whole office: only what fails counts, and after a hundred it waits, whichever the account', async () => {
    const ip = anywhere();
    const { email } = await createMember();
    for (let n = 0; n < 6; n += 1) await trySignIn(email, knownPassword, { ip });
    for (let n = 0; n < free; n += 1) await fail(ip, `guess.${Math.floor(n / 4)}@example.test`);
    expect(await waitOf(email, { ip })).toBe(1);
    pass(1);
    await trySignIn(email, knownPassword, { ip });
    // The good one has given back what it took, and the wait with it.
    expect(await tryWrong('guess.x@example.test', { ip })).toBe('BAD_INPUT');
    expect(await tryWrong('guess.x@example.test', { ip })).toBe(2);
  });

  test('that has to wait leaves no counters of accounts behind', async () => {
    const ip = anywhere();
    const rows = async () =>
      (await world.owner<{ n: number }[]>`select count(*)::integer as n from auth.try_counter`)[0]?.n;
    for (let n = 0; n < free; n += 1) await fail(ip, `flood.${n % 20}@example.test`);
    const before = await rows();
    for (let n = 0; n < 50; n += 1) expect(await tryWrong(`more.${n}@example.test`, { ip })).toBe(1);
    expect(await rows()).toBe(before);
  });
});

describe('the pass of a known device', () => {
  test('is out of reach of scripts, and of no use but for a quota of its own', async () => {
    const { email } = await createMember();
    const cookies: string[] = [];
    await createCaller({ ...world.base, viewer: null, ip: anywhere(), cookies }).session.signIn({
      email,
      password: knownPassword,
    });
    const set = cookies.find((one) => one.startsWith('bohol.device=')) ?? '';
    expect(set).toMatch(/; HttpOnly; SameSite=Lax$/);
    const cookie = set.split(';')[0] ?? '';
    const caller = createCaller({ ...world.base, viewer: null, headers: new Headers({ cookie }) });
    expect(await caller.session.me()).toBeNull();
    const answers = [];
    for (let n = 0; n < 7; n += 1) answers.push(await tryWrong(email, { cookie }));
    expect(answers).toEqual([...Array(5).fill('BAD_INPUT'), 1, 1]);
  });

  test('ends with the password, with its time, and when a letter of it is another', async () => {
    const { email, viewer } = await createMember();
    const cookie = deviceOf(await trySignIn(email, knownPassword));
    /** Whether a try with this pass is looked at while strangers make every other one wait. */
    const isKnown = async (pass: string) => {
      await failOften(12, email);
      return (await tryWrong(email, { cookie: pass })) === 'BAD_INPUT';
    };
    expect(await isKnown(cookie)).toBe(true);
    expect(await isKnown(`${cookie.slice(0, -1)}${cookie.endsWith('A') ? 'B' : 'A'}`)).toBe(false);
    const until = /\.(\d{9,})\./.exec(cookie)?.[1] ?? '';
    expect(await isKnown(cookie.replace(until, String(Number(until) + 9_999_999)))).toBe(false);
    pass(91 * 86_400);
    expect(await isKnown(cookie)).toBe(false);

    pass(3600);
    const fresh = await trySignIn(email, knownPassword);
    const changed: string[] = [];
    await createCaller({
      ...world.base,
      viewer,
      ip: anywhere(),
      headers: new Headers({ cookie: fresh }),
      cookies: changed,
    }).session.changePassword({ current: knownPassword, password: 'seven slow ferries at dusk' });
    expect(await isKnown(deviceOf(fresh))).toBe(false);
    // The browser in which it was changed stays known.
    expect(await isKnown(deviceOf(changed.map((one) => one.split(';')[0]).join('; ')))).toBe(true);
  });

  test('stands beside those of colleagues at the same computer, at most five', async () => {
    let cookie = '';
    const members = [];
    for (let n = 0; n < 6; n += 1) {
      const member = await createMember();
      members.push(member);
      cookie = deviceOf(await trySignIn(member.email, knownPassword, cookie ? { cookie } : {}));
    }
    expect(cookie.split('~')).toHaveLength(5);
    const { devices } = world.base.accounts;
    const known = await Promise.all(
      members.map(({ email }) => devices.recognise(email, new Headers({ cookie }), world.base.now())),
    );
    expect(known.map((device) => device !== null)).toEqual([false, true, true, true, true, true]);
  });
});

test('without counters nobody signs in', async () => {
  const { email } = await createMember();
  await world.owner`alter table auth.try_counter rename to try_counter_away`;
  try {
    const { code, message } = await refusalOfCall(trySignIn(email, knownPassword));
    expect([code, message]).toEqual([
      'TOO_MANY_ATTEMPTS',
      expect.stringContaining('not possible at the moment'),
    ]);
    await expect(addLinkTry(world.connections.auth, '192.0.2.1')).rejects.toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
    });
  } finally {
    await world.owner`alter table auth.try_counter_away rename to try_counter`;
  }
  await trySignIn(email, knownPassword);
});

test('links of one place wait after many, those of a /64 together, and nobody waits for long', async () => {
  const { auth } = world.connections;
  const now = new Date(begin);
  const open = (n: number, at = now) => addLinkTry(auth, `2001:db8:9:9::${n.toString(16)}`, at);
  for (let n = 0; n < 120; n += 1) await open(n);
  await expect(open(500)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS', retryAfter: 1 });
  await addLinkTry(auth, '2001:db8:9:a::1', now);
  await open(501, new Date(begin + 1000));
  await expect(open(502, new Date(begin + 1000))).rejects.toMatchObject({ retryAfter: 2 });
});
