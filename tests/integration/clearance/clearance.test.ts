import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashContent } from '#server/operation/hash-content.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { bringReportTo, createTeam, startReport, type Team } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const round = '2024-H2';
let world: World;
let office: Person;

beforeAll(async () => {
  world = await createWorld();
  office = await world.openRound(round);
});
afterAll(() => world?.close());

const keyOf = (reporter: string) => ({ round, reporter });
const versionOf = async (team: Team, reporter: string) =>
  (await team.focal.caller.submission.get(keyOf(reporter))).header.version;
const get = (person: Person, reporter: string) => person.caller.clearance.get(keyOf(reporter));

async function write(team: Team, reporter: string, activity: string, achievements: string) {
  const key = keyOf(reporter);
  const { answer } = await team.focal.caller.submission.activity({ ...key, activity });
  await team.focal.caller.submission.saveActivityReport({
    ...key,
    activity,
    status: 'on_track',
    achievements,
    version: answer.version,
  });
}

const clear = async (team: Team, reporter: string, pack?: string) =>
  team.clearing.caller.submission.clear({
    ...keyOf(reporter),
    version: await versionOf(team, reporter),
    ...(pack ? { pack } : {}),
  });
const sendBack = async (team: Team, reporter: string, reason?: string) =>
  team.clearing.caller.submission.sendBack({
    ...keyOf(reporter),
    version: await versionOf(team, reporter),
    ...(reason === undefined ? {} : { reason }),
  });

describe('a clearance', () => {
  test('keeps the report as it was cleared, and the next one stands against it', async () => {
    const team = await createTeam(world, 'TH');
    const { activity } = await startReport(team, keyOf('TH'));
    expect(await get(team.clearing, 'TH')).toMatchObject({ last: null, changes: [], packs: [] });
    await clear(team, 'TH');
    const rows = await world.owner`
      select c.number, c.content, c.sha256, c.cleared_by from tracker.clearance c
      join tracker.submission s on s.id = c.submission_id
      join tracker.reporter r on r.id = s.reporter_id where r.code = 'TH'`;
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ number: 1, cleared_by: team.clearing.id });
    expect(hashContent(rows[0]?.['content'])).toBe(rows[0]?.['sha256']);

    await sendBack(team, 'TH', 'Say where.');
    expect((await get(team.clearing, 'TH')).changes).toEqual([]);
    await write(team, 'TH', activity, 'What TH achieved in Bangkok.');
    const changed = await get(team.clearing, 'TH');
    expect(changed.last).toMatchObject({ number: 1, by: team.clearing.viewer.name });
    expect(changed.changes).toMatchObject([
      {
        subject: 'activity',
        code: activity,
        fields: ['achievements'],
        before: { achievements: 'What TH achieved.' },
      },
    ]);
    expect(changed.sha256).not.toBe(rows[0]?.['sha256']);

    await clear(team, 'TH');
    const again = await get(team.clearing, 'TH');
    expect(again.last?.number).toBe(2);
    expect(again.changes).toEqual([]);
    await team.focal.caller.submission.submit({ ...keyOf('TH'), version: await versionOf(team, 'TH') });
    // What was cleared is what left.
    const [receipt] = await team.focal.caller.submission.receipts(keyOf('TH'));
    expect(receipt?.sha256).toBe(again.sha256);
  });

  test('after a return shows what has changed since, and is written with the move or not at all', async () => {
    const team = await createTeam(world, 'VN');
    const { activity, version } = await bringReportTo(office, team, keyOf('VN'), 'returned');
    await write(team, 'VN', activity, 'Three of them.');
    expect((await get(team.clearing, 'VN')).changes.map(({ code }) => code)).toEqual([activity]);
    // The questions are not answered, so nothing is cleared, and nothing is kept of it.
    const refused = await refusalOfCall(team.clearing.caller.submission.clear({ ...keyOf('VN'), version }));
    expect(refused.code).toBe('NOT_ALLOWED_NOW');
    expect((await get(team.clearing, 'VN')).last?.number).toBe(1);
  });

  test('repeated with its request id is one', async () => {
    const team = await createTeam(world, 'SG');
    await startReport(team, keyOf('SG'));
    const move = {
      ...keyOf('SG'),
      version: await versionOf(team, 'SG'),
      requestId: '00000000-0000-4000-8000-000000000001',
    };
    await team.clearing.caller.submission.clear(move);
    await team.clearing.caller.submission.clear(move);
    const [count] = await world.owner`
      select count(*)::integer as n from tracker.clearance c
      join tracker.submission s on s.id = c.submission_id
      join tracker.reporter r on r.id = s.reporter_id where r.code = 'SG'`;
    expect(count?.['n']).toBe(1);
  });

  test('is never the secretariat’s or another reporter’s to read, nor to change', async () => {
    expect((await refusalOfCall(get(office, 'TH'))).code).toBe('FORBIDDEN');
    const other = await world.createPerson([{ role: 'clearing_officer', reporter: 'MY' }]);
    expect((await refusalOfCall(get(other, 'TH'))).code).toBe('FORBIDDEN');
    await expect(world.owner`update tracker.clearance set number = 9`).rejects.toThrow();
    await expect(world.owner`delete from tracker.clearance_pack`).rejects.toThrow();
  });
});

describe('a printed draft', () => {
  test('stays what it was, and says how far the report has gone on', async () => {
    const team = await createTeam(world, 'PH');
    const { activity } = await startReport(team, keyOf('PH'));
    const requestId = '00000000-0000-4000-8000-000000000002';
    const made = await team.focal.caller.clearance.createPack({ ...keyOf('PH'), requestId });
    expect(made.reference).toBe('PH-2024-H2-01');
    expect(await team.focal.caller.clearance.createPack({ ...keyOf('PH'), requestId })).toEqual(made);
    const file = () => team.clearing.caller.clearance.packFile({ reference: made.reference, format: 'pdf' });
    const first = await file();
    expect(first).toMatchObject({ name: 'PH-2024-H2-01.pdf', type: 'application/pdf' });
    expect(Buffer.from(first.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    expect((await get(team.focal, 'PH')).packs).toMatchObject([
      { reference: made.reference, number: 1, madeBy: team.focal.viewer.name, changedItems: 0 },
    ]);

    await write(team, 'PH', activity, 'Something else.');
    await world.owner`update tracker.activity set title = title || ' (renamed)' where code = ${activity}`;
    expect((await file()).base64).toBe(first.base64);
    expect((await get(team.focal, 'PH')).packs[0]?.changedItems).toBe(1);
    const second = await team.clearing.caller.clearance.createPack(keyOf('PH'));
    expect(second.reference).toBe('PH-2024-H2-02');
    expect(
      (await get(team.focal, 'PH')).packs.map(({ reference, changedItems }) => [reference, changedItems]),
    ).toEqual([
      ['PH-2024-H2-02', 0],
      ['PH-2024-H2-01', 1],
    ]);

    // Only the one that says what the report says can have been signed for it.
    const stale = await refusalOfCall(clear(team, 'PH', made.reference));
    expect(stale.fields).toEqual([
      {
        path: 'pack',
        message: expect.stringContaining('The report has changed since PH-2024-H2-01 was printed.') as string,
      },
    ]);
    expect((await refusalOfCall(clear(team, 'PH', 'PH-2024-H2-77'))).fields[0]?.path).toBe('pack');
    await clear(team, 'PH', second.reference);
    expect((await get(team.focal, 'PH')).last?.packReference).toBe('PH-2024-H2-02');
    await team.focal.caller.submission.submit({ ...keyOf('PH'), version: await versionOf(team, 'PH') });
    expect((await refusalOfCall(team.focal.caller.clearance.createPack(keyOf('PH')))).code).toBe(
      'NOT_ALLOWED_NOW',
    );
    const [receipt] = await team.focal.caller.submission.receipts(keyOf('PH'));
    expect(receipt).toMatchObject({ pack: second.reference, sha256: second.sha256 });
    // Its file is there long after.
    expect((await file()).base64).toBe(first.base64);
  });

  test('of another report cannot be named as signed', async () => {
    const team = await createTeam(world, 'MM');
    await startReport(team, keyOf('MM'));
    expect((await refusalOfCall(clear(team, 'MM', 'PH-2024-H2-02'))).code).toBe('BAD_INPUT');
    // Nor past the application.
    await expect(
      world.owner`
        insert into tracker.clearance (submission_id, number, cleared_by, cleared_at, content, sha256, pack_reference)
        select s.id, 1, ${team.clearing.id}, now(), '{}', repeat('0', 64), 'PH-2024-H2-01'
        from tracker.submission s join tracker.reporter r on r.id = s.reporter_id where r.code = 'MM'`,
    ).rejects.toThrow(/foreign key/);
  });

  test('is made and read by those who see the whole report and may print it', async () => {
    const writer = await world.createPerson([{ role: 'contributor', reporter: 'PH' }]);
    const other = await world.createPerson([{ role: 'focal_point', reporter: 'KH' }]);
    const file = { reference: 'PH-2024-H2-01', format: 'docx' as const };
    expect((await refusalOfCall(writer.caller.clearance.createPack(keyOf('PH')))).code).toBe('FORBIDDEN');
    expect((await refusalOfCall(writer.caller.clearance.packFile(file))).code).toBe('FORBIDDEN');
    for (const person of [other, office]) {
      expect((await refusalOfCall(person.caller.clearance.packFile(file))).code).toBe('NOT_FOUND');
    }
  });

  test('of a part of the report does not exist: somebody of an agency sees neither drafts nor clearances', async () => {
    await world.owner`
      insert into tracker.agency (state_id, acronym, name, from_on)
      select state_id, 'POL', 'Royal Police', '2020-01-01' from tracker.reporter where code = 'PH'`;
    const person = await world.createPerson([{ role: 'contributor', reporter: 'PH' }]);
    await world.owner`
      update tracker.assignment set agency_id = (select max(id) from tracker.agency) where person_id = ${person.id}`;
    const seen = await get(person, 'PH');
    expect(seen).toMatchObject({ last: null, changes: [], packs: [], permissions: { printPack: false } });
    expect(
      (await refusalOfCall(person.caller.clearance.packFile({ reference: 'PH-2024-H2-01', format: 'pdf' })))
        .code,
    ).toBe('NOT_FOUND');
  });
});

describe('a report that was marked ready', () => {
  test('is sent back by its clearing officer with a reason, and stays with its writers', async () => {
    const team = await createTeam(world, 'LA');
    await startReport(team, keyOf('LA'));
    expect((await refusalOfCall(sendBack(team, 'LA', 'Too early.'))).code).toBe('NOT_ALLOWED_NOW');
    await team.focal.caller.agency.markReady({ ...keyOf('LA'), note: 'All is there.' });
    expect(await get(team.clearing, 'LA')).toMatchObject({
      ready: { by: team.focal.viewer.name, note: 'All is there.' },
      permissions: { decline: true },
    });
    expect((await get(team.focal, 'LA')).permissions.decline).toBe(false);
    expect((await refusalOfCall(sendBack(team, 'LA'))).fields[0]).toEqual({
      path: 'reason',
      message: 'Say what should change.',
    });
    const version = await versionOf(team, 'LA');
    expect(
      (
        await refusalOfCall(
          team.focal.caller.submission.sendBack({ ...keyOf('LA'), version, reason: 'Not mine to say.' }),
        )
      ).code,
    ).toBe('FORBIDDEN');

    await sendBack(team, 'LA', 'Name the provinces.');
    expect(await get(team.clearing, 'LA')).toMatchObject({ ready: null, permissions: { decline: false } });
    const { decisions } = await team.focal.caller.submission.history(keyOf('LA'));
    expect(decisions[0]).toMatchObject({ transition: 'sendBack', reason: 'Name the provinces.' });
    expect(await versionOf(team, 'LA')).toBe(version);
  });
});
