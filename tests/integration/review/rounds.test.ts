import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { bringReportTo, createTeam, startReport } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const round = '2024-H2';
let world: World;
let office: Person;

beforeAll(async () => {
  world = await createWorld();
  office = await world.openRound(round);
});
afterAll(() => world.close());

test('a closed round is opened again with a reason, and what is late stays late', async () => {
  const key = { round, reporter: 'BN' };
  const team = await createTeam(world, 'BN');
  await startReport(team, key);
  const before = await office.caller.review.board({ round });
  const dueOn = before.rows.find(({ reporter }) => reporter.code === 'BN')?.dueOn;
  world.setTime('2025-06-01T08:00:00Z');
  await office.caller.round.close({ round });
  await expect(
    refusalOfCall(team.clearing.caller.submission.clear({ ...key, version: 1 })),
  ).resolves.toMatchObject({ code: 'ROUND_CLOSED' });

  const input = { round, closesOn: '2025-06-20', reason: 'Floods.' };
  await expect(refusalOfCall(office.caller.round.reopen({ ...input, reason: ' ' }))).resolves.toMatchObject({
    code: 'BAD_INPUT',
    fields: [{ path: 'reason' }],
  });
  await expect(
    refusalOfCall(office.caller.round.reopen({ ...input, closesOn: '2025-05-01' })),
  ).resolves.toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'closesOn' }] });
  const requestId = '7f0e0c36-7f6d-4a52-9a58-0d5f2c7e1a02';
  const done = await office.caller.round.reopen({ ...input, requestId });
  expect(await office.caller.round.reopen({ ...input, requestId })).toEqual(done);
  await expect(refusalOfCall(office.caller.round.reopen(input))).resolves.toMatchObject({
    code: 'NOT_ALLOWED_NOW',
  });
  expect((await office.caller.round.events({ round }))[0]).toMatchObject({
    event: 'reopened',
    reason: 'Floods.',
    closesOn: '2025-06-20',
  });

  const { version } = await team.clearing.caller.submission.clear({ ...key, version: 1 });
  await team.focal.caller.submission.submit({ ...key, version });
  const row = (await office.caller.review.board({ round })).rows.find(
    ({ reporter }) => reporter.code === 'BN',
  );
  expect(row).toMatchObject({ dueOn, timing: { state: 'late' } });
  const [queued] = await office.caller.review.queue();
  expect(queued?.risk.reasons.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['first', 'late']));
});

test('all who owe a report get more time at once; whoever has as much keeps it', async () => {
  await office.caller.round.extend({ round, reporter: 'TH', dueOn: '2025-09-01', reason: 'Elections.' });
  const done = await office.caller.round.extendAll({ round, dueOn: '2025-07-15', reason: 'Floods.' });
  expect(done.kept).toEqual(['TH']);
  expect(done.extended).toContain('KH');
  expect(done.extended).not.toContain('BN');
  const { rows } = await office.caller.review.board({ round });
  const dueOf = (code: string) => rows.find(({ reporter }) => reporter.code === code)?.dueOn;
  expect([dueOf('TH'), dueOf('KH')]).toEqual(['2025-09-01', '2025-07-15']);
  await expect(
    refusalOfCall(office.caller.round.extendAll({ round, dueOn: '2025-07-15', reason: 'Floods.' })),
  ).resolves.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
});

test('completeness counts by section, says nothing of a draft, and a section is reminded by its name', async () => {
  const team = await createTeam(world, 'VN');
  const key = { round, reporter: 'VN' };
  const { activity } = await startReport(team, key);
  const completeness = await office.caller.round.completeness({ round });
  const row = completeness.rows.find(({ reporter }) => reporter.code === 'VN');
  const at = completeness.sections.findIndex(
    ({ kind, area }) => kind === 'activity' && activity.startsWith(area.code),
  );
  const section = completeness.sections[at];
  expect(row?.cells[at]).toMatchObject({ touched: 1, state: 'partly', returned: 0 });
  expect(row?.cells.reduce((sum, { touched }) => sum + touched, 0)).toBe(row?.touched);
  expect(row?.cells.reduce((sum, { due }) => sum + due, 0)).toBe(row?.of);
  expect(JSON.stringify(completeness)).not.toContain('What VN achieved.');

  const input = { ...key, section: section?.key ?? '' };
  expect(await office.caller.round.remindSection(input)).toEqual({ reminded: 1, already: 0 });
  expect(await office.caller.round.remindSection(input)).toEqual({ reminded: 0, already: 1 });
  const [mail] = await world.owner<{ subject: string; body: string }[]>`
    select subject, body from tracker.mail where kind = 'section_reminder'`;
  expect(mail?.subject).toContain(section?.area.title);
  expect(mail?.body).toMatch(/\d+ of \d+ items have no answer yet/);
  expect(mail?.body).not.toContain('What VN achieved.');
});

test('a returned report carries its questions in their sections', async () => {
  const team = await createTeam(world, 'KH');
  await bringReportTo(office, team, { round, reporter: 'KH' }, 'returned');
  const { rows } = await office.caller.round.completeness({ round });
  const row = rows.find(({ reporter }) => reporter.code === 'KH');
  expect(row?.cells.reduce((sum, { returned }) => sum + returned, 0)).toBe(2);
});

test('a round that has not opened gets a new title and new days; one that has opened does not', async () => {
  const code = '2025-H2';
  const stored = async () => {
    const found = (await office.caller.round.list({})).find((known) => known.code === code);
    if (!found) throw new Error(`There is no round ${code}.`);
    const { title, opensOn, dueOn, closesOn } = found;
    return { title, opensOn, dueOn, closesOn };
  };
  const read = await stored();
  const planned = { ...read, title: '  Second  half of 2025 ', dueOn: '2026-04-10', closesOn: '2026-05-10' };
  expect(await office.caller.round.change({ round: code, read, planned })).toEqual({ changed: true });
  expect(await stored()).toEqual({ ...planned, title: 'Second half of 2025' });
  await expect(
    refusalOfCall(office.caller.round.change({ round: code, read, planned })),
  ).resolves.toMatchObject({
    code: 'CONFLICT',
    current: { dueOn: '2026-04-10' },
  });
  const now = await stored();
  await expect(
    refusalOfCall(
      office.caller.round.change({ round: code, read: now, planned: { ...now, dueOn: '2026-06-01' } }),
    ),
  ).resolves.toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'closesOn' }] });
  const [kept] = await world.owner`select before, after, changed_by from tracker.revision
    where subject = 'round' and subject_key = ${code}`;
  expect(kept).toMatchObject({ before: read, after: { event: 'changed' }, changed_by: office.id });
  await expect(
    refusalOfCall(office.caller.round.change({ round, read: now, planned: now })),
  ).resolves.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
});
