import { expect, test } from 'vitest';
import { findListPage } from '#app/features/desk/page-of-list.ts';

test.each([
  ['', ['a', 'b'], 1],
  ['page=2', ['c', 'd'], 2],
  ['page=3', ['e'], 3],
  ['page=99', ['e'], 3],
  ['page=0', ['a', 'b'], 1],
  ['page=x', ['a', 'b'], 1],
])('an address with "%s" shows %j', (search, rows, page) => {
  expect(findListPage(['a', 'b', 'c', 'd', 'e'], new URLSearchParams(search), 2)).toEqual({
    rows,
    page,
    pages: 3,
  });
});

test('an empty list has one page', () => {
  expect(findListPage([], new URLSearchParams(), 2)).toEqual({ rows: [], page: 1, pages: 1 });
});
