import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  calculateDays,
  calculateTiming,
  describeDue,
  describeTiming,
} from '#server/domain/submission/due-dates.rules.ts';

const dueOn = '2026-04-15';
const say = (firstSubmittedAt: string | null, today: string) =>
  describeTiming(calculateTiming({ dueOn, firstSubmittedAt }, today));

describe('how a report stands against its due date', () => {
  test.each([
    ['in time', '2026-04-10T08:00:00Z', '2026-06-01', 'on time'],
    ['in the last minute of the day', '2026-04-15T23:59:59.999Z', '2026-06-01', 'on time'],
    ['a moment after it', '2026-04-16T00:00:00Z', '2026-06-01', '1 day late'],
    ['a week after it', '2026-04-22T12:00:00+00:00', '2026-06-01', '7 days late'],
    ['not here, days to go', null, '2026-04-03', 'due in 12 days'],
    ['not here, a day to go', null, '2026-04-14', 'due tomorrow'],
    ['not here on the day', null, '2026-04-15', 'due today'],
    ['not here a day after', null, '2026-04-16', '1 day late'],
    ['not here across a year', null, '2027-04-15', '365 days late'],
  ])('%s', (_, firstSubmittedAt, today, words) => {
    expect(say(firstSubmittedAt, today)).toBe(words);
  });

  test('is said to its reporter alike on every page: a return makes no report late', () => {
    const returned = { dueOn, firstSubmittedAt: '2026-04-10T08:00:00Z' };
    expect(describeDue(returned, '2026-06-01')).toBe('first submitted on time; due');
    expect(describeDue({ dueOn, firstSubmittedAt: null }, '2026-04-17')).toBe('2 days late:');
  });

  test('what is in is never due or overdue, and what is not in is never on time', () => {
    const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, fc.option(day), (due, today, first) => {
        const timing = calculateTiming(
          { dueOn: due.toISOString().slice(0, 10), firstSubmittedAt: first?.toISOString() ?? null },
          today.toISOString().slice(0, 10),
        );
        expect(first ? ['onTime', 'late'] : ['due', 'overdue']).toContain(timing.state);
        if ('days' in timing) expect(timing.days).toBeGreaterThanOrEqual(timing.state === 'due' ? 0 : 1);
      }),
    );
  });

  test('days run by the calendar in UTC, whatever the time of day', () => {
    expect(calculateDays('2026-03-01T23:59:00Z', '2026-03-02T00:01:00Z')).toBe(1);
    expect(calculateDays('2026-03-02T00:01:00+07:00', '2026-03-01')).toBe(0);
    expect(calculateDays('2026-03-05', '2026-03-01')).toBe(-4);
  });
});
