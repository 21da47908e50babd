import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCaller } from '#server/trpc/root.ts';
import { readMailedToken } from '#tests/support/mailed-links.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const oldPassword = 'green river walking';
const newPassword = 'yellow stone resting';
let world: World;
let administrator: Person;

beforeAll(async () => {
  world = await createWorld();
  administrator = await world.createPerson([{ role: 'administrator' }]);
});
afterAll(() => world.close());

/** Somebody with a password, as an invitation makes them. */
let count = 0;
async function createMember(focalPointOf?: string): Promise<{ id: string; email: string }> {
  count += 1;
  const email = `member.${count}@ministry.test`;
  await administrator.caller.people.invite({
    email,
    name: `Member ${count}`,
    ...(focalPointOf
      ? { role: 'focal_point', reporter: focalPointOf }
      : { role: 'contributor', reporter: 'TH', agency: 'RTP' }),
  });
  const token = await readMailedToken(world, email);
  await world.anonymous.invitation.accept({ token, password: oldPassword });
  const { people } = await administrator.caller.people.list();
  return { id: people.find((person) => person.email === email)?.id ?? '', email };
}

const nameOf = (email: string) => `Member ${email.split(/[.@]/)[1]}`;

/** Signs in and returns the headers of that browser. */
async function signIn(email: string, password: string): Promise<Headers> {
  const cookies: string[] = [];
  await createCaller({ ...world.base, viewer: null, cookies }).session.signIn({ email, password });
  return new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') });
}
const reset = async ({ id, email }: { id: string; email: string }) => {
  await administrator.caller.people.issueReset({ person: id });
  return readMailedToken(world, email, 'password_link');
};
const countSessions = async (id: string) =>
  (
    await world.owner<
      { n: number }[]
    >`select count(*)::integer as n from auth.session where person_id = ${id}`
  )[0]?.n;
const cannotSignIn = async (email: string, password: string) =>
  (await refusalOfCall(world.anonymous.session.signIn({ email, password }))).message;

describe('a link to a new password', () => {
  test('sets it once and ends every session', async () => {
    const { id, email } = await createMember();
    await signIn(email, oldPassword);
    const token = await reset({ id, email });
    expect(await world.anonymous.session.getReset({ token })).toEqual({ email });
    expect(await countSessions(id)).toBeGreaterThan(0);
    await world.anonymous.session.reset({ token, password: newPassword });
    expect(await countSessions(id)).toBe(0);
    expect(await cannotSignIn(email, oldPassword)).toMatch(/not right/);
    await signIn(email, newPassword);
    expect((await refusalOfCall(world.anonymous.session.reset({ token, password: oldPassword }))).code).toBe(
      'NOT_FOUND',
    );
  });

  test('has one answer whatever is wrong with it', async () => {
    const { id, email } = await createMember();
    const first = await reset({ id, email });
    const second = await reset({ id, email });
    const answers = [await refusalOfCall(world.anonymous.session.getReset({ token: first }))];
    world.setTime('2025-01-21T08:00:01Z');
    answers.push(await refusalOfCall(world.anonymous.session.getReset({ token: second })));
    world.setTime('2025-01-20T08:00:00Z');
    const third = await reset({ id, email });
    await administrator.caller.people.disable({ person: id });
    answers.push(
      await refusalOfCall(world.anonymous.session.reset({ token: third, password: newPassword })),
      await refusalOfCall(world.anonymous.session.getReset({ token: 'nothing' })),
    );
    expect(new Set(answers.map(({ code, message }) => `${code}: ${message}`)).size).toBe(1);
    expect((await refusalOfCall(administrator.caller.people.issueReset({ person: id }))).code).toBe(
      'NOT_ALLOWED_NOW',
    );
    expect((await refusalOfCall(administrator.caller.people.issueReset({ person: 'nobody' }))).code).toBe(
      'NOT_FOUND',
    );
  });

  test('refuses a weak password and can be used again', async () => {
    const { id, email } = await createMember();
    const token = await reset({ id, email });
    const refusal = await refusalOfCall(world.anonymous.session.reset({ token, password: 'short' }));
    expect(refusal).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'password' }] });
    await world.anonymous.session.reset({ token, password: newPassword });
    await signIn(email, newPassword);
  });
});

describe('a link that somebody asks for themselves', () => {
  const ask = async (email: string) => {
    const answer = await world.anonymous.session.requestReset({ email });
    await world.base.accounts.pending.settled();
    return answer;
  };
  const countLinks = async (id: string) =>
    (
      await world.owner<{ n: number }[]>`
        select count(*)::integer as n from tracker.mail where person_id = ${id} and kind = 'password_link'`
    )[0]?.n;

  test('goes to the address of the account alone, in whatever case it was typed, and sets a password', async () => {
    const { id, email } = await createMember();
    await ask(` ${email.toUpperCase()} `);
    const token = await readMailedToken(world, email, 'password_link');
    expect(await world.anonymous.session.getReset({ token })).toEqual({ email });
    await world.anonymous.session.reset({ token, password: newPassword });
    await signIn(email, newPassword);
    expect(await countLinks(id)).toBe(1);
    const [mail] = await world.owner<{ to: string; secret: boolean }[]>`
      select to_address as to, is_secret as secret from tracker.mail
      where person_id = ${id} and kind = 'password_link'`;
    expect(mail).toEqual({ to: email, secret: true });
    // A link that opens an account is in the mail and nowhere else.
    const listed = await world.owner`select from tracker.notification where kind = 'password_link'`;
    expect(listed).toHaveLength(0);
  });

  test('has one answer for an account, for none and for one that is disabled', async () => {
    const { id, email } = await createMember();
    await administrator.caller.people.disable({ person: id });
    const other = await createMember();
    const answers = [await ask(email), await ask(other.email), await ask('nobody@example.test')];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await countLinks(id)).toBe(0);
    expect(await countLinks(other.id)).toBe(1);
    const refusal = await refusalOfCall(world.anonymous.session.requestReset({ email: 'no address' }));
    expect(refusal).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'email' }] });
  });

  test('is sent at most four times a day, without a word about it', async () => {
    const { id, email } = await createMember();
    await ask(email);
    await ask(email);
    expect(await countLinks(id)).toBe(1);
    for (let hour = 8; hour < 24; hour += 1) {
      world.setTime(`2025-01-20T${String(hour).padStart(2, '0')}:30:00Z`);
      await ask(email);
    }
    world.setTime('2025-01-20T08:00:00Z');
    expect(await countLinks(id)).toBe(4);
  });

  test('waits where a place asks too often, and is refused where no mail is sent', async () => {
    const far = createCaller({ ...world.base, viewer: null, ip: '203.0.113.9' });
    const outcomes: string[] = [];
    for (let n = 0; n < 130; n += 1) {
      const asked = far.session.requestReset({ email: `nobody${n}@example.test` });
      outcomes.push(
        await asked.then(
          () => 'asked',
          (error: { message: string }) => error.message,
        ),
      );
    }
    expect(outcomes.slice(0, 100)).toEqual(Array.from({ length: 100 }, () => 'asked'));
    expect(outcomes.at(-1)).toContain('Too many attempts');
    const silent = createCaller({
      ...world.base,
      viewer: null,
      help: { sendsLinks: false, contact: { name: 'TIP desk', address: 'tip@example.test' } },
    });
    expect(await silent.session.help()).toMatchObject({ contact: { name: 'TIP desk' } });
    expect((await refusalOfCall(silent.session.requestReset({ email: 'a@example.test' }))).code).toBe(
      'NOT_ALLOWED_NOW',
    );
  });
});

describe("one's own password", () => {
  test('changes with the present one, ends the other sessions and keeps this one under a new cookie', async () => {
    const { id, email } = await createMember();
    await signIn(email, oldPassword);
    const headers = await signIn(email, oldPassword);
    const { viewer } = await world.createPerson([]);
    const own = { ...viewer, personId: id, email };
    const cookies: string[] = [];
    const caller = createCaller({ ...world.base, viewer: own, headers, cookies });
    expect(
      await refusalOfCall(caller.session.changePassword({ current: 'wrong', password: newPassword })),
    ).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'current' }] });
    expect(
      await refusalOfCall(caller.session.changePassword({ current: oldPassword, password: 'short' })),
    ).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'password' }] });
    await caller.session.changePassword({ current: oldPassword, password: newPassword });
    expect(await countSessions(id)).toBe(1);
    expect(cookies.join()).toContain('bohol.session_token');
    expect(await cannotSignIn(email, oldPassword)).toMatch(/not right/);
    await signIn(email, newPassword);
  });

  test('cannot be guessed by a browser that was left open', async () => {
    const { id, email } = await createMember();
    const headers = await signIn(email, oldPassword);
    const { viewer } = await world.createPerson([]);
    const caller = createCaller({ ...world.base, viewer: { ...viewer, personId: id, email }, headers });
    const codes: string[] = [];
    for (let n = 0; n < 9; n += 1) {
      const attempt = caller.session.changePassword({ current: `wrong ${n}`, password: newPassword });
      codes.push((await refusalOfCall(attempt)).code);
    }
    expect(codes.at(-1)).toBe('TOO_MANY_ATTEMPTS');
  });
});

describe('an account that is disabled', () => {
  test('is out at once, cannot come back, and can be enabled with its roles', async () => {
    const { id, email } = await createMember('KH');
    await signIn(email, oldPassword);
    expect(await administrator.caller.people.disable({ person: id })).toEqual({ disabled: true });
    expect(await countSessions(id)).toBe(0);
    expect(await cannotSignIn(email, oldPassword)).toMatch(/not right/);
    await administrator.caller.people.disable({ person: id });
    await administrator.caller.people.enable({ person: id });
    await signIn(email, oldPassword);
    const { entries } = await administrator.caller.audit.list({ kind: 'person' });
    const own = entries.filter(
      ({ subject, by }) => subject === nameOf(email) && by === administrator.viewer.name,
    );
    expect(own.map(({ event }) => event)).toEqual(['enabled', 'disabled']);
  });

  test('leaves its open reports in sight, with those who can go on', async () => {
    const lone = await createMember('BN');
    const office = await world.openRound('2024-H2');
    const other = await world.createPerson([{ role: 'contributor', reporter: 'BN' }]);
    const before = await administrator.caller.people.get({ person: lone.id });
    expect(before.openReports).toMatchObject([
      {
        round: '2024-H2',
        reporter: { code: 'BN' },
        others: [{ name: other.viewer.name, role: 'contributor' }],
      },
    ]);
    await administrator.caller.people.disable({ person: lone.id });
    const { vacancies } = await office.caller.people.list();
    expect(vacancies).toContainEqual({
      reporter: { code: 'BN', name: 'Brunei Darussalam' },
      role: 'focal_point',
    });
  });
});

describe('the last administrator', () => {
  test('stays, whoever tries', async () => {
    await using own = await createWorld();
    const first = await own.createPerson([{ role: 'administrator' }]);
    const second = await own.createPerson([{ role: 'administrator' }]);
    expect((await refusalOfCall(first.caller.people.disable({ person: first.id }))).code).toBe(
      'NOT_ALLOWED_NOW',
    );
    const outcomes = await Promise.allSettled([
      first.caller.people.disable({ person: second.id }),
      second.caller.people.disable({ person: first.id }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const rows = await own.owner<{ id: number }[]>`
      select a.id from tracker.assignment a join auth.person p on p.id = a.person_id and p.disabled_at is null
      where a.role = 'administrator'`;
    expect(rows).toHaveLength(1);
    const left = outcomes[0]?.status === 'fulfilled' ? first : second;
    expect(
      (await refusalOfCall(left.caller.people.revokeAssignment({ assignment: rows[0]?.id ?? 0 }))).code,
    ).toBe('NOT_ALLOWED_NOW');
  });
});
