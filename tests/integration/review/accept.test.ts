import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectAs, passOf, refusalOf, tryWith } from '#tests/support/raw-roles.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createTeam, startReport } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const round = '2024-H2';
const everything = { why: null, kind: null, round: null };
let world: World;
let office: Person;

beforeAll(async () => {
  world = await createWorld();
  office = await world.openRound(round);
});
afterAll(() => world.close());

/** A report that waits for review, with nothing asked about it; returns its version. */
async function submit(reporter: string) {
  const key = { round, reporter };
  const team = await createTeam(world, reporter);
  await startReport(team, key);
  const { version } = await team.clearing.caller.submission.clear({ ...key, version: 1 });
  const sent = await team.focal.caller.submission.submit({ ...key, version });
  return { ...key, version: sent.version };
}
const statusOf = async (reporter: string) => (await office.caller.review.get({ round, reporter })).status;

describe('several reports accepted at once', () => {
  test('are decisions of their own, and one undo takes back those that have not moved', async () => {
    const reports = [await submit('BN'), await submit('KH'), await submit('ID')];
    await office.caller.review.raiseQuery({
      round,
      reporter: 'ID',
      subject: 'indicator',
      code: 'I-C2',
      field: 'total',
      question: 'Is it known?',
    });
    const requestId = '7f0e0c36-7f6d-4a52-9a58-0d5f2c7e1a01';
    const done = await office.caller.review.acceptMany({ filter: everything, reports, requestId });
    expect(done.accepted.map(({ reporter }) => reporter)).toEqual(['BN', 'KH']);
    expect(done.left).toMatchObject([{ reporter: 'ID', why: expect.stringContaining('not been sent') }]);
    expect(await office.caller.review.acceptMany({ filter: everything, reports, requestId })).toEqual(done);
    expect((await office.caller.review.decision({ round, reporter: 'BN' })).decisions[0]).toMatchObject({
      transition: 'accept',
    });

    // One of them is reopened before the undo: it stays as somebody has put it.
    await office.caller.review.reopen({ round, reporter: 'KH', version: 4, reason: 'A slip.' });
    const undo = { id: done.id ?? 0 };
    const colleague = await world.createPerson([{ role: 'secretariat_officer' }]);
    await expect(refusalOfCall(colleague.caller.review.undoAcceptance(undo))).resolves.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await office.caller.review.undoAcceptance(undo)).toEqual({
      undone: [{ round, reporter: 'BN' }],
      left: [{ round, reporter: 'KH' }],
    });
    expect([await statusOf('BN'), await statusOf('KH')]).toEqual(['submitted', 'returned']);
    await expect(refusalOfCall(office.caller.review.undoAcceptance(undo))).resolves.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
    expect(await office.caller.review.ownAcceptance()).toBeNull();
  });

  test('what has moved since it was read is left out', async () => {
    const sent = await submit('LA');
    const done = await office.caller.review.acceptMany({
      filter: everything,
      reports: [{ ...sent, version: sent.version - 1 }],
    });
    expect(done).toMatchObject({ id: null, accepted: [], left: [{ reporter: 'LA' }] });
    expect(await statusOf('LA')).toBe('submitted');
  });

  test('another sign-in does not take it back', async () => {
    const sent = await submit('MY');
    const { id } = await office.caller.review.acceptMany({ filter: everything, reports: [sent] });
    await world.owner`update tracker.bulk_acceptance set session_key = 'another' where id = ${id}`;
    await expect(refusalOfCall(office.caller.review.undoAcceptance({ id: id ?? 0 }))).resolves.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
    expect(await statusOf('MY')).toBe('accepted');
  });
});

describe('two persons', () => {
  test('a first word, then somebody else’s; the database says so too', async () => {
    const administrator = await world.createPerson([{ role: 'administrator' }]);
    const second = await world.createPerson([{ role: 'secretariat_officer' }]);
    const sent = await submit('PH');
    const { version } = await administrator.caller.review.rules();
    await administrator.caller.review.setRule({ twoPersons: true, version });
    await expect(
      refusalOfCall(office.caller.review.setRule({ twoPersons: false, version: version + 1 })),
    ).resolves.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      refusalOfCall(administrator.caller.review.setRule({ twoPersons: false, version })),
    ).resolves.toMatchObject({ code: 'CONFLICT' });

    const app = connectAs(world, 'bohol_app');
    try {
      await expect(
        refusalOf(
          tryWith(
            app,
            passOf(office.id),
            (tx) => tx`update tracker.submission set status = 'accepted', accepted_at = now(),
              version = version + 1 where status = 'submitted'`,
          ),
        ),
      ).resolves.toBe('42501');
    } finally {
      await app.end();
    }
    expect(await office.caller.review.acceptMany({ filter: everything, reports: [sent] })).toMatchObject({
      accepted: [],
      left: [{ why: expect.stringContaining('somebody else') }],
    });
    expect(await office.caller.review.accept(sent)).toMatchObject({
      status: 'submitted',
      version: sent.version,
    });
    expect((await office.caller.review.queue()).find(({ reporter }) => reporter.code === 'PH')).toMatchObject(
      {
        approvedBy: [office.viewer.name],
      },
    );
    await expect(refusalOfCall(office.caller.review.accept(sent))).resolves.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
    expect(await second.caller.review.accept(sent)).toMatchObject({ status: 'accepted' });
    await administrator.caller.review.setRule({ twoPersons: false, version: version + 1 });
  });
});
