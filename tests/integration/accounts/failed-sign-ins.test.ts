import { sql } from 'drizzle-orm';
import pino from 'pino';
import { beforeEach, describe, expect, test } from 'vitest';
import { deleteExpired } from '#server/jobs/delete-expired.ts';
import { createCaller } from '#server/trpc/root.ts';
import { givePassword, knownPassword } from '#tests/support/accounts.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

let world: World;
let administrator: Person;
let lines: string[];
beforeEach(async () => {
  world = await createWorld();
  administrator = await world.createPerson([{ role: 'administrator' }]);
  lines = [];
  return () => world.close();
});

const log = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) });

async function createMember() {
  const person = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  return { ...person, ...(await givePassword(world, person.id)) };
}
/** Tries a password over the contract, and waits until a failure is written down. */
async function trySignIn(email: string, password: string, ip = '192.0.2.7') {
  const cookies: string[] = [];
  const caller = createCaller({ ...world.base, viewer: null, ip, log, cookies, wait: { seconds: 0 } });
  const outcome = await caller.session.signIn({ email, password }).catch((error: unknown) => error);
  await world.base.accounts.pending.settled();
  return { outcome, cookie: cookies.map((one) => one.split(';')[0]).join('; ') };
}
const fail = (email: string, ip?: string) => trySignIn(email, 'not the password', ip);
const entries = async () =>
  (await administrator.caller.audit.list({ kind: 'sign_in' })).entries
    .filter(({ event }) => event !== 'signed_in')
    .map(({ event, subject, by, detail }): Record<string, unknown> => ({ event, subject, by, ...detail }));
const clean = () => deleteExpired({ jobs: world.connections.jobs, now: world.base.now, log });

describe('tries that failed', () => {
  test('are told in the audit at the next sign-in, in one entry, with where they came from', async () => {
    const { email, viewer } = await createMember();
    for (const ip of ['192.0.2.7', '192.0.2.8', '2001:db8:1:2::3']) await fail(email, ip);
    expect(await entries()).toEqual([]);
    await trySignIn(email, knownPassword);
    expect(await entries()).toEqual([
      {
        event: 'failed',
        subject: viewer.name,
        by: null,
        tries: 3,
        since: '2025-01-20T08:00:00+00:00',
        places: ['192.0.2.x', '2001:db8:1::/48'],
      },
    ]);
    expect(await administrator.caller.audit.verify({})).toMatchObject({ faults: [] });
  });

  test('are told when their day is over, if nobody signs in', async () => {
    const { email } = await createMember();
    await fail(email);
    world.setTime('2025-01-20T23:59:00Z');
    await fail(email);
    await clean();
    expect(await entries()).toEqual([]);
    world.setTime('2025-01-21T00:10:00Z');
    await clean();
    await clean();
    expect((await entries()).map(({ event, tries }) => [event, tries])).toEqual([['failed', 2]]);
  });

  test('make the audit grow by two entries a day and account at most, however many they are', async () => {
    const { email } = await createMember();
    const { failures, pending } = world.base.accounts;
    for (let day = 20; day < 23; day += 1) {
      for (let n = 0; n < 40; n += 1) {
        const at = new Date(Date.UTC(2025, 0, day, 6, 0, n * 61));
        failures.note({ email, place: `198.51.${n}.x`, began: n % 10 === 9, at }, log);
        await pending.settled();
      }
    }
    world.setTime('2025-01-23T00:10:00Z');
    await clean();
    const told = await entries();
    expect(told.filter(({ event }) => event === 'delayed')).toHaveLength(3);
    expect(told.filter(({ event }) => event === 'failed').map(({ tries }) => tries)).toEqual([40, 40, 40]);
    expect(told.every(({ places }) => (places as string[]).length <= 5)).toBe(true);
  });

  test('on an account that is not there leave a line in the log without what was typed, and no entry', async () => {
    const secret = 'nobody.canary@example.test';
    for (let n = 0; n < 6; n += 1) await fail(secret);
    world.setTime('2025-01-22T08:00:00Z');
    await clean();
    expect(await entries()).toEqual([]);
    expect(lines.filter((line) => line.includes('sign-in failed'))).toHaveLength(5);
    expect(lines.join('')).not.toContain('canary');
    expect(lines.join('')).not.toContain('not the password');
    const rows = await world.owner<{ row: string }[]>`
      select c::text as row from auth.try_counter c union all select w::text from auth.sign_in_watch w
      union all select m::text from tracker.mail m`;
    expect(rows.some(({ row }) => row.includes('canary'))).toBe(false);
  });

  test('on a known account leave a line in the log with the person and without an address', async () => {
    const { email, id } = await createMember();
    for (let n = 0; n < 7; n += 1) await fail(email);
    const logged = lines.map(
      (line) => JSON.parse(line) as { msg: string; personId?: string; place?: string },
    );
    expect(logged.filter(({ msg }) => msg === 'sign-in failed')).toHaveLength(5);
    expect(logged.filter(({ msg }) => msg === 'further sign-ins have to wait')).toMatchObject([
      { personId: id, place: '192.0.2.x' },
    ]);
    expect(lines.join('')).not.toContain(email);
    // A wait that begins is told at once.
    expect((await entries()).map(({ event }) => event)).toEqual(['delayed']);
  });
});

describe('the owner of the account', () => {
  /** Mail about failed tries to this person. */
  const mailTo = (id: string) => world.owner<{ body: string; subject: string }[]>`
    select subject, body from tracker.mail where person_id = ${id} and kind = 'failed_sign_ins' order by id`;

  test('sees how many tries failed since they were last there', async () => {
    const member = await createMember();
    const signIns = async (cookie: string) => {
      const caller = createCaller({ ...world.base, viewer: member.viewer, headers: new Headers({ cookie }) });
      const { lastSignInAt, failures, sessions } = await caller.session.list();
      return { lastSignInAt, failures, started: sessions.find(({ isThis }) => isThis)?.startedAt };
    };
    const { cookie: first } = await trySignIn(member.email, knownPassword);
    const atFirst = await signIns(first);
    expect(atFirst).toMatchObject({ lastSignInAt: null, failures: 0 });
    await fail(member.email);
    await fail(member.email);
    const { cookie: second } = await trySignIn(member.email, knownPassword);
    expect(await signIns(second)).toMatchObject({ lastSignInAt: atFirst.started, failures: 2 });
    await fail(member.email);
    expect(await signIns(second)).toMatchObject({ lastSignInAt: atFirst.started, failures: 3 });
    // In the first browser the newest sign-in is that of the other.
    expect(await signIns(first)).toMatchObject({ failures: 1 });
    expect((await signIns(first)).lastSignInAt).toBe((await signIns(second)).started);
  });

  test('is written to when there are many, once a day, and the mail says how many', async () => {
    const { email, id } = await createMember();
    const { failures, pending } = world.base.accounts;
    const failTimes = async (times: number, day: number) => {
      for (let n = 0; n < times; n += 1) {
        const at = new Date(Date.UTC(2025, 0, day, 8, n));
        failures.note({ email, place: `203.0.${n}.x`, began: false, at }, log);
        await pending.settled();
      }
    };
    await failTimes(9, 20);
    expect(await mailTo(id)).toEqual([]);
    await failTimes(12, 20);
    const [mail, ...more] = await mailTo(id);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Somebody tried to sign in to your account');
    expect(mail?.body).toContain('wrong password 10 times');
    await failTimes(3, 21);
    expect(await mailTo(id)).toHaveLength(2);
  });

  test('gets no mail once the account is disabled, and its right password is a failed try', async () => {
    const { email, id } = await createMember();
    await administrator.caller.people.disable({ person: id });
    for (let n = 0; n < 10; n += 1) {
      world.setTime(new Date(Date.UTC(2025, 0, 20, 8, 0, n * 61)).toISOString());
      await trySignIn(email, knownPassword, `203.0.113.${n}`);
    }
    expect(await mailTo(id)).toEqual([]);
    expect(await world.owner`select 1 from auth.session where person_id = ${id}`).toHaveLength(0);
    expect(await world.owner`select failures from auth.sign_in_watch where person_id = ${id}`).toEqual([
      { failures: 10 },
    ]);
    const { entries } = await administrator.caller.audit.list({ kind: 'sign_in', person: id });
    expect(entries).toEqual([]);
  });
});

test('the role that keeps accounts writes no other mail, and to nobody else', async () => {
  const { email, id } = await createMember();
  const write = (over: Record<string, unknown>) => {
    const mail = { person_id: id, to_address: email, kind: 'failed_sign_ins', is_secret: false, ...over };
    return world.connections.auth.execute(sql`
      insert into tracker.mail (person_id, to_address, kind, subject, body, is_secret, memory, created_at)
      values (${mail.person_id}, ${mail.to_address}, ${mail.kind}, 's', 'b', ${mail.is_secret}, ${JSON.stringify(over)}, now())`);
  };
  for (const over of [
    { to_address: 'other@example.test' },
    { kind: 'invitation' },
    { is_secret: true },
    { person_id: null },
  ]) {
    await expect(write(over)).rejects.toMatchObject({ code: '42501' });
  }
  await write({});
  const { code } = await refusalOfCall(
    createCaller({ ...world.base, viewer: null }).session.signIn({ email, password: 'x' }),
  );
  expect(code).toBe('BAD_INPUT');
});
