import { expect, test } from 'vitest';
import { countNeeds, listNeeds } from '#server/domain/finding/needs-help.calculations.ts';
import type { ActivityWithStatus } from '#server/domain/plan/plan-status.calculations.ts';

const statuses = [
  { code: 'late', label: 'Delayed', mark: 'stripes', isLate: true, isDone: false, isOnTrack: false },
  { code: 'done', label: 'Completed', mark: 'solid', isLate: false, isDone: true, isOnTrack: false },
  { code: 'going', label: 'Ongoing', mark: 'half', isLate: false, isDone: false, isOnTrack: true },
];
const activity = (
  code: string,
  status: string | null,
  more: Partial<Omit<ActivityWithStatus, 'stand'>> & { due?: boolean; left?: 'ended' } = {},
) => {
  const { due = true, left, ...rest } = more;
  const stand = { status, carriedFrom: null, due, ...(left ? { left } : {}) };
  return {
    code,
    title: code,
    area: 'A',
    lead: 'B',
    years: [2025],
    partners: ['iom'],
    ...rest,
    stand,
  } as ActivityWithStatus;
};
const list = (
  activities: ActivityWithStatus[],
  support: { activity: { code: string } | null; part: string }[] | null = [],
) =>
  listNeeds(activities, { today: '2025-12-31', statuses, support }).map(({ code, needs }) => [
    code,
    ...needs,
  ]);

test('an activity is listed with every reason, those that are behind first', () => {
  const found = [
    activity('1', 'going', { years: [2025, 2026] }),
    activity('2', 'late', { partners: [] }),
    activity('3', 'going'),
    activity('4', null, { years: [2026] }),
  ];
  const money = [{ activity: { code: '4' }, part: 'financed' }];
  expect(list(found, money)).toEqual([
    ['2', 'delayed', 'time_over', 'no_partner', 'no_money'],
    ['3', 'time_over', 'no_money'],
    ['1', 'no_money'],
  ]);
  expect(countNeeds(listNeeds(found, { today: '2025-12-31', statuses, support: money }))).toEqual({
    delayed: 1,
    time_over: 2,
    no_partner: 1,
    no_money: 3,
  });
});

test('nothing is said of what is completed, not due or gone, nor of money where support is not known', () => {
  const over = [
    activity('1', 'done'),
    activity('2', 'late', { left: 'ended' }),
    activity('3', null, { due: false }),
  ];
  expect(list(over)).toEqual([]);
  expect(list([activity('4', 'late')], null)).toEqual([['4', 'delayed', 'time_over']]);
  // Support for an area or the whole plan is for no activity.
  expect(list([activity('5', 'late', { partners: [] })], [{ activity: null, part: 'financed' }])).toEqual([
    ['5', 'delayed', 'time_over', 'no_partner', 'no_money'],
  ]);
});
