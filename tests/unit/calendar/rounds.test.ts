import { describe, expect, it } from 'vitest';
import { toLocalTime, formatDay } from '#server/domain/calendar/local-day.calculations.ts';
import { type CalendarRound, listRoundMoves } from '#server/domain/round/round-days.rules.ts';
import { isInTime } from '#server/domain/submission/due-dates.rules.ts';

const round = (known: Partial<CalendarRound> = {}): CalendarRound => ({
  code: '2026-H1',
  state: 'planned',
  opensOn: '2026-07-01',
  closesOn: '2026-12-31',
  ...known,
});
const movesAt = (iso: string, ...rounds: CalendarRound[]) => listRoundMoves(rounds, new Date(iso));

describe('the calendar of rounds', () => {
  it('opens a round when its first day begins in Jakarta', () => {
    expect(movesAt('2026-06-30T16:59:59Z', round())).toEqual([]);
    expect(movesAt('2026-06-30T17:00:00Z', round())).toEqual([{ round: '2026-H1', verb: 'open' }]);
  });

  it('closes it when its last day is over in UTC, which is later everywhere we report from', () => {
    const open = round({ state: 'open' });
    expect(movesAt('2026-12-31T23:59:59Z', open)).toEqual([]);
    expect(movesAt('2027-01-01T00:00:00Z', open)).toEqual([{ round: '2026-H1', verb: 'close' }]);
    expect(toLocalTime(new Date('2026-12-31T23:59:59Z'), 'Asia/Yangon')).toEqual({
      date: '2027-01-01',
      hour: 6,
    });
  });

  it('catches up with days that were missed, but never opens a round that is past as a whole', () => {
    expect(movesAt('2026-10-10T00:00:00Z', round())).toEqual([{ round: '2026-H1', verb: 'open' }]);
    expect(movesAt('2027-03-01T00:00:00Z', round({ state: 'open' }))).toEqual([
      { round: '2026-H1', verb: 'close' },
    ]);
    expect(movesAt('2027-03-01T00:00:00Z', round())).toEqual([{ round: '2026-H1', verb: 'missed' }]);
  });

  it('leaves closed rounds and those in the midst of their time alone', () => {
    expect(movesAt('2026-11-25T00:00:00Z', round({ state: 'open' }), round({ state: 'closed' }))).toEqual([]);
  });
});

describe('time to write', () => {
  it('is there while the round is open, and after that until the extended day is over', () => {
    expect(isInTime({ roundState: 'open', extendedUntil: null }, '2026-11-25')).toBe(true);
    expect(isInTime({ roundState: 'planned', extendedUntil: '2027-01-15' }, '2026-11-25')).toBe(false);
    expect(isInTime({ roundState: 'closed', extendedUntil: null }, '2027-01-02')).toBe(false);
    expect(isInTime({ roundState: 'closed', extendedUntil: '2027-01-15' }, '2027-01-15')).toBe(true);
    expect(isInTime({ roundState: 'closed', extendedUntil: '2027-01-15' }, '2027-01-16')).toBe(false);
  });

  it('is said as people write it', () => {
    expect(formatDay('2026-11-30')).toBe('30 November 2026');
  });
});
