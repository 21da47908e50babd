import { describe, expect, it } from 'vitest';
import { buildActivitiesByArea } from '#server/domain/figure/build-status-figures.ts';
import { describeStatusNotes } from '#server/domain/finding/describe-status.ts';
import { describeTimeSeries } from '#server/domain/finding/describe-time-series.ts';
import { describeChange, describeTimeline } from '#server/domain/finding/plan-findings.ts';
import { listGapActivities, listPartnerGaps } from '#server/domain/learning/midterm-review.calculations.ts';
import { buildActivityStatus, countStatuses } from '#server/domain/plan/activity-status.calculations.ts';
import { findEndInRound, findStatusOfRound } from '#server/domain/plan/plan-status.calculations.ts';
import type { Amendment } from '#server/domain/publication/documents.ts';

const round = (code: string) => ({
  code,
  title: code,
  periodStart: `${code.slice(0, 4)}-01-01`,
  periodEnd: `${code.slice(0, 4)}-12-31`,
  dueOn: `${code.slice(0, 4)}-12-31`,
});
const rounds = [round('2024'), round('2025'), round('2026')];
const amendment = (code: string, kind: Amendment['kind'], fromRound: string): Amendment => ({
  subject: 'activity',
  code,
  kind,
  fromRound,
  fromTitle: fromRound,
  beforeTitle: null,
  mergedInto: kind === 'merged' ? 'A2' : null,
  splitInto: kind === 'split' ? ['A3', 'A4'] : [],
  splitFrom: null,
});
const amendments = [
  amendment('A1', 'merged', '2025'),
  amendment('B1', 'reworded', '2025'),
  amendment('C1', 'ended', '2027'),
];

describe('an activity that has left the plan', () => {
  it('has left it from the round of the amendment on, and not before', () => {
    const findEnd = findEndInRound({ amendments, rounds });
    expect(rounds.map(({ code }) => findEnd('A1', code))).toEqual([undefined, 'merged', 'merged']);
    expect(findEnd('B1', '2026')).toBeUndefined();
    // An amendment that counts from a round after those that are published.
    expect(findEnd('C1', '2026')).toBeUndefined();
  });

  it('has no status, is never due, and is in no total', () => {
    const find = findStatusOfRound({
      statuses: { A1: { 2024: { status: 'late', carriedFrom: null } } },
      amendments,
      rounds,
    });
    const years = [2024, 2025];
    const stands = rounds.map(({ code }) =>
      find({ code: 'A1', years }, { code, title: code, year: Number(code), start: '', end: '' }),
    );
    expect(stands).toEqual([
      { status: 'late', carriedFrom: null, due: true },
      { status: null, carriedFrom: null, due: false, left: 'merged' },
      { status: null, carriedFrom: null, due: false, left: 'merged' },
    ]);
    const running = buildActivityStatus([2024], 2025, { statusCode: 'late', carriedFrom: null });
    const counts = countStatuses([running, ...stands.slice(1)]);
    expect(counts).toMatchObject({ total: 1, notDue: 0, notReported: 0, ended: 2 });
    expect(describeStatusNotes(counts)).toContain('2 activities have left the plan and are not counted.');
    expect(describeTimeline([{ years }, { years, stand: stands[2]! }], 2025)).toMatch(
      /^1 of 1 activity runs/,
    );
  });

  it('is told as what it is, never as not due', () => {
    const told = describeTimeSeries(
      [
        { code: '2024', title: '2024', status: 'late', carriedFrom: null, due: true },
        { code: '2025', title: '2025', status: null, carriedFrom: null, due: false, left: 'split' },
      ],
      [{ code: 'late', label: 'Delayed', mark: 'hatched', isLate: true, isDone: false, isOnTrack: false }],
      [2024],
    );
    expect(told).toBe('Split into others from 2025 on; delayed before');
    expect(describeChange('Delayed', null, 'merged')).toBe(
      'has been merged into another activity; it was delayed',
    );
  });
});

it('is said of an area in the figure of all areas, and is in none of its bars', () => {
  const word = {
    code: 'late',
    label: 'Delayed',
    mark: 'hatched',
    isLate: true,
    isDone: false,
    isOnTrack: false,
  };
  const left = (end: 'ended' | 'merged' | 'split') => buildActivityStatus([2024], 2025, undefined, end);
  const counts = [
    countStatuses([left('ended'), left('merged')]),
    countStatuses([
      left('split'),
      buildActivityStatus([2024], 2025, { statusCode: 'late', carriedFrom: null }),
    ]),
  ];
  const figure = buildActivitiesByArea(
    {
      coverage: '',
      publication: { number: 1, title: '', publishedAt: '', round: '2025', roundTitle: '2025' },
    },
    [word],
    counts.map((each, at) => ({ code: `A${at}`, title: '', counts: each })),
  );
  const numbers = figure.rows.flatMap(({ cells }) =>
    Object.values(cells).flatMap((cell) => (cell.kind === 'number' ? [Number(cell.value)] : [])),
  );
  expect(numbers.reduce((sum, value) => sum + value, 0)).toBe(1);
  expect(figure.notes).toContain('3 activities have left the plan and are not counted.');
});

it('is no gap of the mid-term review, and in no count of what partners support', () => {
  const activity = (code: string) => ({
    code,
    title: code,
    area: 'A',
    lead: 'SOMTC',
    years: [2024],
    partners: [],
  });
  const publication = { round: '2026', plan: { endsOn: '2028-12-31' } };
  const row = { 2026: { status: 'late', carriedFrom: '2024' } };
  const documents = {
    publication,
    rounds,
    plan: { activities: [activity('A1'), activity('B1')] },
    statuses: { A1: row, B1: row },
    amendments,
    lists: { statuses: [{ code: 'late', label: 'Delayed', isLate: true, isDone: false }], partners: [] },
  } as unknown as Parameters<typeof listGapActivities>[0];
  expect(listPartnerGaps(listGapActivities(documents)).map(({ activity: code }) => code)).toEqual(['B1']);
});

it('counts carried statuses of the statuses that there are', () => {
  const notes = describeStatusNotes({
    total: 43,
    byStatus: { done: 30, late: 9 },
    notReported: 0,
    notDue: 4,
    carried: 4,
  });
  expect(notes[0]).toMatch(/^4 of 39 statuses are from an earlier report/);
});
