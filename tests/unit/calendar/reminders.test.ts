import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '#server/domain/access/can.rules.ts';
import { addDays, toLocalTime } from '#server/domain/calendar/local-day.calculations.ts';
import {
  findObligation,
  findReminderDay,
  listDigests,
  listOwed,
  type ReminderFacts,
} from '#server/domain/calendar/reminders.rules.ts';
import { type SubmissionStatus, submissionStatuses } from '#server/domain/submission/submission.workflow.ts';
import { rounds } from '#tests/support/rounds.ts';

const facts = (known: Partial<ReminderFacts> = {}): ReminderFacts => ({
  personId: 'focal',
  role: 'focal_point',
  reporter: { code: 'TH', kind: 'state', name: 'Thailand' },
  timeZone: 'Asia/Bangkok',
  round: { code: '2026-H1', title: 'First half of 2026' },
  submissionId: 1,
  status: 'draft',
  returned: false,
  dueOn: '2026-11-30',
  endsOn: '2026-12-31',
  since: '2026-07-01T00:00:00Z',
  isReady: false,
  hasAgency: false,
  hasDelivered: false,
  due: 60,
  missing: 20,
  questions: 0,
  ...known,
});

describe('who owes something', () => {
  const owedBy = (role: Role, known: Partial<ReminderFacts>) => findObligation(facts({ role, ...known }));

  it('is the focal point while the report is with its writers, and until it has left', () => {
    expect(owedBy('focal_point', { status: 'draft' })).toBe('write');
    expect(owedBy('focal_point', { status: 'returned', returned: true })).toBe('answer');
    expect(owedBy('focal_point', { status: 'cleared' })).toBe('submit');
  });

  it('is a contributor whose agency has not delivered its part', () => {
    const part = { hasAgency: true, due: 5 };
    expect(owedBy('contributor', part)).toBe('deliver');
    expect(owedBy('contributor', { ...part, hasDelivered: true })).toBeNull();
    expect(owedBy('contributor', { ...part, due: 0 })).toBeNull();
    expect(owedBy('contributor', { hasAgency: false })).toBeNull();
    expect(owedBy('contributor', { ...part, status: 'returned', questions: 1 })).toBe('answer');
    expect(owedBy('contributor', { ...part, status: 'returned', questions: 0 })).toBeNull();
  });

  it('is the clearing officer when the report is ready or cleared', () => {
    expect(owedBy('clearing_officer', { status: 'draft' })).toBeNull();
    expect(owedBy('clearing_officer', { status: 'draft', isReady: true })).toBe('clear');
    expect(owedBy('clearing_officer', { status: 'cleared' })).toBe('submit');
  });

  it('is nobody once the report is with the secretariat', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Role>('focal_point', 'contributor', 'clearing_officer'),
        fc.constantFrom<SubmissionStatus>('submitted', 'accepted'),
        fc.boolean(),
        (role, status, flag) => {
          expect(owedBy(role, { status, isReady: flag, hasAgency: flag, questions: 3 })).toBeNull();
        },
      ),
    );
  });
});

describe('days of reminders', () => {
  const on = (today: string, known: Partial<ReminderFacts> = {}) =>
    findReminderDay(facts(known), '2026-07-01', today);

  it('are 21, 7 and 1 days before the due day, the day itself and every week after it', () => {
    expect(on('2026-11-08')).toBeNull();
    expect(on('2026-11-09')).toBe('2026-11-09');
    expect(on('2026-11-22')).toBe('2026-11-09');
    expect(on('2026-11-23')).toBe('2026-11-23');
    expect(on('2026-11-29')).toBe('2026-11-29');
    expect(on('2026-12-06')).toBe('2026-11-30');
    expect(on('2026-12-07')).toBe('2026-12-07');
    expect(on('2026-12-28')).toBe('2026-12-28');
  });

  it('end with the last day on which the report can be sent', () => {
    expect(on('2026-12-31')).toBe('2026-12-28');
    expect(on('2027-01-01')).toBeNull();
  });

  it('are counted from the day on which a report came back', () => {
    const returned = { returned: true, status: 'returned' } as const;
    expect(findReminderDay(facts(returned), '2026-11-20', '2026-11-26')).toBeNull();
    expect(findReminderDay(facts(returned), '2026-11-20', '2026-11-27')).toBe('2026-11-27');
  });
});

const zones = [
  'Asia/Yangon',
  'Asia/Jakarta',
  'Asia/Dili',
  'Asia/Manila',
  'Asia/Ho_Chi_Minh',
  'Asia/Kuala_Lumpur',
] as const;
const base = '2026-09-01';
const hour = 3_600_000;

/** A reporter's weeks: opened, due, closing, and when the report moves. Days are counted from the base. */
const story = fc
  .record({
    zone: fc.constantFrom(...zones),
    openedAt: fc.integer({ min: 0, max: 24 * 20 }),
    dueAfter: fc.integer({ min: 1, max: 40 }),
    closesAfter: fc.integer({ min: 0, max: 40 }),
    submittedAt: fc.option(fc.integer({ min: 0, max: 24 * 140 })),
  })
  .map(({ zone, openedAt, dueAfter, closesAfter, submittedAt }) => {
    const start = Date.parse(`${base}T00:00:00Z`);
    const opened = new Date(start + openedAt * hour);
    const dueOn = addDays(toLocalTime(opened, zone).date, dueAfter);
    return {
      zone,
      opened,
      dueOn,
      endsOn: addDays(dueOn, closesAfter),
      submitted: submittedAt === null ? null : new Date(opened.getTime() + submittedAt * hour),
    };
  });
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

/** The facts of the world at a moment. */
function factsAt(stories: readonly Story[], now: Date): ReminderFacts[] {
  return stories.flatMap((one, index) =>
    one.opened > now || (one.submitted !== null && one.submitted <= now)
      ? []
      : [
          facts({
            submissionId: index,
            reporter: { code: `R${index}`, kind: 'state', name: `R${index}` },
            timeZone: one.zone,
            dueOn: one.dueOn,
            endsOn: one.endsOn,
            since: one.opened.toISOString(),
          }),
        ],
  );
}

/** Runs the job on these hours and keeps what it wrote. */
function run(stories: readonly Story[], hours: Iterable<number>) {
  const reminded = new Map<string, string>();
  const sent: { at: Date; today: string; owed: number[] }[] = [];
  for (const h of hours) {
    const now = new Date(Date.parse(`${base}T00:05:00Z`) + h * hour);
    for (const digest of listDigests(factsAt(stories, now), reminded, now)) {
      reminded.set(digest.personId, now.toISOString());
      sent.push({
        at: now,
        today: digest.today,
        owed: digest.owed.map(({ submissionId }) => submissionId),
      });
    }
  }
  return sent;
}
const everyHour = Array.from({ length: 24 * 110 }, (_, h) => h);

describe('reminders over random calendars', () => {
  it('come on each day of a reminder exactly once, in the morning of the reporter, and on no other day', () => {
    fc.assert(
      fc.property(story, (one) => {
        const sent = run([one], everyHour);
        const openedOn = toLocalTime(one.opened, one.zone).date;
        const days = [
          ...[21, 7, 1, 0].map((before) => addDays(one.dueOn, -before)),
          ...Array.from({ length: 20 }, (_, week) => addDays(one.dueOn, 7 * (week + 1))),
        ];
        // One that is in before eight in the morning needs no reminder on that day.
        const isOpenAt8 = (day: string) => {
          if (!one.submitted) return true;
          const at = toLocalTime(new Date(one.submitted.getTime() - hour), one.zone);
          return day < at.date || (day === at.date && at.hour >= 8);
        };
        const last = toLocalTime(new Date(Date.parse(`${base}T00:05:00Z`) + 24 * 109 * hour), one.zone).date;
        const expected = days
          .filter((day) => day > openedOn && day <= one.endsOn && day < last && isOpenAt8(day))
          .toSorted();
        const got = sent.map(({ today }) => today).filter((day) => day < last);
        // The hour around the submission is left to either.
        const doubtful = one.submitted ? toLocalTime(one.submitted, one.zone).date : '';
        const sure = (day: string) => day !== doubtful;
        expect(got.filter(sure)).toEqual(expected.filter(sure));
        for (const { at } of sent) {
          const local = toLocalTime(at, one.zone).hour;
          expect(local).toBeGreaterThanOrEqual(8);
          expect(local).toBeLessThan(17);
        }
      }),
      { numRuns: rounds(14, 40) },
    );
  });

  it('never come twice a day, nor after the report is in, nor after its end, for any number of reports', () => {
    fc.assert(
      fc.property(fc.array(story, { minLength: 1, maxLength: 3 }), (stories) => {
        const sent = run(stories, everyHour);
        const days = sent.map(({ today }) => today);
        expect(new Set(days).size).toBe(days.length);
        for (const { at, owed } of sent) {
          expect(owed.length).toBeGreaterThan(0);
          for (const index of owed) {
            const one = stories[index];
            expect(one?.submitted === null || (one?.submitted ?? at) > at).toBe(true);
            expect(toLocalTime(at, one?.zone ?? 'UTC').date <= (one?.endsOn ?? '')).toBe(true);
          }
        }
      }),
      { numRuns: rounds(9, 25) },
    );
  });

  it('that were missed while nothing ran come as one, in the next morning', () => {
    fc.assert(
      fc.property(
        story,
        fc.integer({ min: 0, max: 70 }),
        fc.integer({ min: 1, max: 40 }),
        (one, day, gap) => {
          const still = { ...one, submitted: null };
          const from = day * 24;
          const until = (day + gap) * 24;
          const sent = run(
            [still],
            everyHour.filter((h) => h < from || h >= until),
          );
          const start = Date.parse(`${base}T00:05:00Z`);
          const after = sent.filter(({ at }) => at.getTime() >= start + until * hour);
          const inFirstDay = after.filter(({ at }) => at.getTime() < start + (until + 24) * hour);
          expect(inFirstDay.length).toBeLessThanOrEqual(2);
          expect(new Set(inFirstDay.map(({ today }) => today)).size).toBe(inFirstDay.length);
          // Whatever fell into the gap has been made up for once it is over, unless the report can no longer be sent.
          const all = run([still], everyHour);
          const missed = all.filter(
            ({ at }) => at.getTime() >= start + from * hour && at.getTime() < start + until * hour,
          );
          const resumed = toLocalTime(new Date(start + (until + 24) * hour), one.zone).date;
          if (missed.length > 0 && resumed <= one.endsOn) expect(after.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: rounds(9, 25) },
    );
  });
});

describe('what a person is reminded of', () => {
  it('is everything that they owe in one mail, each report once', () => {
    const now = new Date('2026-11-23T02:00:00Z');
    const own = [
      facts({ role: 'clearing_officer', isReady: true }),
      facts(),
      facts({
        submissionId: 2,
        reporter: { code: 'ACWC', kind: 'body', name: 'ACWC' },
        dueOn: '2026-12-20',
      }),
    ];
    const digests = listDigests(own, new Map(), now);
    expect(digests).toHaveLength(1);
    expect(digests[0]?.owed.map(({ reporter, obligation }) => [reporter.code, obligation])).toEqual([
      ['ACWC', 'write'],
      ['TH', 'write'],
    ]);
  });

  it('leaves out what can no longer be sent and what is in', () => {
    const now = new Date('2027-01-02T02:00:00Z');
    expect(listOwed([facts()], now)).toEqual([]);
    for (const status of submissionStatuses) {
      const owed = listOwed([facts({ status })], new Date('2026-11-23T02:00:00Z'));
      expect(owed.length).toBe(status === 'submitted' || status === 'accepted' ? 0 : 1);
    }
  });
});
