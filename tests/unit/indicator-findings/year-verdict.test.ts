import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isYearCovered } from '#server/domain/finding/figure-words.ts';
import { buildFinding } from '#server/domain/finding/indicator-finding.ts';
import {
  calculateYear,
  decideTargets,
  formatYearCoverage,
  listDefinitionBreaks,
  type TargetOutcome,
} from '#server/domain/finding/year-verdict.rules.ts';
import type { RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import { answered, counted, figureOf, identified, rounds, share } from './finding-subjects.ts';

const full = { contributing: 11, expected: 11 };
const year = (h1: RoundFigure, h2: RoundFigure, subject = counted, breaks: string[] = []) =>
  decideTargets(subject, rounds, [h1, h2], breaks).map(({ outcome, words }) => [outcome, words])[0];
const aims = <Subject extends typeof counted>(subject: Subject, value: string): Subject => ({
  ...subject,
  targets: [{ year: 2025, value }],
});

describe('a missing report', () => {
  it('is not a zero: without it nobody can say that a target was missed', () => {
    const target = aims(counted, '800000');
    const h1 = figureOf('2025-H1', '400000', full);
    const seven = figureOf('2025-H2', '312090', { contributing: 7, expected: 11 });
    expect(year(h1, seven, target)).toEqual(['cannot_be_said', 'cannot be said: 7 of 11 reported']);
    expect(buildFinding(target, rounds, [h1, seven], []).sentences).toEqual([
      'The figures released for 2025 add up to 712,090 inspections (reporting: 11 of 11 in 2025-H1, 7 of 11 in 2025-H2).',
      'Whether the target of 800,000 inspections for 2025 was met cannot be said: 7 of 11 reported.',
      '7 of 11 states reporting; the figure before it is from 11 of 11, so the two are not strictly comparable.',
    ]);
    expect(year(h1, figureOf('2025-H2', '312090', full), target)).toEqual(['missed', 'missed']);
  });

  it('does not stand in the way of what the others have reached by themselves', () => {
    const nine = [figureOf('2025-H1', '63'), figureOf('2025-H2', '119')] as const;
    expect(year(...nine)).toEqual(['met', 'met']);
    expect(year(figureOf('2025-H2', '5'), figureOf('2025-H1', '1'), answered)).toEqual(['met', 'met']);
  });

  it('can move a percentage either way', () => {
    const high = figureOf('2025-H2', '90', { contributing: 7, expected: 11 });
    const h1 = figureOf('2025-H1', '50', full);
    expect(year(h1, high, share)).toEqual(['cannot_be_said', 'cannot be said: 7 of 11 reported']);
    expect(year(h1, { ...high, ...full }, share)).toEqual(['met', 'met']);
    expect(year({ ...h1, value: '90' }, figureOf('2025-H2', '50', full), share)?.[0]).toBe('missed');
  });

  it('leaves what the tracker counts itself complete', () => {
    const register = { ...share, reportedBy: 'register' as const };
    const h2 = figureOf('2025-H2', '63.2', { contributing: 30, expected: 38 });
    expect(year(h2, h2, register)).toEqual(['missed', 'missed']);
  });

  it('is unknown where coverage is not stated', () => {
    const h2 = figureOf('2025-H2', '1', { contributing: null, expected: null });
    expect(year(figureOf('2025-H1', '1', full), h2)?.[1]).toBe(
      'cannot be said: how many reported is not stated',
    );
  });
});

describe('a change in definition', () => {
  const h1 = figureOf('2025-H1', '365', full);
  const h2 = figureOf('2025-H2', '464', full);

  it('ends a sum: nothing is added across it, whoever changed', () => {
    const breaks = listDefinitionBreaks(
      [
        { indicator: 'I-1', kind: 'definition', round: '2025-H2' },
        { indicator: 'I-1', kind: 'law', round: '2025-H1' },
        { indicator: 'I-1', kind: 'definition', round: null },
        { indicator: 'I-2', kind: 'definition', round: '2025-H1' },
      ],
      'I-1',
    );
    expect(breaks).toEqual(['2025-H2']);
    expect(calculateYear(counted, rounds, [h1, h2], breaks, 2025).value).toBeNull();
    expect(year(h1, h2, counted, breaks)?.[1]).toBe('cannot be said: the definition changed within 2025');
    expect(buildFinding(identified, rounds, [h1, h2], breaks).sentences[0]).toBe(
      'The rounds of 2025 are not added up, because the definition changed between them.',
    );
  });

  it('from the first round of a year on is no matter within it', () => {
    expect(calculateYear(counted, rounds, [h1, h2], ['2025-H1'], 2025).value).toBe('829');
    expect(year(h1, h2, share, ['2025-H2'])?.[0]).toBe('met');
  });
});

describe('persons', () => {
  const people = { ...counted, personCount: true, unit: 'persons' };
  const h1 = figureOf('2025-H1', '1200', full);
  const h2 = figureOf('2025-H2', '1044', full);

  it('of two rounds are not taken for different persons', () => {
    expect(year(h1, h2, aims(people, '2200'))).toEqual([
      'cannot_be_said',
      'cannot be said: a person may be counted in several rounds',
    ]);
    expect(buildFinding(aims(people, '2200'), rounds, [h1, h2], []).sentences.slice(0, 2)).toEqual([
      'The figures released for 2025 add up to 2,244 persons in all reports; a person may be counted in several rounds (reporting: 11 of 11 in 2025-H1, 11 of 11 in 2025-H2).',
      'Whether the target of 2,200 persons for 2025 was met cannot be said: a person may be counted in several rounds.',
    ]);
  });

  it('are enough if one round alone has them, and too few if all reports together have not', () => {
    expect(year(h1, h2, aims(people, '1200'))?.[0]).toBe('met');
    expect(year(h1, h2, aims(people, '2245'))?.[0]).toBe('missed');
  });
});

describe('a year', () => {
  it('has a sum with the reports in it, and no verdict before it is over', () => {
    const half = calculateYear(counted, rounds.slice(0, 2), [figureOf('2025-H1', '63')], [], 2025);
    expect(half).toMatchObject({ value: '63', isOver: false });
    expect(formatYearCoverage(counted, half)).toBe('9 of 11 in 2025-H1');
    expect(decideTargets(counted, rounds.slice(0, 2), [figureOf('2025-H1', '63')], [])[0]?.outcome).toBe(
      'not_due',
    );
  });

  it('is not judged by a part of it', () => {
    const none = figureOf('2025-H1', null);
    expect(year(none, figureOf('2025-H2', '2', full))?.[1]).toBe(
      'cannot be said: no released figure for 2025-H1',
    );
    expect(year(none, figureOf('2025-H2', null))?.[1]).toBe(
      'cannot be said: no released figure for 2025-H1 and 2025-H2',
    );
    const early = { ...counted, targets: [{ year: 2024, value: '150' }] };
    expect(year(figureOf('2024-H2', '3', full), none, early)?.[1]).toBe(
      'cannot be said: the rounds do not cover the whole of 2024',
    );
    const before = { ...counted, targets: [{ year: 2022, value: '150' }] };
    expect(year(none, none, before)?.[1]).toBe('cannot be said: no released figure');
  });

  it('adds up exactly, in any order', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (a, b) => {
        const write = (cents: number) => (cents / 100).toFixed(2);
        const figures = [figureOf('2025-H1', write(a)), figureOf('2025-H2', write(b))];
        const { value } = calculateYear(counted, rounds, figures, [], 2025);
        expect(Math.round(Number(value) * 100)).toBe(a + b);
        expect(calculateYear(counted, rounds.toReversed(), figures.toReversed(), [], 2025).value).toBe(value);
      }),
    );
  });

  it('may be made of rounds of any length, in any order', () => {
    const quarter = (from: string, to: string) => ({ periodStart: `2025-${from}`, periodEnd: `2025-${to}` });
    const quarters = [quarter('07-01', '12-31'), quarter('01-01', '03-31'), quarter('04-01', '06-30')];
    expect(isYearCovered(quarters, 2025)).toBe(true);
    expect(isYearCovered(quarters.slice(0, 2), 2025)).toBe(false);
    expect(isYearCovered(quarters, 2026)).toBe(false);
  });
});

/**
 * Whatever is said of a target stays true when everybody has reported, for any later figures that are not
 * smaller: what was reported stays, what was missing comes.
 */
it('a verdict never changes when the missing reports come', () => {
  const figure = fc.record({ value: fc.nat(50), missing: fc.nat(3), late: fc.nat(50), hidden: fc.boolean() });
  const decided: TargetOutcome[] = ['met', 'missed'];
  fc.assert(
    fc.property(
      fc.tuple(figure, figure),
      fc.nat(120),
      fc.constantFrom('up' as const, 'down' as const),
      (parts, aim, direction) => {
        const subject = { ...aims(counted, String(aim)), direction };
        const tell = (isLater: boolean) =>
          decideTargets(
            subject,
            rounds,
            parts.map(({ value, missing, late, hidden }, at) =>
              figureOf(
                `2025-H${at + 1}`,
                hidden && !isLater ? null : String(value + (isLater && missing > 0 ? late : 0)),
                { contributing: isLater ? 11 : 11 - missing, expected: 11 },
              ),
            ),
            [],
          )[0]!.outcome;
        const [now, then] = [tell(false), tell(true)];
        expect(decided).toContain(then);
        if (decided.includes(now)) expect(then).toBe(now);
      },
    ),
  );
});
