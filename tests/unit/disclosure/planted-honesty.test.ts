import { describe, expect, it } from 'vitest';
import { decideDisclosure } from '#server/domain/disclosure/decide-disclosure.rules.ts';
import { calculateYear, decideTargets } from '#server/domain/finding/year-verdict.rules.ts';
import type { RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import { calculateSplitsReported } from '#server/domain/publication/register-figures.calculations.ts';
import { counted, figureOf, rounds } from '../indicator-findings/finding-subjects.ts';
import { findFigure, persons, publicOnly, report } from './figures.ts';

/*
 * Histories in which careless words say what nobody can know, or tell what nobody may. Each is read twice: with the rule
 * left out, as somebody with a spreadsheet would, which is untrue or leaks; and as the tracker reads it.
 */

describe('a year of which four reports are missing', () => {
  const target = { ...counted, targets: [{ year: 2025, value: '800000' }] };
  const seven = { contributing: 7, expected: 11 };
  const known = [
    figureOf('2025-H1', '400000', { ...seven, contributing: 11 }),
    figureOf('2025-H2', '312090', seven),
  ];
  const judgeCarelessly = (figures: readonly RoundFigure[]) =>
    figures.reduce((sum, { value }) => sum + Number(value), 0) >= 800_000 ? 'met' : 'missed';
  /** What the four may yet report, and what the year then comes to. */
  const endings = [
    ['0', 'missed'],
    ['90000', 'met'],
  ] as const;

  it.each(endings)('may end either way (%s more: %s), so it cannot be said', (more, truth) => {
    const whole = [
      known[0]!,
      figureOf('2025-H2', String(312_090 + Number(more)), { ...seven, contributing: 11 }),
    ];
    expect(decideTargets(target, rounds, whole, [])[0]?.outcome).toBe(truth);
    expect(decideTargets(target, rounds, known, [])[0]?.words).toBe('cannot be said: 7 of 11 reported');
  });

  it('is judged wrongly for one of the endings where a missing report is a zero', () => {
    expect(endings.filter(([, truth]) => truth !== judgeCarelessly(known))).toHaveLength(1);
  });

  it('is no sum across a break in definition, which a careless one adds up', () => {
    expect(judgeCarelessly([known[0]!, { ...known[1]!, value: '400000' }])).toBe('met');
    expect(calculateYear(target, rounds, known, ['2025-H2'], 2025).value).toBeNull();
  });
});

describe('a figure that is not public', () => {
  const others = ['KH', 'LA', 'TH', 'VN'].flatMap((code) => report(code, 'regional', { total: 40 }));
  const decide = (cells: ReturnType<typeof report>) =>
    findFigure(
      decideDisclosure({
        indicator: persons,
        rules: publicOnly,
        rounds: [{ round: '2025-H1', cells: [...others, ...cells] }],
        earlier: [],
      }),
      'MM',
    );
  const kept = report('MM', 'withheld', { total: 60 });
  const unanswered = kept.map((cell) => ({ ...cell, state: 'not_available' as const, value: null }));

  it('has the same words whether it was reported or not', () => {
    const [one, other] = [decide(kept), decide(unanswered)];
    expect(one.publicNote).toBe('No released figure.');
    expect([other.publicNote, other.show, other.value]).toEqual([one.publicNote, one.show, one.value]);
  });

  it('would be called withheld by careless words where there was none to withhold', () => {
    const sayCarelessly = ({ release }: (typeof kept)[number]) =>
      release === 'withheld' ? 'Withheld' : 'Shown';
    expect(unanswered.map(sayCarelessly)).toContain('Withheld');
    expect(unanswered.every(({ value }) => value === null)).toBe(true);
    expect(decide(unanswered).publicNote).not.toMatch(/withheld/i);
  });
});

describe('the share of reports with both breakdowns', () => {
  const totals = [{ dimension: null, category: null, state: 'reported' }];
  const given = (reporter: string, release: 'regional' | 'withheld') => ({
    round: '2025-H2',
    reporter,
    included: true,
    release,
    cells: totals,
  });
  const open = ['KH', 'LA', 'TH'].map((reporter) => given(reporter, 'regional'));
  const history = [...open, given('MM', 'withheld')];

  it('says nothing of reports that are withheld, with which a careless denominator counts them', () => {
    const inTotals = history.filter(({ release }) => release !== 'withheld').length;
    const careless = history.length;
    expect(careless - inTotals).toBe(1);
    const { denominator } = calculateSplitsReported('2025-H2', history);
    expect(Number(denominator) - inTotals).toBe(0);
    expect(denominator).toBe(calculateSplitsReported('2025-H2', open).denominator);
  });
});
