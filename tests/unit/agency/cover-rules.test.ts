import { expect, it } from 'vitest';
import { checkDelegationDates } from '#server/domain/person/roles.rules.ts';

const pathsOf = (from: string, until: string) =>
  checkDelegationDates({ from, until }, '2026-11-25').map(({ path }) => path);

it.each([
  ['2026-11-25', '2026-11-25', []],
  ['2026-11-25', '2027-11-25', []],
  ['2026-11-24', '2026-11-30', ['from']],
  ['2026-12-02', '2026-12-01', ['until']],
  ['2026-11-25', '2027-12-31', ['until']],
  ['', '2026-12-01', ['from']],
  ['2026-02-30', '30 November', ['from', 'until']],
  ['2026-11-25T00:00', '2026-12-01', ['from']],
])('a cover from %s until %s has problems at %j', (from, until, paths) => {
  expect(pathsOf(from, until)).toEqual(paths);
});
