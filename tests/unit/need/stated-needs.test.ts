import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  mergeKinds,
  describeStatedNeeds,
  groupByKind,
} from '#server/domain/finding/stated-needs.calculations.ts';
import { helpKinds, obstacleKinds } from '#server/domain/need/need-kinds.ts';

const statuses = [
  { code: 'going', label: 'Ongoing', mark: 'half', isLate: false, isDone: false, isOnTrack: true },
  { code: 'done', label: 'Completed', mark: 'solid', isLate: false, isDone: true, isOnTrack: false },
];
const activity = (
  code: string,
  words: { obstacles?: string[]; helpWanted?: string[] }[],
  stand: { status?: string; due?: boolean; left?: 'ended' } = {},
) => ({ code, words, stand: { status: 'going', carriedFrom: null, due: true, ...stand } });

test('an activity counts once for a kind, however many reports name it', () => {
  expect(
    mergeKinds([{ obstacles: ['staff', 'money'] }, { obstacles: ['money'], helpWanted: ['finance'] }]),
  ).toEqual({ obstacles: ['money', 'staff'], helpWanted: ['finance'] });
  const chosen = fc.record({
    obstacles: fc.subarray([...obstacleKinds] as string[]),
    helpWanted: fc.subarray([...helpKinds] as string[]),
  });
  fc.assert(
    fc.property(fc.array(chosen, { maxLength: 20 }), (all) => {
      const activities = all.map((one, at) => ({ code: `A${at}`, ...one }));
      for (const list of ['obstacles', 'helpWanted'] as const) {
        const groups = groupByKind(list, activities);
        expect(groups.map(({ kind }) => kind)).toEqual(list === 'obstacles' ? obstacleKinds : helpKinds);
        for (const { kind, activities: codes } of groups) {
          expect(codes).toEqual(activities.filter((one) => one[list].includes(kind)).map(({ code }) => code));
        }
      }
    }),
  );
});

test('the sentence tells the most frequent kinds of those that can need help, of all in the plan', () => {
  const money = { obstacles: ['money'] };
  const told = describeStatedNeeds(
    [
      activity('1', [money, money]),
      activity('2', [{ obstacles: ['money', 'staff'], helpWanted: ['finance'] }]),
      activity('3', []),
      activity('4', [money], { status: 'done' }),
      activity('5', [money], { due: false }),
      activity('6', [money], { left: 'ended' }),
    ],
    statuses,
  );
  expect(told).toBe(
    'money is named as an obstacle in 2 of 5 activities and staff in 1; finance would help in 1',
  );
  expect(describeStatedNeeds([activity('1', [{ helpWanted: ['training'] }])], statuses)).toBe(
    'training would help in 1 of 1 activity',
  );
  expect(describeStatedNeeds([activity('1', [])], statuses)).toBeNull();
});
