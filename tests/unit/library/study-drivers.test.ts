import { expect, test } from 'vitest';
import { listEntryDrivers } from '#server/domain/library/study-drivers.ts';

const lists = {
  lenses: [
    { code: 'scams', drivers: [{ tag: 'crypto' }, { tag: 'networks' }] },
    { code: 'borders', drivers: [{ tag: 'networks' }, { tag: 'migrants' }] },
    { code: 'plain' },
  ],
  tags: [
    { code: 'crypto', name: 'Crypto-currencies' },
    { code: 'networks', name: 'Criminal networks' },
    { code: 'migrants', name: 'Migrant workers' },
  ],
};
const activities = [
  { code: 'A1', lenses: ['scams', 'borders'], tags: ['networks', 'other'] },
  { code: 'A2', lenses: ['plain'], tags: ['crypto'] },
  { code: 'A3', lenses: ['borders'], tags: ['migrants'] },
];

test('an entry is on what drives its own topics, by the tags of the activities that it is tied to', () => {
  const names = (own: { activities: string[]; lenses: string[] }) =>
    listEntryDrivers(own, lists, activities).map(({ lens, name }) => `${lens}: ${name}`);
  expect(names({ activities: ['A1', 'A3'], lenses: ['scams'] })).toEqual(['scams: Criminal networks']);
  // One that drives two topics is named once.
  expect(names({ activities: ['A1', 'A3'], lenses: ['scams', 'borders'] })).toEqual([
    'scams: Criminal networks',
    'borders: Migrant workers',
  ]);
  // An activity outside the topic says nothing of it.
  expect(names({ activities: ['A2'], lenses: ['scams', 'plain'] })).toEqual([]);
  expect(names({ activities: ['A1'], lenses: [] })).toEqual([]);
});
