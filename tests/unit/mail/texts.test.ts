import { describe, expect, it } from 'vitest';
import { buildCalendarFile } from '#server/notifications/build-calendar-file.ts';
import { applyLinks } from '#server/notifications/build-message.ts';
import { buildInvitationMail, buildResetMail } from '#server/notifications/texts/build-account-mail.ts';
import { type RoleEvent, buildRoleNewsMail } from '#server/notifications/texts/build-role-mail.ts';
import {
  type MailedReport,
  buildAcceptedMail,
  buildClearedMail,
  buildExtendedMail,
  buildReopenedMail,
  buildReturnedMail,
  buildRoundOpenedMail,
  buildSentBackMail,
  buildSubmittedMail,
} from '#server/notifications/texts/build-report-mail.ts';

const thailand: MailedReport & { round: { title: string } } = {
  reporter: { code: 'TH', kind: 'state', name: 'Thailand' },
  round: { code: '2026-H1', title: 'First half of 2026' },
};
const body: MailedReport = {
  reporter: { code: 'SOMTC', kind: 'body', name: 'Senior Officials Meeting on Transnational Crime' },
  round: { code: '2026-H1' },
};
const whole = ({ body }: { body: string }) => applyLinks(body, 'https://tracker.test');

describe('mails about a report', () => {
  it('say in the subject which report and what happened', () => {
    const days = { dueOn: '2026-11-30', closesOn: '2026-12-31', items: 66 };
    expect(buildRoundOpenedMail(thailand, days).subject).toBe(
      'Report of Thailand for 2026-H1: open, due on 30 November 2026',
    );
    expect(buildSubmittedMail(body).subject).toBe('Report of SOMTC for 2026-H1: submitted');
    expect(buildExtendedMail(thailand, '2027-01-15').subject).toBe(
      'Report of Thailand for 2026-H1: now due on 15 January 2027',
    );
  });

  it('lead to the page where one goes on', () => {
    expect(whole(buildReturnedMail(thailand, 2))).toContain(
      'The secretariat has returned the report of Thailand for 2026-H1 with 2 questions.',
    );
    expect(whole(buildReturnedMail(thailand, 2))).toContain(
      'https://tracker.test/workspace/2026-H1?reporter=TH&show=missing',
    );
    expect(whole(buildReturnedMail(thailand, 0))).toContain('for changes. The tracker shows what to change.');
    expect(whole(buildAcceptedMail(thailand))).toContain(
      'https://tracker.test/workspace/2026-H1/receipt?reporter=TH',
    );
    expect(whole(buildClearedMail(thailand))).toContain(
      'https://tracker.test/workspace/2026-H1/check?reporter=TH',
    );
    expect(whole(buildSentBackMail(thailand))).toContain('was sent back to its writers before submission');
    expect(whole(buildReopenedMail(thailand))).toContain('has reopened the report of Thailand for 2026-H1');
    expect(whole(buildSubmittedMail(thailand))).toContain('There will be no more reminders for it.');
  });
});

describe('mails about accounts', () => {
  it('hold the link, who invites and until when it works', () => {
    const text = whole(
      buildInvitationMail({
        name: 'Ms Somchai',
        role: 'focal_point',
        place: 'Thailand',
        by: 'An officer',
        plans: ['Plan of one region', 'Plan of another'],
        token: 'secret-token',
        expiresAt: '2026-12-02T08:00:00Z',
      }),
    );
    expect(text).toContain('An officer invites you to the Bohol tracker as focal point of Thailand.');
    expect(text).toContain('reported of the Plan of one region and Plan of another.');
    expect(text).toContain('https://tracker.test/invitation/secret-token');
    expect(text).toContain('until 2 December 2026');
    expect(
      whole(buildResetMail({ name: 'A', token: 't', expiresAt: '2026-12-02T08:30:00Z', by: 'self' })),
    ).toContain('until 08:30 UTC on 2 December 2026');
  });

  it('tell colleagues that somebody was invited, and not whom', () => {
    const { subject, body } = buildRoleNewsMail(
      {
        event: { kind: 'invited', role: 'focal_point' },
        reporter: thailand.reporter,
        person: '',
        by: 'An officer',
      },
      true,
    );
    expect(subject).toBe('Somebody was invited as focal point of Thailand');
    expect(body).toContain('tell the secretariat and an administrator at once');
  });

  it('say of every event who did it and what to do when it is not right', () => {
    const role = 'clearing_officer' as const;
    const events: RoleEvent[] = [
      ...(['given', 'given_unconfirmed', 'waits', 'confirmed', 'declined', 'ended'] as const).map((kind) => ({
        kind,
        role,
      })),
      { kind: 'handed_over', role, from: '2026-12-01', until: '2026-12-04' },
      { kind: 'cover_ended', role },
      ...(['disabled', 'enabled', 'reset_issued'] as const).map((kind) => ({ kind, roles: [role] })),
    ];
    for (const event of events) {
      const news = { event, reporter: thailand.reporter, person: 'Ms New', by: 'An officer' };
      const text = buildRoleNewsMail(news, true);
      expect(text.subject, event.kind).not.toMatch(/Ms New|An officer/);
      expect(text.body, event.kind).toContain('An officer');
      expect(text.body, event.kind).toContain('Ms New');
      expect(text.body, event.kind).toMatch(
        event.kind === 'waits'
          ? /confirms or declines it here/
          : /tell the secretariat and an administrator at once/,
      );
      expect(whole(text)).toContain('https://tracker.test/workspace/people?reporter=TH');
      expect(whole(buildRoleNewsMail(news, false))).toContain('https://tracker.test/secretariat/people');
    }
  });
});

/** Reads a calendar file as RFC 5545 says: lines of at most 75 octets, folded ones joined, entries by their names. */
function readCalendar(file: string): Map<string, string>[] {
  expect(file.endsWith('\r\n')).toBe(true);
  const lines = file.slice(0, -2).split('\r\n');
  for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const whole: string[] = [];
  for (const line of lines) {
    if (/^[ \t]/.test(line)) whole[whole.length - 1] += line.slice(1);
    else whole.push(line);
  }
  expect(whole[0]).toBe('BEGIN:VCALENDAR');
  expect(whole.at(-1)).toBe('END:VCALENDAR');
  expect(whole).toContain('VERSION:2.0');
  expect(whole.some((line) => line.startsWith('PRODID:'))).toBe(true);
  const events: Map<string, string>[] = [];
  let open: Map<string, string> | null = null;
  for (const line of whole) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1)];
    if (line === 'BEGIN:VEVENT') open = new Map();
    else if (line === 'END:VEVENT' && open) {
      events.push(open);
      open = null;
    } else open?.set(name, value);
  }
  return events;
}

describe('the calendar file', () => {
  const long = 'ASEAN Directors-General of Immigration, Heads of Consular Affairs; and “others” in Viêt Nam';
  const report = {
    reporter: { code: 'DGICM', name: long },
    round: { code: '2026-H1', title: 'First half of 2026' },
    opensOn: '2026-07-01',
    dueOn: '2026-11-30',
    closesOn: '2026-12-31',
    extensions: 0,
  };

  it('is what calendars read: whole days, folded lines, the names of entries escaped', () => {
    const events = readCalendar(buildCalendarFile([report], 'https://tracker.test'));
    expect(events.map((event) => event.get('DTSTART;VALUE=DATE'))).toEqual([
      '20260701',
      '20261130',
      '20261231',
    ]);
    expect(events.map((event) => event.get('DTEND;VALUE=DATE'))).toEqual([
      '20260702',
      '20261201',
      '20270101',
    ]);
    for (const event of events) {
      expect(event.get('DTSTAMP')).toMatch(/^\d{8}T\d{6}Z$/);
      expect(event.get('SUMMARY')).toContain('Immigration\\, Heads of Consular Affairs\\; and “others”');
      expect(event.get('URL')).toBe('https://tracker.test/workspace/2026-H1?reporter=DGICM');
    }
  });

  it('keeps the identity of an entry when its day moves, with a higher number', () => {
    const idsOf = (events: Map<string, string>[]) => events.map((event) => event.get('UID'));
    const before = readCalendar(buildCalendarFile([report], null));
    const after = readCalendar(
      buildCalendarFile([{ ...report, dueOn: '2027-01-15', closesOn: '2027-01-15', extensions: 1 }], null),
    );
    expect(idsOf(after)).toEqual(idsOf(before));
    expect(new Set(idsOf(before)).size).toBe(3);
    expect(Number(after[1]?.get('SEQUENCE'))).toBeGreaterThan(Number(before[1]?.get('SEQUENCE')));
  });

  it('of somebody who owes nothing is an empty calendar, not a broken one', () => {
    expect(readCalendar(buildCalendarFile([], null))).toEqual([]);
  });
});
