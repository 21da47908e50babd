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
const round = (code: string, plan: string, state: 'planned' | 'open' | 'closed') => ({ code, plan, state });
const rounds = [
  round('2024-H2', 'BOHOL-2', 'closed'),
  round('2025-H1', 'BOHOL-2', 'open'),
  round('2025-H2', 'BOHOL-2', 'planned'),
];
const next = [round('2029-H1', 'NEXT', 'planned'), round('2029-H2', 'NEXT', 'planned')];

describe('the round under review', () => {
  test('is the latest that was opened, and a plan whose rounds are only planned does not change it', () => {
    expect(findReviewRound(rounds)?.code).toBe('2025-H1');
    expect(findReviewRound([...rounds, ...next])?.code).toBe('2025-H1');
    expect(findReviewRound([...rounds, ...next], 'BOHOL-2')?.code).toBe('2025-H1');
  });
  test('is the first of a plan of which none was opened', () => {
    expect(findReviewRound([...rounds, ...next], 'NEXT')?.code).toBe('2029-H1');
    expect(findReviewRound(next)?.code).toBe('2029-H1');
  });
  test('is none where there are no rounds', () => {
    expect(findReviewRound([])).toBeNull();
    expect(findReviewRound(rounds, 'NEXT')).toBeNull();
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
