import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideScheduled,
  latestMinutes,
  parseScheduledTime,
  formatMinute,
  formatScheduledTime,
} from '#server/domain/publication/schedule.rules.ts';

const now = new Date('2026-11-29T05:00:00Z');

describe('the minute of a scheduled publication', () => {
  test('is read on the clock of Jakarta and said in both', () => {
    expect(parseScheduledTime({ date: '2026-12-01', time: '14:30' }, now)).toEqual({
      at: '2026-12-01T07:30:00.000Z',
    });
    expect(formatMinute('2026-12-01T07:30:00.000Z')).toBe('1 December 2026, 14:30 (Jakarta time), 07:30 UTC');
    expect(formatMinute('2026-11-30T20:00:00.000Z')).toBe(
      '1 December 2026, 03:00 (Jakarta time), 30 November 2026, 20:00 UTC',
    );
  });

  test.each([
    ['2026-13-01', '10:00', ['date']],
    ['2026-02-30', '10:00', ['date']],
    ['tomorrow', 'noon', ['date', 'time']],
    ['2026-12-01', '24:00', ['time']],
    ['2026-11-29', '12:00', ['time']],
    ['2029-11-29', '12:00', ['date']],
  ])('%s %s is refused', (date, time, paths) => {
    const read = parseScheduledTime({ date, time }, now);
    expect('problems' in read ? read.problems.map(({ path }) => path) : []).toEqual(paths);
  });

  test('comes back as it was typed, whatever the minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 360 * 24 * 60 }), (minutes) => {
        const at = new Date(now.getTime() + minutes * 60_000).toISOString();
        expect(parseScheduledTime(formatScheduledTime(at), now)).toEqual({ at });
      }),
    );
  });
});

describe('what becomes of it', () => {
  const sources = [
    { round: '2025-H2', compilation: 3 },
    { round: '2026-H1', compilation: 8 },
  ];
  const waiting = { publishAt: now.toISOString(), sources: [3, 8], now: sources, schedulerIsOfficer: true };
  const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

  test('it goes out within the hour after its minute, and never before', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2000, max: 2000 }), (minutes) => {
        const { kind } = decideScheduled(waiting, after(minutes));
        expect(kind).toBe(minutes < 0 ? 'wait' : minutes <= latestMinutes ? 'publish' : 'fail');
      }),
    );
  });

  test('another compilation, another set of rounds or a planner who left stop it', () => {
    const moved = { ...waiting, now: [sources[0]!, { round: '2026-H1', compilation: 9 }] };
    expect(decideScheduled(moved, after(0))).toMatchObject({
      kind: 'fail',
      why: expect.stringContaining('2026-H1 has'),
    });
    expect(decideScheduled({ ...waiting, now: sources.slice(0, 1) }, after(0))).toMatchObject({
      kind: 'fail',
    });
    expect(decideScheduled({ ...waiting, schedulerIsOfficer: false }, after(0))).toMatchObject({
      kind: 'fail',
    });
  });
});
