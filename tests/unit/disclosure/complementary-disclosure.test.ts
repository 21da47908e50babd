import { describe, expect, it } from 'vitest';
import { decideDisclosure } from '#server/domain/disclosure/decide-disclosure.rules.ts';
import type { DisclosedIndicator, DisclosureCell } from '#server/domain/disclosure/disclosure.types.ts';
import { findFigure, listHeld, persons, publicOnly, report, share } from './figures.ts';

function decide(indicator: DisclosedIndicator, cells: DisclosureCell[]) {
  return decideDisclosure({
    indicator,
    rules: publicOnly,
    rounds: [{ round: '2025-H1', cells }],
    earlier: [],
  });
}

/** Three reporters with regional release, alike, so that the regional figures are three times these. */
const thrice = (cells: Record<string, number | string>) =>
  ['KH', 'TH', 'VN'].flatMap((code) => report(code, 'regional', cells));

describe('within one breakdown', () => {
  it('one held part gets one partner, the smaller, and the total stays', () => {
    const decision = decide(
      persons,
      thrice({ total: 60, 'sex=female': 38, 'sex=male': 20, 'sex=unknown': 2 }),
    );
    expect(listHeld(decision)).toEqual({
      'region sex=unknown': ['small_count'],
      'region sex=male': ['complementary'],
    });
    expect(findFigure(decision, 'region').value).toBe('180');
  });

  it('two held parts protect each other where together they are no small count', () => {
    const national = (female: number, male: number) =>
      report('TH', 'national', {
        total: 100 + female + male,
        'age=a': female,
        'age=b': male,
        'age=c': 60,
        'age=d': 40,
      });
    const held = (female: number, male: number) =>
      Object.keys(listHeld(decide({ ...persons, aggregation: 'none' }, national(female, male))));
    expect(held(7, 6)).toEqual(['TH age=a', 'TH age=b']);
    // The sum of the two would be told; the smallest other part is held as well.
    expect(held(3, 4)).toEqual(['TH age=a', 'TH age=b', 'TH age=d']);
    expect(held(5, 5)).toEqual(['TH age=a', 'TH age=b', 'TH age=d']);
    // Of two tens nothing is left open.
    expect(held(1, 1)).toEqual(['TH age=a', 'TH age=b', 'TH age=d']);
    expect(held(1, 2)).toEqual(['TH age=a', 'TH age=b', 'TH age=d']);
    expect(held(10, 10)).toEqual(['TH age=a', 'TH age=b', 'TH age=d']);
  });

  it('a zero is not the partner while another part can be', () => {
    const cells = report('TH', 'national', { total: 45, 'sex=female': 40, 'sex=male': 5, 'sex=unknown': 0 });
    expect(listHeld(decide({ ...persons, aggregation: 'none' }, cells))).toEqual({
      'TH sex=male': ['small_count'],
      'TH sex=female': ['complementary'],
    });
  });

  it('parts that are shown without their total need no partner', () => {
    const cells = report('TH', 'national', { 'sex=female': 40, 'sex=male': 5 });
    expect(listHeld(decide({ ...persons, aggregation: 'none' }, cells))).toEqual({
      'TH sex=male': ['small_count'],
    });
  });

  it('parts that visibly do not add up need no partner either', () => {
    const cells = report('TH', 'national', { total: 90, 'sex=female': 40, 'sex=male': 5 });
    expect(listHeld(decide({ ...persons, aggregation: 'none' }, cells))).toEqual({
      'TH sex=male': ['small_count'],
    });
  });
});

describe('across cells', () => {
  it('a held total is not left to be added up from any dimension', () => {
    const cells = report('TH', 'national', {
      total: 12,
      'sex=female': 0,
      'sex=male': 12,
      'age=child': 12,
      'age=adult': 0,
    });
    const small = report('TH', 'national', {
      total: 8,
      'sex=female': 0,
      'sex=male': 8,
      'age=child': 8,
      'age=adult': 0,
    });
    const indicator = { ...persons, aggregation: 'none' as const };
    expect(listHeld(decide(indicator, cells))).toEqual({});
    expect(Object.keys(listHeld(decide(indicator, small)))).toEqual([
      'TH total',
      'TH age=child',
      'TH sex=male',
    ]);
  });

  it('a reporter that alone gives no breakdown is not what the parts leave of the total', () => {
    const decision = decide(persons, [
      ...thrice({ total: 60, 'sex=female': 40, 'sex=male': 20 }),
      ...report('LA', 'regional', { total: 25 }),
    ]);
    expect(listHeld(decision)).toEqual({ 'region sex=male': ['complementary'] });
    const three = decide(persons, [
      ...thrice({ total: 60, 'sex=female': 40, 'sex=male': 20 }),
      ...report('LA', 'regional', { total: 25 }),
      ...report('MM', 'regional', { total: 15 }),
      ...report('MY', 'regional', { total: 15 }),
    ]);
    expect(listHeld(three)).toEqual({});
  });

  it('a held national part is not what the region leaves of the others', () => {
    const decision = decide(persons, [
      ...report('TH', 'national', { total: 60, 'sex=female': 40, 'sex=male': 15, 'sex=unknown': 5 }),
      ...report('KH', 'national', { total: 90, 'sex=female': 40, 'sex=male': 30, 'sex=unknown': 20 }),
      ...report('VN', 'national', { total: 90, 'sex=female': 40, 'sex=male': 30, 'sex=unknown': 20 }),
    ]);
    const held = listHeld(decision);
    expect(held['TH sex=unknown']).toEqual(['small_count']);
    // Held in its row and its column, and each of those in turn: four corners at least.
    expect(Object.keys(held)).toHaveLength(4);
    expect(findFigure(decision, 'region').show).toBe(true);
    expect(['TH', 'KH', 'VN'].every((code) => findFigure(decision, code).show)).toBe(true);
  });

  it('a percentage is shown or held as a whole', () => {
    const decision = decide(
      share,
      thrice({ total: '90/200', 'sex=female': '60/120', 'sex=male': '28/78', 'sex=unknown': '2/2' }),
    );
    for (const figure of decision.figures.filter(({ scope }) => scope === 'region')) {
      const parts = [figure.value, figure.numerator, figure.denominator];
      expect(parts.every((part) => part === null)).toBe(figure.state === 'suppressed');
    }
    expect(listHeld(decision)).toEqual({
      'region sex=unknown': ['small_count'],
      'region sex=male': ['complementary'],
    });
  });
});

it('shows everything where all is released and large, in several rounds and dimensions', () => {
  const cells = ['ID', 'KH', 'TH'].flatMap((code) =>
    report(code, 'national', {
      total: 90,
      'sex=female': 40,
      'sex=male': 50,
      'age=child': 30,
      'age=adult': 60,
    }),
  );
  const rounds = ['2024-H1', '2024-H2'].map((round) => ({ round, cells }));
  const decision = decideDisclosure({ indicator: persons, rounds, earlier: [] });
  expect(decision.figures).toHaveLength(2 * 5 * 4);
  expect(
    decision.figures.every(
      ({ show, state, reasons }) => show && state === 'reported' && reasons.length === 0,
    ),
  ).toBe(true);
});
