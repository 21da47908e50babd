import { describe, expect, test } from 'vitest';
import {
  calculateActivityPace,
  calculateTargetPace,
  type PaceSubject,
} from '#server/domain/finding/pace.rules.ts';
import { round } from '#tests/support/small-publications.ts';

const rounds = ['2024-H1', '2024-H2', '2025-H1'].map(round);
const sum: PaceSubject = { direction: 'up', aggregation: 'sum', baseline: null };
const share: PaceSubject = {
  direction: 'up',
  aggregation: 'percentage',
  baseline: { year: 2023, value: '10' },
};
const figure = (code: string, value: string | null, [contributing, expected] = [9, 11]) => ({
  round: code,
  state: value === null ? ('suppressed' as const) : ('reported' as const),
  value,
  contributing,
  expected,
});
const pace = (
  subject: PaceSubject,
  target: [year: number, value: string],
  figures: ReturnType<typeof figure>[],
  breaks: string[] = [],
) => {
  const found = calculateTargetPace(subject, { year: target[0], value: target[1] }, rounds, figures, breaks);
  return found && [found.elapsed, found.reached];
};

describe('the pace of a target', () => {
  test('what adds up runs over its year', () => {
    const half = [figure('2025-H1', '30')];
    expect(pace(sum, [2025, '200'], half)).toEqual([50, 15]);
    expect(pace(sum, [2024, '200'], [figure('2024-H1', '90'), figure('2024-H2', '109')])).toEqual([100, 99]);
    expect(pace(sum, [2026, '200'], half)).toBeNull();
  });

  test('anything else runs from its baseline, in either direction', () => {
    const all = [figure('2024-H1', '5'), figure('2024-H2', '12'), figure('2025-H1', '20')];
    expect(pace(share, [2026, '50'], all)).toEqual([50, 25]);
    const down: PaceSubject = { ...share, direction: 'down', baseline: { year: 2023, value: '40' } };
    expect(pace(down, [2026, '10'], all)).toEqual([50, 66]);
    expect(pace({ ...down, baseline: null }, [2026, '10'], all)).toBeNull();
    expect(pace({ ...share, direction: 'none' }, [2026, '50'], all)).toBeNull();
  });

  test('is silent where a number is hidden, the definition changed or other reports are in it', () => {
    expect(pace(sum, [2024, '200'], [figure('2024-H1', '90'), figure('2024-H2', null)])).toBeNull();
    const known = [figure('2024-H1', '90'), figure('2024-H2', '60')];
    expect(pace(sum, [2024, '200'], known, ['2024-H2'])).toBeNull();
    // A break before the year is none of its year.
    expect(pace(sum, [2024, '200'], known, ['2024-H1'])).toEqual([100, 75]);
    expect(pace(sum, [2024, '200'], [figure('2024-H1', '90'), figure('2024-H2', '60', [8, 11])])).toBeNull();
    const levels = [figure('2024-H2', '12', [8, 11]), figure('2025-H1', '20')];
    expect(pace(share, [2026, '50'], levels)).toBeNull();
    expect(
      pace(share, [2026, '50'], [figure('2024-H2', '12'), figure('2025-H1', '20')], ['2024-H2']),
    ).toBeNull();
    expect(pace(share, [2026, '50'], [figure('2024-H2', '12')])).toBeNull();
  });
});

test('the pace of an activity is its own years, beside what its lead body says for this round', () => {
  const statuses = [
    { code: 'late', isLate: true, isDone: false, isOnTrack: false },
    { code: 'going', isLate: false, isDone: false, isOnTrack: true },
  ];
  const at = (years: number[], status: string | null, carriedFrom: string | null = null) =>
    calculateActivityPace(years, { status, carriedFrom }, statuses, '2025-06-30');
  expect(at([2024, 2025], 'late')).toEqual({ elapsed: 75, says: 'delayed' });
  // A year in which it pauses is not its time.
  expect(at([2023, 2025], 'going')).toEqual({ elapsed: 75, says: 'on_track' });
  expect(at([2026], 'going')).toBeNull();
  expect(at([2024, 2025], 'late', '2024-H2')).toBeNull();
  expect(at([2024, 2025], null)).toBeNull();
  expect(at([], 'late')).toBeNull();
});
