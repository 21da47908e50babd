import { describe, expect, it } from 'vitest';
import { countTargets, findTargetYear } from '#server/domain/finding/target-list.calculations.ts';
import { describeTimePassed } from '#server/domain/finding/plan-time.ts';
import { formatShortAmount } from '#server/domain/language/number-format.ts';

describe('the year whose targets are judged', () => {
  const targets = [{ year: 2024 }, { year: 2026 }, { year: 2025 }];
  it('is the last one that the rounds reach the end of', () => {
    expect(findTargetYear(targets, [{ periodEnd: '2024-12-31' }, { periodEnd: '2025-12-31' }])).toBe(2025);
    expect(findTargetYear(targets, [{ periodEnd: '2026-06-30' }, { periodEnd: '2025-12-31' }])).toBe(2025);
  });

  it('is the first one before any is over, and none without targets', () => {
    expect(findTargetYear(targets, [{ periodEnd: '2024-06-30' }])).toBe(2024);
    expect(findTargetYear([], [{ periodEnd: '2024-12-31' }])).toBeNull();
  });
});

it('counts targets by outcome, and what the reports that are in say of the others', () => {
  expect(
    countTargets([
      { outcome: 'met', soFar: null },
      { outcome: 'cannot_be_said', soFar: 'reached' },
      { outcome: 'cannot_be_said', soFar: 'short' },
      { outcome: 'cannot_be_said', soFar: null },
      { outcome: 'missed', soFar: null },
    ]),
  ).toEqual({ set: 5, met: 1, missed: 1, not_due: 0, cannot_be_said: 3, reached: 1, short: 1 });
});

it('names the part of the time that has passed', () => {
  expect(describeTimePassed(0.5)).toEqual({ share: 'half', percent: '50' });
  expect(describeTimePassed(1096 / 2192)).toEqual({ share: 'half', percent: '50' });
  expect(describeTimePassed(0.42)).toEqual({ share: 'other', percent: '42' });
  expect(describeTimePassed(1)).toEqual({ share: 'whole', percent: '100' });
});

it('shortens large amounts to three digits and leaves small ones', () => {
  expect(formatShortAmount('2185000')).toBe('2.19m');
  expect(formatShortAmount('3000000')).toBe('3m');
  expect(formatShortAmount('74500')).toBe('74.5k');
  expect(formatShortAmount('999600')).toBe('1,000k');
  expect(formatShortAmount('1234567890.5')).toBe('1.23bn');
  expect(formatShortAmount('9999')).toBe('9,999');
  expect(formatShortAmount('nothing')).toBe('nothing');
});
