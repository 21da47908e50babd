import { describe, expect, test } from 'vitest';
import {
  countReviewed,
  findDecisionProblem,
  findReviewRound,
} from '#server/domain/access/access-review.rules.ts';
import type { Role, Viewer } from '#server/domain/access/can.rules.ts';

const viewerOf = (role: Role): Viewer => ({
  personId: 'me',
  name: '',
  email: '',
  assignments: [{ role, reporter: null }],
});
const rounds = [
  { code: '2024-H2', opensOn: '2025-01-15' },
  { code: '2025-H1', opensOn: '2025-07-15' },
  { code: '2025-H2', opensOn: '2026-01-15' },
];

describe('the round under review', () => {
  test.each([
    ['2024-01-01', '2024-H2'],
    ['2025-07-14', '2024-H2'],
    ['2025-07-15', '2025-H1'],
    ['2030-01-01', '2025-H2'],
  ])('on %s is %s', (today, code) => {
    expect(findReviewRound(rounds, today)?.code).toBe(code);
  });
  test('is none where there are no rounds', () => {
    expect(findReviewRound([], '2025-01-01')).toBeNull();
  });
});

test.each([
  ['secretariat_officer', 'focal_point', 'other', 'end', null],
  ['secretariat_officer', 'secretariat_officer', 'other', 'keep', /Only administrators/],
  ['administrator', 'secretariat_officer', 'other', 'end', null],
  ['administrator', 'administrator', 'me', 'keep', null],
  ['administrator', 'administrator', 'me', 'end', /your own/],
  ['focal_point', 'contributor', 'other', 'keep', /Only administrators/],
] as const)('a %s about a %s of %s: %s', (by, role, personId, decision, reason) => {
  const found = findDecisionProblem(viewerOf(by), { personId, role }, decision);
  if (reason === null) expect(found).toBeNull();
  else expect(found).toMatch(reason);
});

test('roles that were looked at are counted, of all', () => {
  expect(countReviewed([{ decision: null }, { decision: {} }, { decision: {} }])).toEqual({
    looked: 2,
    total: 3,
  });
  expect(countReviewed([])).toEqual({ looked: 0, total: 0 });
});
