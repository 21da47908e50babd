import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getViewer } from '#server/queries/person/get-viewer.query.ts';
import { createCaller } from '#server/trpc/root.ts';
import { readMailedToken } from '#tests/support/mailed-links.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { startReport } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const round = '2024-H2';
const password = 'green river walking';
let world: World;
let office: Person;
let admin: Person;

beforeAll(async () => {
  world = await createWorld();
  office = await world.openRound(round);
  admin = await world.createPerson([{ role: 'administrator' }]);
});
afterAll(() => world?.close());

/** A state with its own people, so that no test meets another's. */
async function createState(reporter: string) {
  const focal = await world.createPerson([{ role: 'focal_point', reporter }]);
  const clearing = await world.createPerson([{ role: 'clearing_officer', reporter }]);
  return { focal, clearing, key: { round, reporter } };
}

let count = 0;
const freshEmail = () => `second.address.${(count += 1)}@example.test`;

/** Accepts an invitation as its reader does, and comes back as the next request would see them. */
async function accept(email: string): Promise<Person & { waits: boolean }> {
  const token = await readMailedToken(world, email);
  const { waits } = await world.anonymous.invitation.accept({ token, password });
  const [row] = await world.owner<{ id: string }[]>`select id from auth.person where email = ${email}`;
  return { ...(await again(row!.id)), waits };
}
async function again(id: string): Promise<Person> {
  const viewer = await getViewer(world.connections.app, world.base.viewerSecret, id);
  return { id, viewer: viewer!, caller: createCaller({ ...world.base, viewer }) };
}

/** Forgets the mail so far, but for links that wait; what was written since is read by `told`. */
const clearMail = () => world.owner`delete from tracker.mail where not is_secret`;
const told = async () => {
  const rows = await world.owner<{ kind: string; person: string | null; body: string }[]>`
    select kind, person_id as person, body from tracker.mail order by id`;
  return {
    of: (person: Person) => rows.filter((row) => row.person === person.id).map(({ kind }) => kind),
    about: (person: Person) => rows.filter((row) => row.person === person.id).map(({ body }) => body),
  };
};
const eventsOf = async (person: Person) => {
  const { entries } = await admin.caller.audit.list({ kind: 'assignment' });
  return entries
    .filter(({ subject }) => subject === person.viewer.name)
    .map(({ event, by }) => [event, by])
    .toReversed();
};
const codeOf = async (work: Promise<unknown>) => (await refusalOfCall(work)).code;

describe('a secretariat account that wants to see the draft of a state', () => {
  test('gets no link, and what it makes waits for the state: every step is refused or told', async () => {
    const { focal, clearing, key } = await createState('TH');
    const { activity } = await startReport({ focal, clearing }, key);
    await clearMail();
    const email = freshEmail();
    const sent = await office.caller.people.invite({
      email,
      name: 'Second Address',
      role: 'clearing_officer',
      reporter: 'TH',
    });
    // The answer says where the link went, and holds nothing of it.
    const token = await readMailedToken(world, email);
    expect(Object.keys(sent).toSorted()).toEqual(['email', 'expiresAt', 'invitation', 'name']);
    for (const answer of [
      sent,
      await office.caller.people.list(),
      await office.caller.mail.list({}),
      await office.caller.audit.list({}),
      await admin.caller.people.list(),
      await office.caller.people.resendInvitation({ invitation: sent.invitation }),
    ]) {
      expect(JSON.stringify(answer)).not.toContain(token);
      expect(JSON.stringify(answer)).not.toContain(await readMailedToken(world, email));
    }
    expect(await codeOf(office.caller.mail.outbox())).toBe('FORBIDDEN');
    expect((await told()).of(focal)).toEqual(['colleague_invited', 'colleague_invited']);

    // Whoever reads the mail of that address accepts, and has no right whatever.
    await clearMail();
    const second = await accept(email);
    expect(second.waits).toBe(true);
    expect(second.viewer.assignments).toEqual([]);
    const { caller } = second;
    expect(await codeOf(caller.submission.get(key))).toBe('NOT_FOUND');
    expect(await codeOf(caller.submission.activity({ ...key, activity }))).toBe('NOT_FOUND');
    expect(['FORBIDDEN', 'NOT_FOUND']).toContain(
      await codeOf(caller.submission.clear({ ...key, version: 1 })),
    );
    expect(await codeOf(caller.people.ofReporter({ reporter: 'TH' }))).toBe('FORBIDDEN');
    const { own } = await caller.people.waiting();
    expect(own).toMatchObject([{ role: 'clearing_officer', mayDecide: false }]);
    const request = own[0]!.request;

    // Nobody but the state says yes: not the asker, not the second address, not an administrator, not the clearing officer.
    for (const one of [office, second, admin, clearing]) {
      expect(await codeOf(one.caller.people.confirmRole({ request }))).toBe('FORBIDDEN');
    }
    expect((await again(second.id)).viewer.assignments).toEqual([]);
    // The state is told, with the page on which to say no.
    const mail = await told();
    expect(mail.of(focal)).toEqual(['role_news']);
    expect(mail.of(clearing)).toEqual(['role_news']);
    expect(mail.about(focal)[0]).toContain('/workspace/people?reporter=TH');
    expect(mail.about(focal)[0]).toContain(office.viewer.name);
    const { toDecide } = await focal.caller.people.waiting();
    expect(toDecide).toMatchObject([{ request, person: 'Second Address', askedBy: office.viewer.name }]);

    await clearMail();
    expect(await focal.caller.people.declineRole({ request })).toEqual({ verdict: 'declined' });
    expect(await focal.caller.people.declineRole({ request })).toEqual({ verdict: 'declined' });
    expect(await codeOf(focal.caller.people.confirmRole({ request }))).toBe('NOT_ALLOWED_NOW');
    expect((await told()).of(clearing)).toEqual(['role_news']);
    expect((await told()).of(office)).toEqual(['role_decided']);
    expect((await told()).of(second)).toEqual(['role_decided']);
    expect((await told()).of(focal)).toEqual([]);
    expect((await again(second.id)).viewer.assignments).toEqual([]);
    expect(await eventsOf(second)).toEqual([
      ['asked', office.viewer.name],
      ['declined', focal.viewer.name],
    ]);
    expect((await office.caller.audit.verify({})).faults).toEqual([]);
  });

  test('gets nowhere by inviting itself, by a list, or by an agency’s contributor made whole', async () => {
    const { focal } = await createState('KH');
    const own = await refusalOfCall(
      office.caller.people.invite({
        email: office.viewer.email,
        name: 'Me',
        role: 'focal_point',
        reporter: 'KH',
      }),
    );
    expect(own.fields).toMatchObject([{ path: 'email' }]);

    const accomplice = await world.createPerson([]);
    const list = ['name,email,role,reporter,agency', `X,${accomplice.viewer.email},Contributor,KH,`];
    const { upload } = await office.caller.people.uploadList({
      fileName: 'people.csv',
      content: Buffer.from(list.join('\r\n')).toString('base64'),
    });
    expect(await office.caller.people.inviteList({ upload, ready: 1 })).toMatchObject({ given: 0, asked: 1 });
    expect((await again(accomplice.id)).viewer.assignments).toEqual([]);

    // As an agency's contributor they come in, and see what the focal point gives that agency: nothing yet.
    const { reporters } = await office.caller.people.list();
    const agency = reporters.find(({ code }) => code === 'VN')!.agencies[0]!.acronym;
    const state = await createState('VN');
    const at = { person: accomplice.id, role: 'contributor', reporter: 'VN' } as const;
    expect(await office.caller.people.assign({ ...at, agency })).toEqual({ outcome: 'given' });
    expect(await office.caller.people.assign(at)).toEqual({ outcome: 'held' });
    const { people } = await office.caller.people.list();
    const held = people.find(({ id }) => id === accomplice.id)!.roles[0]!;
    await office.caller.people.revokeAssignment({ assignment: held.id });
    expect(await office.caller.people.assign(at)).toEqual({ outcome: 'asked' });
    expect(await office.caller.people.assign(at)).toEqual({ outcome: 'waiting' });
    expect((await again(accomplice.id)).viewer.assignments).toEqual([]);
    expect(await state.focal.caller.people.waiting()).toMatchObject({ toDecide: [{ role: 'contributor' }] });
    expect(await focal.caller.people.waiting()).toMatchObject({ toDecide: [{ reporter: { code: 'KH' } }] });
  });

  test('gets nowhere by ending the focal points first: an administrator who had no part in it decides', async () => {
    const { focal, clearing, key } = await createState('LA');
    await startReport({ focal, clearing }, key);
    const writer = await world.createPerson([{ role: 'contributor', reporter: 'LA' }]);
    const accomplice = await world.createPerson([]);
    const ender = await world.createPerson([{ role: 'administrator' }]);
    await clearMail();
    const { people } = await office.caller.people.list();
    const held = people.find(({ id }) => id === focal.id)!.roles[0]!;
    await office.caller.people.revokeAssignment({ assignment: held.id });
    // Nobody is left to watch, so everybody is told, and the focal point too.
    expect((await told()).of(focal)).toEqual(['role_ended']);
    for (const one of [clearing, writer, admin]) expect((await told()).of(one)).toEqual(['role_news']);
    const at = { person: accomplice.id, reporter: 'LA' } as const;
    for (const role of ['focal_point', 'clearing_officer', 'contributor'] as const) {
      expect(await office.caller.people.assign({ ...at, role })).toEqual({ outcome: 'asked' });
    }
    expect((await again(accomplice.id)).viewer.assignments).toEqual([]);
    const { own } = await (await again(accomplice.id)).caller.people.waiting();
    const requestOf = (role: string) => own.find((one) => one.role === role)!.request;
    expect(await codeOf(office.caller.people.confirmRole({ request: requestOf('clearing_officer') }))).toBe(
      'FORBIDDEN',
    );
    // The clearing officer has a say on the focal point and on nothing else.
    expect((await clearing.caller.people.waiting()).toDecide).toMatchObject([{ role: 'focal_point' }]);
    expect(
      (await admin.caller.people.waiting()).toDecide.filter(({ reporter }) => reporter.code === 'LA'),
    ).toHaveLength(3);
    // An administrator who ends one, and asks through somebody else, decides on nothing either.
    const state = await createState('SG');
    await ender.caller.people.disable({ person: state.focal.id });
    expect((await told()).of(state.clearing)).toEqual(['role_news']);
    const other = await world.createPerson([]);
    expect(
      await office.caller.people.assign({ person: other.id, role: 'clearing_officer', reporter: 'SG' }),
    ).toEqual({ outcome: 'asked' });
    const waiting = (await (await again(other.id)).caller.people.waiting()).own[0]!.request;
    expect(await codeOf(ender.caller.people.confirmRole({ request: waiting }))).toBe('FORBIDDEN');
    expect(await admin.caller.people.confirmRole({ request: waiting })).toEqual({ verdict: 'confirmed' });
    // Back again with their account: the state hears of it.
    await clearMail();
    await ender.caller.people.enable({ person: state.focal.id });
    expect((await told()).of(state.clearing)).toEqual(['role_news']);
  });

  test('gets nothing by a link to a new password: it goes to its owner, and the state hears of it', async () => {
    const { focal, clearing } = await createState('MM');
    await clearMail();
    const made = await admin.caller.people.issueReset({ person: clearing.id });
    const token = await readMailedToken(world, clearing.viewer.email, 'password_link');
    expect(JSON.stringify(made)).not.toContain(token);
    expect((await told()).of(clearing)).toEqual(['password_link']);
    expect((await told()).of(focal)).toEqual(['role_news']);
    await world.anonymous.session.reset({ token, password });
    expect((await told()).of(clearing)).toEqual(['password_link', 'password_set']);
  });
});

describe('a role that a state confirms', () => {
  test('counts from then on, and says who asked and who confirmed', async () => {
    const { focal, clearing } = await createState('PH');
    const email = freshEmail();
    await office.caller.people.invite({ email, name: 'Ms Santos', role: 'clearing_officer', reporter: 'PH' });
    expect(
      await world.anonymous.invitation.get({ token: await readMailedToken(world, email) }),
    ).toMatchObject({
      needsConfirmation: true,
    });
    const person = await accept(email);
    const { waiting } = await focal.caller.people.ofReporter({ reporter: 'PH' });
    const request = waiting[0]!.request;
    // Two focal points who press at the same moment make one role.
    const beside = await world.createPerson([{ role: 'focal_point', reporter: 'PH' }]);
    await clearMail();
    const outcomes = await Promise.all(
      [focal, beside].map(({ caller }) => caller.people.confirmRole({ request })),
    );
    expect(outcomes).toEqual([{ verdict: 'confirmed' }, { verdict: 'confirmed' }]);
    expect((await again(person.id)).viewer.assignments).toMatchObject([{ role: 'clearing_officer' }]);
    expect((await told()).of(clearing)).toEqual(['role_news']);
    expect((await told()).of(person)).toEqual(['role_decided']);
    const { people } = await clearing.caller.people.ofReporter({ reporter: 'PH' });
    expect(people.find((one) => one.email === email)).toMatchObject({
      askedBy: office.viewer.name,
      givenBy: expect.stringContaining('Person'),
    });
    expect((await eventsOf(person)).map(([event]) => event)).toEqual(['asked', 'given', 'confirmed']);
    expect((await again(person.id)).viewer.assignments).toHaveLength(1);
  });

  test('needs nobody where it is the first focal point: the others and all administrators are told', async () => {
    const writer = await world.createPerson([{ role: 'contributor', reporter: 'BN' }]);
    const [one, other] = [await world.createPerson([]), await world.createPerson([])];
    await clearMail();
    const at = { role: 'focal_point', reporter: 'BN' } as const;
    // Two at the same moment: one is the first, the other waits for their yes.
    const outcomes = await Promise.all(
      [one, other].map(({ id }) => office.caller.people.assign({ ...at, person: id })),
    );
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['asked', 'given']);
    const first = outcomes[0]?.outcome === 'given' ? one : other;
    for (const reader of [writer, admin]) expect((await told()).of(reader)).toEqual(['role_news']);
    expect((await told()).about(writer)[0]).toMatch(/Nobody in .* had to confirm it/);
    expect(new Set((await eventsOf(first)).map(([event]) => event))).toEqual(
      new Set(['given', 'given_unconfirmed']),
    );
    expect((await (await again(first.id)).caller.people.waiting()).toDecide).toHaveLength(1);
  });

  test('is taken back by the secretariat, and falls with the account of whoever asked', async () => {
    await createState('ID');
    const person = await world.createPerson([]);
    const at = { person: person.id, role: 'focal_point', reporter: 'ID' } as const;
    await office.caller.people.assign(at);
    const { waiting } = await office.caller.people.list();
    const request = waiting.find(({ personId }) => personId === person.id)!.request;
    expect(await office.caller.people.withdrawRole({ request })).toEqual({ verdict: 'withdrawn' });
    expect(await office.caller.people.withdrawRole({ request })).toEqual({ verdict: 'withdrawn' });
    const leaving = await world.createPerson([{ role: 'secretariat_officer' }]);
    await leaving.caller.people.assign(at);
    await admin.caller.people.disable({ person: leaving.id });
    expect((await (await again(person.id)).caller.people.waiting()).own).toEqual([]);
    expect((await eventsOf(person)).map(([event]) => event)).toEqual([
      'asked',
      'withdrawn',
      'asked',
      'withdrawn',
    ]);
  });

  test('may come by an invitation from before: its link still works, and the role waits', async () => {
    const { focal } = await createState('MY');
    const email = freshEmail();
    await office.caller.people.invite({ email, name: 'From Before', role: 'contributor', reporter: 'MY' });
    const person = await accept(email);
    expect(person.waits).toBe(true);
    expect((await focal.caller.people.waiting()).toDecide).toMatchObject([{ person: 'From Before' }]);
  });
});

test('a role handed over for some days is told to the focal points, and so is its end', async () => {
  world.setTime(new Date().toISOString());
  const { focal, clearing } = await createState('TL');
  const writer = await world.createPerson([{ role: 'contributor', reporter: 'TL' }]);
  await clearMail();
  const day = new Date().toISOString().slice(0, 10);
  const own = (await clearing.caller.cover.list()).own[0]!.assignment;
  const { assignment } = await clearing.caller.cover.handOver({
    assignment: own,
    to: writer.id,
    from: day,
    until: day,
  });
  expect((await told()).of(focal)).toEqual(['role_news']);
  expect((await told()).of(writer)).toEqual(['role_given']);
  expect((await told()).of(clearing)).toEqual([]);
  // Whoever stands in for the clearing officer answers for the report, and still confirms nothing about themselves.
  await clearing.caller.cover.end({ assignment });
  expect((await told()).of(focal)).toEqual(['role_news', 'role_news']);
  world.setTime('2025-01-20T08:00:00Z');
});
