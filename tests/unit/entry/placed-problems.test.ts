import { describe, expect, test } from 'vitest';
import { placeActivityProblems, placeIndicatorProblems } from '#app/features/entry/placed-problems.ts';
import { placeGridProblems } from '#app/features/grid/grid-form.ts';
import { readSign } from '#app/features/grid/grid-signs.ts';
import { persons, share } from './indicators.ts';

const message = 'Enter a number.';
const labelsOf = (problems: readonly { label?: string }[]) => problems.map(({ label }) => label);

describe('an error summary names the field of each problem', () => {
  const keys = ['total', 'sex=female'];
  test('a figure by its cell and its number, and what is asked of the whole indicator by its question', () => {
    const fields = [
      { path: 'cells.1.value', message },
      { path: 'note', message },
      { path: 'release', message },
    ];
    const labels = labelsOf(placeIndicatorProblems(persons, fields, keys));
    expect(labels).toHaveLength(3);
    expect(labels[0]).toMatch(/Female/);
    expect(labels.every((label) => (label ?? '').length > 3)).toBe(true);
  });

  test('in the grid, where there are many, by its indicator too', () => {
    const fields = [{ path: 'cells.0.denominator', message }];
    expect(labelsOf(placeGridProblems(share, fields, ['total']))).toEqual(['I-X Total, Found']);
  });

  test('a text of an activity by its question', () => {
    const [problem] = placeActivityProblems([{ path: 'achievements', message }]);
    expect(problem).toMatchObject({ label: 'Achievements', message });
  });
});

test('the grid understands the signs that its help names', () => {
  expect(['N', 'n/a', '-'].map(readSign)).toEqual(['not_available', 'not_available', 'not_available']);
  expect(readSign('X')).toBe('not_applicable');
  expect(readSign('12')).toBeNull();
});
