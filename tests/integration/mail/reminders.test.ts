import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { listReminders } from '#server/queries/round/list-reminders.query.ts';
import { readAddresses } from '#tests/support/smtp-inbox.ts';
import { cast, countMail, fillRound, round, setMailStage } from './mail-stage.ts';

// Eleven reports are written, and three processes send mail: on a busy machine that takes its time.
/** The first day of reminders: 21 days before 15 April, ten in the morning in Jakarta. */
const firstDay = '2026-03-25T03:00:00Z';

test('a reminder reaches exactly those who owe something, once, whoever sends and however often', async () => {
  await using stage = await setMailStage();
  const { world, inbox, teams } = stage;
  await fillRound(stage, Object.keys(cast));
  await stage.deliver();
  expect(await countMail(world, 'round_opened')).toEqual({ sent: 11 });
  expect(await countMail(world, 'submitted')).toEqual({ sent: 10 });
  inbox.empty();

  // An agency of Thailand that has not delivered, one of Myanmar that has.
  const late = await joinAgency(stage, 'BN', { delivered: false });
  const done = await joinAgency(stage, 'MM', { delivered: true });

  const expected = Object.entries(cast).flatMap(([state, status]) => {
    const team = teams.get(state);
    if (!team) return [];
    if (status === 'draft' || status === 'returned') return [team.focal.viewer.email];
    return status === 'cleared' ? [team.focal.viewer.email, team.clearing.viewer.email] : [];
  });
  expected.push(late);

  world.setTime(firstDay);
  // The server refuses one address for now and cannot be reached by anybody at first.
  const stubborn = expected[0] ?? '';
  inbox.setRefusal((to, attempt) =>
    to === stubborn && attempt === 1 ? { code: 451, sentence: 'Try again later.' } : null,
  );
  await stage.runCalendar();
  await stage.runCalendar();
  const codes = await Promise.all([stage.runProcess(firstDay), stage.runProcess(firstDay), stage.deliver()]);
  expect(codes.slice(0, 2)).toEqual([0, 0]);
  expect(await countMail(world, 'reminder')).toEqual({ sent: expected.length - 1, waiting: 1 });

  world.setTime('2026-03-25T03:02:00Z');
  await stage.runCalendar();
  await stage.deliver();
  await stage.deliver();
  expect(inbox.listReaders()).toEqual(expected.toSorted());
  expect(inbox.listReaders()).not.toContain(done);
  expect(await countMail(world, 'reminder')).toEqual({ sent: expected.length });

  // The rest of the day and the days until the next reminder bring nothing more.
  for (const moment of ['2026-03-25T08:00:00Z', '2026-03-26T03:00:00Z', '2026-04-01T15:00:00Z']) {
    world.setTime(moment);
    await stage.runCalendar();
  }
  // A week after 18 March came the first one for what was returned; a week later its second.
  world.setTime('2026-04-01T03:00:00Z');
  await stage.runCalendar();
  await stage.deliver();
  const again = ['KH', 'VN'].map((state) => teams.get(state)?.focal.viewer.email ?? '');
  expect(inbox.listReaders()).toEqual([...expected, ...again].toSorted());
});

test('a reminder says how much is missing and where, and nothing of what was written', async () => {
  await using stage = await setMailStage();
  const { world, inbox, teams } = stage;
  await fillRound(stage, ['BN', 'KH', 'TH']);
  await stage.deliver();
  inbox.empty();
  world.setTime(firstDay);
  await stage.runCalendar();
  await stage.deliver();
  const mailTo = (state: string, role: 'focal' | 'clearing' = 'focal') =>
    inbox.received.find(({ to }) => to === teams.get(state)?.[role].viewer.email);

  const draft = mailTo('BN');
  expect(draft?.parsed.subject).toBe('Report of Brunei Darussalam for 2025-H2: due in 21 days');
  expect(draft?.parsed.text).toMatch(/\d+ of \d+ items have no answer yet\./);
  expect(draft?.parsed.text).toContain('https://tracker.test/workspace/2025-H2?reporter=BN&show=missing');
  expect(draft?.parsed.text).not.toContain('achieved');
  expect(readAddresses(draft?.parsed.from)).toEqual(['no-reply@tracker.test']);
  expect(draft?.parsed.headers.get('auto-submitted')).toBe('auto-generated');

  const returned = mailTo('KH');
  expect(returned?.parsed.text).toContain('2 questions wait for an answer.');
  expect(returned?.parsed.text).not.toContain('Which one?');
  expect(mailTo('TH', 'clearing')?.parsed.text).toContain('It is cleared and has not been submitted yet.');
});

test('a reminder that waits is dropped when the report has come in meanwhile, and when its day is over', async () => {
  await using stage = await setMailStage();
  const { world, inbox, teams } = stage;
  await fillRound(stage, ['BN', 'KH', 'TH']);
  await stage.deliver();
  inbox.empty();
  world.setTime(firstDay);
  await stage.runCalendar();
  const thai = teams.get('TH');
  await thai?.focal.caller.submission.submit({ round, reporter: 'TH', version: 2 });
  await stage.deliver();
  const readers = inbox.received
    .filter(({ parsed }) => parsed.subject?.includes('due in'))
    .map(({ to }) => to);
  expect(readers).not.toContain(thai?.focal.viewer.email);
  expect((await countMail(world, 'reminder'))['dropped']).toBe(2);

  // On the next day of reminders the mail server is away; its day passes, the following morning makes up for it.
  inbox.setRefusal(() => ({ code: 421, sentence: 'Not now.' }));
  world.setTime('2026-04-08T03:00:00Z');
  await stage.runCalendar();
  inbox.empty();
  await stage.deliver();
  expect(inbox.received).toEqual([]);
  inbox.setRefusal(() => null);
  world.setTime('2026-04-09T03:00:00Z');
  await stage.runCalendar();
  await stage.deliver();
  const brunei = teams.get('BN')?.focal.viewer.email ?? '';
  expect(inbox.listReaders().filter((to) => to === brunei)).toHaveLength(1);
});

test('a process that is killed while it sends leaves one mail of which nobody knows, and it is not sent twice', async () => {
  await using stage = await setMailStage();
  const { world, inbox, secretariat } = stage;
  await fillRound(stage, ['BN', 'MM', 'TL']);
  await stage.deliver();
  inbox.empty();
  const silent = inbox.fallSilent();
  let kill = () => {};
  const ended = stage.runProcess(firstDay, (stop) => {
    kill = stop;
  });
  const under = await silent;
  kill();
  await ended;
  inbox.speakAgain();

  world.setTime('2026-03-25T03:12:00Z');
  await stage.runCalendar();
  await stage.deliver();
  expect(inbox.listReaders()).not.toContain(under.to);
  expect(new Set(inbox.listReaders()).size).toBe(inbox.received.length);
  const counts = await countMail(world, 'reminder');
  expect(counts['unknown']).toBe(1);
  expect(counts['sending']).toBeUndefined();

  // It is shown, and somebody can have it sent once more.
  const log = await secretariat.caller.mail.list({ status: 'unknown' });
  expect(log.mails.map(({ toAddress, mayResend }) => [toAddress, mayResend])).toEqual([[under.to, true]]);
  await secretariat.caller.mail.resend({ mail: log.mails[0]?.id ?? 0 });
  await stage.deliver();
  expect(inbox.listReaders().filter((to) => to === under.to)).toHaveLength(1);
  await expect(secretariat.caller.mail.resend({ mail: log.mails[0]?.id ?? 0 })).rejects.toThrow(
    'cannot be sent again',
  );
});

test('the secretariat reminds from the board, one a person a day', async () => {
  await using stage = await setMailStage();
  const { world, inbox, secretariat, teams } = stage;
  await fillRound(stage, ['BN', 'PH', 'TL']);
  await stage.deliver();
  inbox.empty();
  world.setTime('2026-03-20T20:00:00Z');
  const before = await secretariat.caller.round.reminders({ round });
  expect(before.reporters.find(({ reporter }) => reporter === 'BN')).toMatchObject({
    owing: 1,
    remindable: 1,
    lastRemindedAt: null,
  });
  // Whom it reaches is said before it is sent.
  expect(before.people).toHaveLength(before.remindable);
  const focal = teams.get('BN')?.focal.viewer;
  expect(before.people).toContainEqual({ name: focal?.name, email: focal?.email, reporters: ['BN'] });
  expect(await secretariat.caller.round.remind({ round, reporter: 'BN' })).toEqual({
    reminded: 1,
    already: 0,
  });
  expect(await secretariat.caller.round.remind({ round, reporter: 'BN' })).toEqual({
    reminded: 0,
    already: 1,
  });
  expect(await secretariat.caller.round.remind({ round })).toEqual({
    reminded: before.owing - 1,
    already: 1,
  });
  await expect(secretariat.caller.round.remind({ round, reporter: 'PH' })).rejects.toThrow('Nobody');
  await stage.deliver();
  expect(inbox.received).toHaveLength(before.owing);
  expect(new Set(before.people.map(({ email }) => email))).toEqual(
    new Set(inbox.received.flatMap((mail) => readAddresses(mail.parsed.to))),
  );
  const after = await listReminders({ ...world.base, viewer: secretariat.viewer }, { round });
  expect(after.remindable).toBe(0);
  expect(after.reporters.find(({ reporter }) => reporter === 'BN')?.lastRemindedAt).toBe(
    '2026-03-20T20:00:00+00:00',
  );
  expect(inbox.listReaders()).toContain(teams.get('TL')?.focal.viewer.email);
});

test('the opening of a round brings its days as a calendar file', async () => {
  await using stage = await setMailStage();
  await fillRound(stage, ['TL']);
  await stage.deliver();
  const opened = stage.inbox.received.find(({ parsed }) => parsed.subject?.includes(': open, due on'));
  const [file] = (await simpleParser(opened?.raw ?? '')).attachments;
  expect(file?.contentType).toBe('text/calendar');
  expect(file?.filename).toBe('bohol-2025-H2.ics');
  expect(file?.content.toString('utf8')).toContain('DTSTART;VALUE=DATE:20260415');
});

/** Somebody of an agency that holds one activity of the state's report, delivered or not; their address. */
async function joinAgency(
  { world }: Awaited<ReturnType<typeof setMailStage>>,
  state: string,
  { delivered }: { delivered: boolean },
): Promise<string> {
  const person = await world.createPerson([{ role: 'contributor', reporter: state }]);
  await world.owner`
    update tracker.assignment set agency_id = (select g.id from tracker.agency g
      join tracker.member_state m on m.id = g.state_id where m.iso2 = ${state} order by g.id limit 1)
    where person_id = ${person.id}`;
  await world.owner`
    insert into tracker.responsibility (reporter_id, agency_id, activity_id, assigned_by, assigned_at)
    select a.reporter_id, a.agency_id, ar.activity_id, a.person_id, now()
    from tracker.assignment a
    join tracker.submission s on s.reporter_id = a.reporter_id
    join tracker.activity_report ar on ar.submission_id = s.id
    where a.person_id = ${person.id} order by ar.activity_id limit 1`;
  if (delivered) {
    await world.owner`
      insert into tracker.delivery (submission_id, agency_id, delivered_by, delivered_at)
      select s.id, a.agency_id, a.person_id, now()
      from tracker.assignment a join tracker.submission s on s.reporter_id = a.reporter_id
      where a.person_id = ${person.id}`;
  }
  return person.viewer.email;
}
