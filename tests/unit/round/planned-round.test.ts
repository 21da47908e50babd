import { expect, test } from 'vitest';
import { findPlannedRoundProblems } from '#server/domain/round/round-days.rules.ts';

const round = { title: 'One', opensOn: '2027-01-10', dueOn: '2027-02-10', closesOn: '2027-03-10' };
const known = { today: '2027-01-01', opensOn: '2027-01-05' };

test.each([
  [{}, []],
  [{ title: '' }, ['title']],
  [{ opensOn: '2027-02-30' }, ['opensOn']],
  [{ opensOn: '2027-01-01' }, ['opensOn']],
  [{ opensOn: '2027-02-11' }, ['dueOn']],
  [{ dueOn: '2027-03-11' }, ['closesOn']],
  [{ dueOn: '', closesOn: 'soon' }, ['dueOn', 'closesOn']],
])('a planned round with %j has problems at %j', (change, paths) => {
  const problems = findPlannedRoundProblems({ ...round, ...change }, known);
  expect(problems.map(({ path }) => path)).toEqual(paths);
});

test('a round whose first day has passed may keep it', () => {
  const missed = { ...round, opensOn: '2026-12-01' };
  expect(findPlannedRoundProblems(missed, { ...known, opensOn: '2026-12-01' })).toEqual([]);
});
