import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isLargeChange,
  listLargeChanges,
  sortByRisk,
  type RiskFacts,
  riskKinds,
  calculateRisk,
} from '#server/domain/review/risk.calculations.ts';
import { everything, filterQueue } from '#server/domain/review/queue-filter.rules.ts';
import type { SnapshotCell } from '#server/domain/submission/snapshot-content.ts';

const quiet: RiskFacts = {
  warnings: 0,
  reasons: 0,
  changes: [],
  lastRound: '2025-H2',
  first: false,
  returned: 0,
  timing: { state: 'onTime' },
};
const number = (value: number): SnapshotCell => ({ state: 'reported', value });
const share = (numerator: number, denominator: number): SnapshotCell => ({
  state: 'reported',
  numerator,
  denominator,
});

const someFacts = fc.record<RiskFacts>({
  warnings: fc.nat(40),
  reasons: fc.nat(40),
  changes: fc.array(fc.constantFrom('I-A1', 'I-B2', 'I-C3'), { maxLength: 9 }),
  lastRound: fc.constantFrom(null, '2025-H2'),
  first: fc.boolean(),
  returned: fc.nat(4),
  timing: fc.oneof(
    fc.constant({ state: 'onTime' as const }),
    fc.record({ state: fc.constant('late' as const), days: fc.integer({ min: 1, max: 90 }) }),
  ),
});

describe('how much a report asks to be looked at', () => {
  test('says why, in words', () => {
    const { reasons } = calculateRisk({
      warnings: 4,
      reasons: 1,
      changes: ['I-A1', 'I-B2', 'I-C3', 'I-D4'],
      lastRound: '2025-H2',
      first: true,
      returned: 2,
      timing: { state: 'late', days: 3 },
    });
    expect(reasons.map(({ words }) => words)).toEqual([
      '4 warnings left, 1 with a reason',
      'far from 2025-H2: I-A1, I-B2, I-C3 and 1 more',
      'first report of this reporter',
      'returned twice before',
      '3 days late',
    ]);
    expect(calculateRisk({ ...quiet, warnings: 1 }).reasons[0]?.words).toBe(
      '1 warning left, no reason given',
    );
  });

  test('weighs nothing without a reason, and something with any', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const { points, reasons } = calculateRisk(facts);
        expect(points > 0).toBe(reasons.length > 0);
        expect(reasons.every(({ words }) => words !== '')).toBe(true);
      }),
    );
    expect(calculateRisk(quiet)).toEqual({ points: 0, reasons: [] });
  });

  test('never weighs less when one more thing is odd', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const before = calculateRisk(facts).points;
        for (const more of [
          { warnings: facts.warnings + 1 },
          { changes: [...facts.changes, 'I-Z9'] },
          { first: true },
          { returned: facts.returned + 1 },
          { timing: { state: 'late' as const, days: 2 } },
        ]) {
          expect(calculateRisk({ ...facts, ...more }).points).toBeGreaterThanOrEqual(before);
        }
      }),
    );
  });

  test('puts the heavier first and of two alike the older, and loses none', () => {
    const report = fc.record({
      risk: someFacts.map(calculateRisk),
      submittedAt: fc.integer({ min: 10, max: 28 }).map((day) => `2026-01-${day}T00:00:00Z`),
      reporter: fc.constantFrom({ kind: 'state' as const }, { kind: 'body' as const }),
      round: fc.constantFrom({ code: '2026-H1', plan: 'P' }, { code: '2025-H2', plan: 'P' }),
      reviewer: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(report), (reports) => {
        const ordered = sortByRisk(reports);
        expect(new Set(ordered)).toEqual(new Set(reports));
        for (const [at, one] of ordered.entries()) {
          const next = ordered[at + 1];
          if (!next) continue;
          const alike = one.risk.points === next.risk.points;
          expect(alike ? one.submittedAt <= next.submittedAt : one.risk.points > next.risk.points).toBe(true);
        }
        // Every report lies behind "all", and behind "nothing of these" or one of the others.
        expect(filterQueue(reports, everything, 'me')).toEqual(reports);
        const behind = [...riskKinds, 'none' as const].flatMap((why) =>
          filterQueue(reports, { ...everything, why }, 'me'),
        );
        expect(new Set(behind)).toEqual(new Set(reports));
      }),
    );
  });
});

describe('large changes', () => {
  test.each<[SnapshotCell, SnapshotCell, boolean]>([
    [number(40), number(20), true],
    [number(20), number(40), true],
    [number(39), number(20), false],
    [number(9), number(1), false],
    [number(14), number(0), true],
    [number(0), number(0), false],
    [share(9, 10), share(6, 10), true],
    [share(7, 10), share(6, 10), false],
    [share(1, 0), share(1, 2), false],
    [{ state: 'not_available' }, number(20), false],
    [share(1, 2), number(20), false],
  ])('%j after %j: %s', (now, last, expected) => {
    expect(isLargeChange(now, last)).toBe(expected);
    expect(isLargeChange(last, now)).toBe(expected);
  });

  test('are listed by code, and what was not there before is none', () => {
    const now = [
      { indicator: 'I-A1', cell: number(100) },
      { indicator: 'I-B1', cell: number(100) },
    ];
    expect(listLargeChanges(now, [{ indicator: 'I-A1', cell: number(10) }])).toEqual(['I-A1']);
  });
});
