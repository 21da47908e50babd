import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asViewer } from '#db/as-viewer.ts';
import { deliverMail } from '#server/notifications/deliver-mail.ts';
import { parseMailUrl } from '#server/notifications/mail-url.rules.ts';
import { openOutbox } from '#server/notifications/outbox.ts';
import { type NewMail, queueMail } from '#server/notifications/queue-mail.ts';
import { createSmtpTransport } from '#server/notifications/smtp-transport.ts';
import { readMailedToken } from '#tests/support/mailed-links.ts';
import { readAddresses } from '#tests/support/smtp-inbox.ts';
import { testSecrets } from '#tests/support/template-database.ts';
import { createTestLog } from '#tests/support/test-log.ts';
import { type MailStage, setMailStage } from './mail-stage.ts';

// Databases, processes and a mail server of one's own take their time on a busy machine.
let stage: MailStage;
beforeEach(async () => {
  stage = await setMailStage();
  stage.world.setTime('2026-02-02T03:00:00Z');
});
afterEach(() => stage[Symbol.asyncDispose]());

const note = (known: Partial<NewMail> = {}): NewMail => ({
  personId: null,
  toAddress: 'reader@example.test',
  kind: 'note',
  subject: 'A note',
  body: 'Read it: {origin}/about',
  memory: `note/${known.toAddress ?? ''}/${known.subject ?? ''}`,
  ...known,
});

/** Queues a mail as the secretariat; whether it was new. */
const queue = (mail: NewMail) =>
  asViewer(
    stage.world.connections.app,
    { personId: stage.secretariat.id, viewerSecret: testSecrets.viewerSecret },
    (tx) => queueMail(tx, mail, '2026-02-02T03:00:00Z'),
  );

type Row = {
  status: string;
  body: string;
  attempts: number;
  message_id: string | null;
  last_error: string;
};
const readRows = () =>
  stage.world.owner<Row[]>`
    select status, body, attempts, message_id, last_error from tracker.mail order by id`;

test('the same is queued once, and nothing of what was undone', async () => {
  expect(await queue(note())).toBe(true);
  expect(await queue(note())).toBe(false);
  const undone = asViewer(
    stage.world.connections.app,
    { personId: stage.secretariat.id, viewerSecret: testSecrets.viewerSecret },
    async (tx) => {
      await queueMail(tx, note({ memory: 'another' }), '2026-02-02T03:00:00Z');
      throw new Error('undone');
    },
  );
  await expect(undone).rejects.toThrow('undone');
  expect(await stage.deliver()).toBe(1);
  expect(stage.inbox.received).toHaveLength(1);
  expect(stage.inbox.received[0]?.parsed.text?.trim()).toBe('Read it: https://tracker.test/about');
});

test('a mail that is refused for good has failed, and the next one is sent', async () => {
  stage.inbox.setRefusal((to) =>
    to === 'gone@example.test' ? { code: 550, sentence: 'No such mailbox.' } : null,
  );
  await queue(note({ toAddress: 'gone@example.test' }));
  await queue(note());
  expect(await stage.deliver()).toBe(1);
  const rows = await readRows();
  expect(rows.map(({ status, attempts }) => [status, attempts])).toEqual([
    ['failed', 1],
    ['sent', 1],
  ]);
  expect(rows[0]?.last_error).toContain('No such mailbox');
});

test('a mail that is refused for now waits longer each time, keeps its identity, and fails in the end', async () => {
  stage.inbox.setRefusal(() => ({ code: 451, sentence: 'Busy.' }));
  await queue(note());
  await stage.deliver();
  const [first] = await readRows();
  expect(first).toMatchObject({ status: 'waiting', attempts: 1 });
  // Not before its time.
  await stage.deliver();
  expect((await readRows())[0]?.attempts).toBe(1);
  let time = Date.parse('2026-02-02T03:00:00Z');
  for (const minutes of [1, 5, 15, 60, 120, 240, 480]) {
    time += minutes * 60_000;
    stage.world.setTime(new Date(time).toISOString());
    await stage.deliver();
  }
  const [last] = await readRows();
  expect(last).toMatchObject({ status: 'failed', attempts: 8, message_id: first?.message_id });
  expect(stage.inbox.attempts.get('reader@example.test')).toBe(8);
});

test('while the server is away mail waits, and goes out when it is back', async () => {
  const { world, inbox } = stage;
  await queue(note());
  await queue(note({ subject: 'Another note' }));
  const away = { ...asSender(), now: world.base.now };
  const transport = createSmtpTransport(parseMailUrl('smtp://127.0.0.1:1'), 'tracker.test');
  for (let day = 0; day < 5; day += 1) {
    world.setTime(new Date(Date.parse('2026-02-02T03:00:00Z') + day * 86_400_000).toISOString());
    expect(await deliverMail({ ...away, transport })).toEqual({ sent: 0 });
  }
  expect((await readRows()).map(({ status }) => status)).toEqual(['waiting', 'waiting']);
  world.setTime('2026-02-07T04:00:00Z');
  expect(await stage.deliver()).toBe(2);
  expect(inbox.received).toHaveLength(2);
});

test('when the line breaks after the message was read, nobody knows, and it is not sent again', async () => {
  const { inbox } = stage;
  await queue(note());
  const silent = inbox.fallSilent();
  const delivering = stage.deliver();
  await silent;
  inbox.hangUp();
  expect(await delivering).toBe(0);
  inbox.speakAgain();
  expect((await readRows())[0]).toMatchObject({ status: 'unknown', attempts: 1 });
  stage.world.setTime('2026-02-03T03:00:00Z');
  expect(await stage.deliver()).toBe(0);
  expect(inbox.received).toEqual([]);
});

test('an invitation arrives with its link, is kept no longer than that, and colleagues are told', async () => {
  const { world, inbox, secretariat } = stage;
  const focal = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  const clearing = await world.createPerson([{ role: 'clearing_officer', reporter: 'TH' }]);
  const elsewhere = await world.createPerson([{ role: 'focal_point', reporter: 'KH' }]);
  await secretariat.caller.people.invite({
    email: 'new@ministry.example',
    name: 'Ms New',
    role: 'focal_point',
    reporter: 'TH',
  });
  const token = await readMailedToken(world, 'new@ministry.example');
  await stage.deliver();
  expect(inbox.listReaders()).toEqual(
    [focal.viewer.email, clearing.viewer.email, 'new@ministry.example'].toSorted(),
  );
  expect(inbox.listReaders()).not.toContain(elsewhere.viewer.email);
  const invitation = inbox.received.find(({ to }) => to === 'new@ministry.example');
  expect(invitation?.parsed.text).toContain(`https://tracker.test/invitation/${token}`);
  const told = inbox.received.find(({ to }) => to === focal.viewer.email);
  expect(told?.parsed.text).not.toContain(token);
  expect(told?.parsed.text).not.toContain('Ms New');
  const stored = await world.owner<{ held: boolean }[]>`
    select exists (select from tracker.mail m where m::text like ${`%${token}%`}) as held`;
  expect(stored[0]?.held).toBe(false);
});

test('a link that did not arrive is not sent again, but made anew', async () => {
  const { world, inbox, secretariat } = stage;
  const administrator = await world.createPerson([{ role: 'administrator' }]);
  inbox.setRefusal(() => ({ code: 550, sentence: 'No such mailbox.' }));
  await administrator.caller.people.issueReset({ person: secretariat.id });
  const token = await readMailedToken(world, secretariat.viewer.email, 'password_link');
  await stage.deliver();
  const log = await administrator.caller.mail.list({ kind: 'password_link' });
  expect(log.mails).toMatchObject([{ status: 'failed', mayResend: false }]);
  await expect(administrator.caller.mail.resend({ mail: log.mails[0]?.id ?? 0 })).rejects.toThrow();
  expect((await readRows())[0]?.body).toBe('');
  expect(JSON.stringify(log)).not.toContain(token);
});

test('nothing that people type begins a header or adds a reader', async () => {
  const { inbox } = stage;
  const attack = 'Report\r\nBcc: everybody@example.test\r\n\r\nOther words';
  await queue(note({ subject: attack, memory: 'subject' }));
  await queue(note({ subject: `Long ${'ä\n'.repeat(400)}`, memory: 'long' }));
  await queue(
    note({
      memory: 'attachment',
      attachment: { name: 'days"\r\nBcc: everybody@example.test\r\n.ics', content: 'BEGIN' },
    }),
  );
  await queue(note({ toAddress: 'a@b.example\r\nBcc: everybody@example.test', memory: 'to' }));
  await queue(note({ toAddress: 'a@b.example, everybody@example.test', memory: 'two' }));
  await queue(note({ body: '.\r\nMAIL FROM:<x@example.test>\r\n.', memory: 'body' }));
  await stage.deliver();
  expect(inbox.received.map(({ to }) => to)).toEqual(Array(4).fill('reader@example.test'));
  for (const { parsed } of inbox.received) {
    expect(parsed.headers.has('bcc')).toBe(false);
    expect(readAddresses(parsed.to)).toEqual(['reader@example.test']);
  }
  expect(inbox.received[0]?.parsed.subject).toBe('Report Bcc: everybody@example.test Other words');
  expect(inbox.received[3]?.parsed.text?.trim()).toBe('.\nMAIL FROM:<x@example.test>\n.');
  expect((await readRows()).map(({ status }) => status)).toEqual([
    'sent',
    'sent',
    'sent',
    'failed',
    'failed',
    'sent',
  ]);
});

test('without a mail server mail lies in the outbox, readable by the account of the tracker only', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bohol-outbox-'));
  try {
    const outbox = openOutbox(folder);
    expect(await outbox.list(10)).toEqual({ mails: [], total: 0 });
    await queue(note({ attachment: { name: 'days.ics', content: 'BEGIN:VCALENDAR' } }));
    const delivery = { ...asSender(), now: stage.world.base.now };
    expect(await deliverMail({ ...delivery, transport: outbox })).toEqual({ sent: 1 });
    const { mails, total } = await outbox.list(10);
    expect(total).toBe(1);
    expect(mails[0]).toMatchObject({
      to: 'reader@example.test',
      subject: 'A note',
      text: 'Read it: https://tracker.test/about',
      attachment: { name: 'days.ics', content: 'BEGIN:VCALENDAR' },
    });
    const id = mails[0]?.id ?? 0;
    expect((await outbox.read(id))?.raw).toContain('Auto-Submitted: auto-generated');
    expect(await outbox.read(id + 1)).toBeNull();
    const file = await stat(join(folder, 'outbox', `${String(id).padStart(8, '0')}.eml`));
    expect(file.mode & 0o077).toBe(0);
    expect((await stat(join(folder, 'outbox'))).mode & 0o077).toBe(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('people read that mail was written to them, never to others, and nobody reads the words of mail', async () => {
  const { world, secretariat } = stage;
  const focal = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  await queue(note({ personId: focal.id, memory: 'own' }));
  await queue(note({ memory: 'other' }));
  const as = (personId: string, statement: string) =>
    asViewer(world.connections.app, { personId, viewerSecret: testSecrets.viewerSecret }, async (tx) => [
      ...(await tx.execute(statement)),
    ]);
  expect(await as(focal.id, 'select id from tracker.mail')).toHaveLength(1);
  expect(await as(secretariat.id, 'select id from tracker.mail')).toHaveLength(2);
  await expect(as(secretariat.id, 'select body from tracker.mail')).rejects.toThrow();
  await expect(as(secretariat.id, "update tracker.mail set status = 'sent'")).rejects.toThrow();
  // The sender of mail knows who owes what, in numbers; of reports it reads nothing.
  await expect(
    world.connections.jobs.execute('select achievements from tracker.activity_report'),
  ).rejects.toThrow();
  await expect(as(focal.id, 'select * from tracker.list_reminder_facts(null)')).rejects.toThrow();
});

function asSender() {
  return {
    jobs: stage.world.connections.jobs,
    from: { name: 'Bohol tracker', address: 'no-reply@tracker.test' },
    origin: 'https://tracker.test',
    log: createTestLog(),
  };
}
