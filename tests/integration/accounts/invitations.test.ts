import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCaller } from '#server/trpc/root.ts';
import { readMailedToken } from '#tests/support/mailed-links.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const password = 'green river walking';
let world: World;
let office: Person;
let administrator: Person;

beforeAll(async () => {
  world = await createWorld();
  office = await world.createPerson([{ role: 'secretariat_officer' }]);
  administrator = await world.createPerson([{ role: 'administrator' }]);
});
afterAll(() => world.close());

let count = 0;
const newcomer = () => {
  count += 1;
  return { email: `newcomer.${count}@ministry.test`, name: `Newcomer ${count}` };
};
type Asked = Parameters<Person['caller']['people']['invite']>[0];
/** Invites, and takes the link from the mail: it is nowhere else. */
const send = async (by: Person, asked: Asked) => {
  const sent = await by.caller.people.invite(asked);
  return { ...sent, token: await readMailedToken(world, sent.email) };
};
const invite = (by: Person = office) =>
  send(by, { ...newcomer(), role: 'contributor', reporter: 'TH', agency: 'RTP' });
const rolesOf = async (email: string) =>
  (await administrator.caller.people.list()).people
    .find((person) => person.email === email)
    ?.roles.map(({ role, reporter }) => [role, reporter?.code ?? null]);

describe('an invitation', () => {
  test('makes an account with the role, once, and signs its owner in', async () => {
    const sent = await invite();
    expect(await world.anonymous.invitation.get({ token: sent.token })).toMatchObject({
      email: sent.email,
      role: 'contributor',
      reporter: { code: 'TH' },
      hasAccount: false,
    });
    const cookies: string[] = [];
    const visitor = createCaller({ ...world.base, viewer: null, cookies });
    await visitor.invitation.accept({ token: sent.token, password });
    expect(cookies.join()).toContain('bohol.session_token');
    expect(await rolesOf(sent.email)).toEqual([['contributor', 'TH']]);
    expect((await refusalOfCall(visitor.invitation.accept({ token: sent.token, password }))).code).toBe(
      'NOT_FOUND',
    );
    const viewer = await world.anonymous.session.signIn({ email: sent.email, password });
    expect(viewer.assignments).toMatchObject([{ role: 'contributor' }]);
  });

  test('keeps nothing of its link but a hash', async () => {
    const { token } = await invite();
    const rows = await world.owner<{ row: string }[]>`
      select to_jsonb(i)::text as row from tracker.invitation i
      union all select to_jsonb(v)::text from tracker.revision v
      union all select to_jsonb(l)::text from tracker.request_log l`;
    expect(rows.some(({ row }) => row.includes(token))).toBe(false);
  });

  test('has one answer for links that are unknown, used, taken back, replaced or too old', async () => {
    const person = newcomer();
    const first = await send(office, { ...person, role: 'focal_point', reporter: 'KH' });
    const replaced = await send(office, { ...person, role: 'focal_point', reporter: 'KH' });
    const { invitations } = await office.caller.people.list();
    const own = invitations.filter(({ email }) => email === person.email);
    expect(own).toHaveLength(1);
    await office.caller.people.revokeInvitation({ invitation: own[0]?.id ?? 0 });
    const old = await invite();
    world.setTime('2025-01-27T08:00:01Z');
    const answers = await Promise.all(
      ['nothing', first.token, replaced.token, old.token].flatMap((token) => [
        refusalOfCall(world.anonymous.invitation.get({ token })),
        refusalOfCall(world.anonymous.invitation.accept({ token, password })),
      ]),
    );
    world.setTime('2025-01-20T08:00:00Z');
    expect(new Set(answers.map(({ code, message }) => `${code}: ${message}`)).size).toBe(1);
    expect(answers[0]?.code).toBe('NOT_FOUND');
    expect(await rolesOf(old.email)).toBeUndefined();
  });

  test('refuses a weak password at its field and uses nothing up', async () => {
    const { token } = await invite();
    const refusal = await refusalOfCall(
      world.anonymous.invitation.accept({ token, password: 'password1234' }),
    );
    expect(refusal).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'password' }] });
    await world.anonymous.invitation.accept({ token, password });
  });

  test('two who open one link at the same moment make one account', async () => {
    const { token, email } = await invite();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => world.anonymous.invitation.accept({ token, password })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await rolesOf(email)).toEqual([['contributor', 'TH']]);
  });

  test('gives somebody with an account the role only when they are signed in to it', async () => {
    const known = await world.createPerson([{ role: 'contributor', reporter: 'LA' }]);
    const sent = await send(office, {
      email: known.viewer.email,
      name: 'Another Name',
      role: 'focal_point',
      reporter: 'LA',
    });
    expect((await world.anonymous.invitation.get({ token: sent.token })).hasAccount).toBe(true);
    expect(
      (await refusalOfCall(world.anonymous.invitation.accept({ token: sent.token, password }))).code,
    ).toBe('UNAUTHENTICATED');
    expect((await refusalOfCall(office.caller.invitation.accept({ token: sent.token }))).code).toBe(
      'FORBIDDEN',
    );
    await known.caller.invitation.accept({ token: sent.token, password });
    expect(await rolesOf(known.viewer.email)).toEqual([
      ['contributor', 'LA'],
      ['focal_point', 'LA'],
    ]);
    // The password that came with it is not taken over.
    expect(
      (await refusalOfCall(world.anonymous.session.signIn({ email: known.viewer.email, password }))).code,
    ).toBe('BAD_INPUT');
  });

  test('is refused where it would give nothing new, or to a disabled account', async () => {
    const known = await world.createPerson([{ role: 'focal_point', reporter: 'MM' }]);
    const again = {
      email: known.viewer.email.toUpperCase(),
      name: 'X',
      role: 'focal_point' as const,
      reporter: 'MM',
    };
    expect(await refusalOfCall(office.caller.people.invite(again))).toMatchObject({
      fields: [{ path: 'email' }],
    });
    await administrator.caller.people.disable({ person: known.id });
    expect(
      await refusalOfCall(office.caller.people.invite({ ...again, role: 'contributor', reporter: 'MM' })),
    ).toMatchObject({ fields: [{ path: 'email' }] });
  });

  test('names every field at fault', async () => {
    const refusal = await refusalOfCall(
      office.caller.people.invite({ email: 'nobody', name: '', role: 'focal_point', reporter: 'ZZ' }),
    );
    expect(refusal.fields.map(({ path }) => path)).toEqual(['email', 'name', 'reporter']);
    expect(
      await refusalOfCall(
        office.caller.people.invite({ ...newcomer(), role: 'contributor', reporter: 'TH', agency: 'NONE' }),
      ),
    ).toMatchObject({ fields: [{ path: 'agency' }] });
  });
});

describe('who may invite to what', () => {
  test('the secretariat invites reporters and nobody above', async () => {
    for (const role of ['secretariat_officer', 'administrator'] as const) {
      expect((await refusalOfCall(office.caller.people.invite({ ...newcomer(), role }))).code).toBe(
        'FORBIDDEN',
      );
    }
    const { token } = await send(administrator, {
      ...newcomer(),
      role: 'secretariat_officer',
    });
    expect((await world.anonymous.invitation.get({ token })).role).toBe('secretariat_officer');
  });

  test('the secretariat does not take back what an administrator gave', async () => {
    const person = newcomer();
    await administrator.caller.people.invite({ ...person, role: 'administrator' });
    const { invitations } = await office.caller.people.list();
    const id = invitations.find(({ email }) => email === person.email)?.id ?? 0;
    expect((await refusalOfCall(office.caller.people.revokeInvitation({ invitation: id }))).code).toBe(
      'FORBIDDEN',
    );
    expect(await administrator.caller.people.revokeInvitation({ invitation: id })).toEqual({ revoked: true });
    expect(await administrator.caller.people.revokeInvitation({ invitation: id })).toEqual({
      revoked: false,
    });
  });

  test('an invitation falls with the right of whoever sent it', async () => {
    const leaving = await world.createPerson([{ role: 'secretariat_officer' }]);
    const { token } = await invite(leaving);
    await administrator.caller.people.disable({ person: leaving.id });
    await administrator.caller.people.enable({ person: leaving.id });
    expect((await refusalOfCall(world.anonymous.invitation.get({ token }))).code).toBe('NOT_FOUND');

    const demoted = await world.createPerson([{ role: 'administrator' }]);
    const sent = await send(demoted, { ...newcomer(), role: 'administrator' });
    await world.owner`update tracker.assignment set revoked_at = now() where person_id = ${demoted.id}`;
    expect(
      (await refusalOfCall(world.anonymous.invitation.accept({ token: sent.token, password }))).code,
    ).toBe('NOT_FOUND');
  });
});
