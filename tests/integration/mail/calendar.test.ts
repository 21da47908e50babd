import { expect, test } from 'vitest';
import { calendarId } from '#seeds/load-calendar.ts';
import { calendarPersonId } from '#server/jobs/run-calendar.ts';
import { bringReportTo, createTeam, startReport } from '#tests/support/reports.ts';
import { countMail, setMailStage } from './mail-stage.ts';

// Databases, processes and a mail server of one's own take their time on a busy machine.
const readStates = async (owner: Awaited<ReturnType<typeof setMailStage>>['world']['owner']) => {
  const rows = await owner<{ code: string; state: string }[]>`
    select code, state from tracker.round order by code`;
  return Object.fromEntries(rows.map(({ code, state }) => [code, state]));
};

test('rounds open and close by themselves, once, by the name of the calendar', async () => {
  await using stage = await setMailStage();
  const { world, secretariat } = stage;
  expect(calendarPersonId).toBe(calendarId);
  const team = await createTeam(world, 'TH');

  world.setTime('2024-12-31T16:59:00Z');
  expect((await stage.runCalendar()).moves).toEqual([]);
  world.setTime('2024-12-31T17:00:00Z');
  const [first, second] = await Promise.all([stage.runCalendar(), stage.runCalendar()]);
  expect([...first.moves, ...second.moves]).toEqual([{ round: '2024-H2', verb: 'open' }]);
  expect(await countMail(world, 'round_opened')).toEqual({ waiting: 1 });
  expect((await team.focal.caller.submission.get({ round: '2024-H2', reporter: 'TH' })).header.status).toBe(
    'draft',
  );

  world.setTime('2025-05-31T23:59:00Z');
  expect((await stage.runCalendar()).moves).toEqual([]);
  // Nobody ran it for two months: what was missed is made up for.
  world.setTime('2025-08-01T00:00:00Z');
  expect((await stage.runCalendar()).moves).toEqual([
    { round: '2024-H2', verb: 'close' },
    { round: '2025-H1', verb: 'open' },
  ]);
  expect((await stage.runCalendar()).moves).toEqual([]);
  expect(await readStates(world.owner)).toMatchObject({
    '2024-H2': 'closed',
    '2025-H1': 'open',
    '2025-H2': 'planned',
  });
  const audit = await secretariat.caller.audit.list({ kind: 'round' });
  expect(new Set(audit.entries.map(({ by }) => by))).toEqual(new Set(['The calendar of the tracker']));
});

test('a round that cannot be moved keeps neither the others nor the reminders from being done', async () => {
  await using stage = await setMailStage();
  const { world } = stage;
  world.setTime('2025-07-01T01:00:00Z');
  await world.owner.script(`
    create function tracker.break_round() returns trigger language plpgsql as $$
    begin raise exception 'broken'; end $$;
    create trigger broken before update on tracker.round for each row when (old.code = '2025-H1')
      execute function tracker.break_round()`);
  await world.owner`update tracker.round set state = 'open' where code = '2024-H2'`;
  await expect(stage.runCalendar()).rejects.toThrow('Some rounds could not be moved.');
  expect(await readStates(world.owner)).toMatchObject({ '2024-H2': 'closed', '2025-H1': 'planned' });
  await world.owner`drop trigger broken on tracker.round`;
  expect((await stage.runCalendar()).moves).toEqual([{ round: '2025-H1', verb: 'open' }]);
});

test('the rounds of the demo are left as they are', async () => {
  await using stage = await setMailStage();
  stage.world.setTime('2027-06-01T03:00:00Z');
  expect((await stage.runCalendar(true)).moves).toEqual([]);
  expect(new Set(Object.values(await readStates(stage.world.owner)))).toEqual(new Set(['planned']));
});

const key = { round: '2024-H2', reporter: 'TH' };

test('a report with more time is written, cleared and submitted after its round has closed, and is not late', async () => {
  await using stage = await setMailStage();
  const { world, secretariat } = stage;
  const thai = await createTeam(world, 'TH');
  const khmer = await createTeam(world, 'KH');
  world.setTime('2025-01-20T08:00:00Z');
  await stage.runCalendar();
  world.setTime('2025-04-10T03:00:00Z');
  const reason = 'Figures of two provinces come late.';
  await secretariat.caller.round.extend({ ...key, dueOn: '2025-06-20', reason });
  expect(await countMail(world, 'extended')).toEqual({ waiting: 2 });

  world.setTime('2025-06-20T20:00:00Z');
  await stage.runCalendar();
  expect((await readStates(world.owner))['2024-H2']).toBe('closed');
  await expect(startReport(khmer, { ...key, reporter: 'KH' })).rejects.toThrow('closed');
  expect((await thai.focal.caller.submission.get(key)).permissions.write).toBe(true);
  await bringReportTo(secretariat, thai, key, 'submitted');
  const board = await secretariat.caller.review.board({ round: key.round });
  expect(board.rows.find(({ reporter }) => reporter.code === 'TH')).toMatchObject({
    dueOn: '2025-06-20',
    timing: { state: 'onTime' },
  });
  const reminders = await secretariat.caller.round.reminders({ round: key.round });
  expect(reminders.reporters.find(({ reporter }) => reporter === 'TH')?.extension).toMatchObject({
    dueOn: '2025-06-20',
    reason,
  });
  const [entry] = (await secretariat.caller.audit.list({ kind: 'extension' })).entries;
  expect(entry).toMatchObject({ reporter: 'TH', round: key.round, detail: { reason, dueOn: '2025-06-20' } });
});

test('more time ends with its last day', async () => {
  await using stage = await setMailStage();
  const { world, secretariat } = stage;
  const thai = await createTeam(world, 'TH');
  world.setTime('2025-01-20T08:00:00Z');
  await stage.runCalendar();
  await secretariat.caller.round.extend({ ...key, dueOn: '2025-06-20', reason: 'Later.' });
  world.setTime('2025-06-21T00:00:00Z');
  await stage.runCalendar();
  await expect(startReport(thai, key)).rejects.toThrow('closed');
  expect((await thai.focal.caller.submission.get(key)).permissions.write).toBe(false);
  // And can be given again.
  await secretariat.caller.round.extend({ ...key, dueOn: '2025-06-30', reason: 'Later still.' });
  await startReport(thai, key);
});

test('more time is given for a later day and a reason, once for one request, and only to who needs it', async () => {
  await using stage = await setMailStage();
  const { world, secretariat } = stage;
  const thai = await createTeam(world, 'TH');
  world.setTime('2025-01-20T08:00:00Z');
  await stage.runCalendar();
  const extend = (dueOn: string, reason = 'Later.') =>
    secretariat.caller.round.extend({ ...key, dueOn, reason });
  await expect(extend('2025-04-15')).rejects.toThrow();
  await expect(extend('2025-02-30')).rejects.toThrow();
  await expect(extend('20 June')).rejects.toThrow();
  await expect(extend('2027-01-01')).rejects.toThrow();
  await expect(extend('2025-06-20', '  ')).rejects.toThrow();
  await expect(extend('2025-06-20', 'x'.repeat(2001))).rejects.toThrow();
  const request = {
    ...key,
    dueOn: '2025-06-20',
    reason: 'Later.',
    requestId: '6f9619ff-8b86-4011-b42d-00c04fc964ff',
  };
  await secretariat.caller.round.extend(request);
  await secretariat.caller.round.extend(request);
  const given = await world.owner`select from tracker.extension`;
  expect(given).toHaveLength(1);
  await expect(world.owner`delete from tracker.extension`).rejects.toThrow('history');

  await bringReportTo(secretariat, thai, key, 'submitted');
  await expect(extend('2025-07-20')).rejects.toThrow('submitted');
});

test('the calendar of a person has the days of their own reports, moved where time was given', async () => {
  await using stage = await setMailStage();
  const { world, secretariat } = stage;
  const thai = await createTeam(world, 'TH');
  world.setTime('2025-01-20T08:00:00Z');
  await stage.runCalendar();
  const read = () => thai.focal.caller.round.calendarFile({ origin: 'https://tracker.test' });
  const before = await read();
  expect(before).toContain('UID:due.2024-H2.TH@bohol-tracker');
  expect(before).toContain('DTSTART;VALUE=DATE:20250415');
  // Rounds to come are in it as well.
  expect(before).toContain('UID:opens.2025-H1.TH@bohol-tracker');
  expect(before).not.toContain('.KH@');
  await secretariat.caller.round.extend({ ...key, dueOn: '2025-06-20', reason: 'Later.' });
  const after = await read();
  expect(after).toContain('DTSTART;VALUE=DATE:20250620');
  expect(after).not.toContain('DTSTART;VALUE=DATE:20250415');
});
