import { describe, expect, it } from 'vitest';
import {
  decideDisclosure,
  decideLinkedDisclosure,
} from '#server/domain/disclosure/decide-disclosure.rules.ts';
import type { FigureEquality } from '#server/domain/plan/figure-equality.ts';
import type { DisclosedIndicator, DisclosureCell } from '#server/domain/disclosure/disclosure.types.ts';
import { answers, findFigure, listHeld, persons, publicOnly, report, share } from './figures.ts';

function decide(indicator: DisclosedIndicator, cells: DisclosureCell[]) {
  return decideDisclosure({
    indicator,
    rules: publicOnly,
    rounds: [{ round: '2025-H1', cells }],
    earlier: [],
  });
}

/** Four reporters that let their figures into regional totals, with these totals. */
const regional = (...totals: number[]) =>
  ['KH', 'LA', 'TH', 'VN'].flatMap((reporter, index) =>
    report(reporter, 'regional', { total: totals[index] ?? 0 }),
  );

describe('class and consent', () => {
  it('shows nothing of an internal indicator', () => {
    const cells = [...regional(20, 30, 40, 50), ...report('SG', 'national', { total: 60 })];
    const decision = decide({ ...persons, disclosureClass: 'internal' }, cells);
    for (const figure of decision.figures) {
      expect(figure).toMatchObject({ show: false, state: 'withheld', value: null, contributing: [] });
      expect(figure.reasons).toMatchObject([{ code: 'class_internal' }]);
    }
  });

  it.each(['public', 'restricted'] as const)(
    'shows of a %s one the region, and who released its figure',
    (kind) => {
      const cells = [...regional(20, 30, 40, 50), ...report('SG', 'national', { total: 60 })];
      const decision = decide({ ...persons, disclosureClass: kind }, cells);
      expect(findFigure(decision, 'region')).toMatchObject({
        show: true,
        state: 'reported',
        value: '200',
        reasons: [],
      });
      expect(findFigure(decision, 'SG')).toMatchObject({
        show: true,
        value: '60',
        contributing: ['SG'],
        expected: 1,
      });
      expect(findFigure(decision, 'TH')).toMatchObject({ show: false, state: 'withheld', value: null });
      expect(findFigure(decision, 'TH').reasons).toMatchObject([{ code: 'no_consent' }]);
    },
  );

  it('leaves a withheld figure out of the region, and counts its reporter as one that could have been in it', () => {
    const cells = [...regional(20, 30, 40, 50), ...report('MM', 'withheld', { total: 1000 })];
    expect(findFigure(decide(persons, cells), 'region')).toMatchObject({
      value: '140',
      contributing: ['KH', 'LA', 'TH', 'VN'],
      expected: 5,
    });
  });

  it('says so where all figures are withheld', () => {
    const cells = [...report('TH', 'withheld', { total: 20 }), ...report('KH', 'withheld', { total: 30 })];
    const region = findFigure(decide(persons, cells), 'region');
    expect(region).toMatchObject({ show: false, state: 'withheld', contributing: [] });
    expect(region.publicNote).toBe('No released figure.');
  });

  it('tells the states of cells without a number apart', () => {
    const states = (...given: string[]) =>
      findFigure(
        decide(
          persons,
          given.flatMap((state, index) => report(`R${index}`, 'national', { total: state })),
        ),
        'region',
      ).state;
    expect(states('not_applicable', 'not_applicable')).toBe('not_applicable');
    expect(states('not_applicable', 'not_available')).toBe('not_available');
    expect(states('not_available', 'not_yet_reported')).toBe('not_yet_reported');
    const decision = decide(persons, report('TH', 'national', { total: 'not_available' }));
    expect(findFigure(decision, 'TH')).toMatchObject({ show: true, state: 'not_available', value: null });
  });
});

describe('small counts', () => {
  it.each([
    [0, true],
    [1, false],
    [10, false],
    [11, true],
  ])('a count of %i persons is shown: %s', (count, shown) => {
    const decision = decide(persons, [
      ...report('TH', 'national', { total: count }),
      ...report('KH', 'national', { total: 40 }),
      ...report('VN', 'national', { total: 50 }),
      ...report('LA', 'national', { total: 60 }),
    ]);
    const figure = findFigure(decision, 'TH');
    expect(figure.show).toBe(shown);
    if (shown) expect(figure).toMatchObject({ state: 'reported', value: String(count) });
    else
      expect(figure).toMatchObject({ state: 'suppressed', value: null, reasons: [{ code: 'small_count' }] });
  });

  it('are held in the region too, and zero is shown there', () => {
    expect(findFigure(decide(persons, regional(2, 3, 4, 1)), 'region')).toMatchObject({
      state: 'suppressed',
      reasons: [{ code: 'small_count' }],
    });
    expect(findFigure(decide(persons, regional(0, 0, 0, 0)), 'region')).toMatchObject({
      show: true,
      value: '0',
    });
  });

  it('do not matter where persons are not counted', () => {
    const decision = decide({ ...persons, personCount: false }, [
      ...report('TH', 'national', { total: 1 }),
      ...report('KH', 'national', { total: 2 }),
      ...report('VN', 'national', { total: 3 }),
    ]);
    expect(listHeld(decision)).toEqual({});
  });

  it('hold a percentage with both its parts: with one of them it would tell the other', () => {
    const others = ['KH', 'LA', 'VN'].flatMap((reporter) => report(reporter, 'national', { total: '20/40' }));
    const show = (part: string) =>
      findFigure(decide(share, [...others, ...report('TH', 'national', { total: part })]), 'TH');
    expect(show('5/50')).toMatchObject({
      state: 'suppressed',
      value: null,
      numerator: null,
      denominator: null,
    });
    expect(show('0/5')).toMatchObject({ state: 'suppressed', value: null });
    expect(show('0/50')).toMatchObject({ show: true, value: '0.0', numerator: '0', denominator: '50' });
    expect(show('0/0')).toMatchObject({ show: true, value: null, numerator: '0', denominator: '0' });
    expect(show('20/30')).toMatchObject({ show: true, value: '66.7', numerator: '20', denominator: '30' });
  });

  it('hold a total that would be small without the national figures', () => {
    const decision = decide(persons, [
      ...report('SG', 'national', { total: 500 }),
      ...report('TH', 'regional', { total: 4 }),
      ...report('KH', 'regional', { total: 3 }),
      ...report('VN', 'regional', { total: 3 }),
    ]);
    expect(listHeld(decision)).toEqual({ 'region total': ['small_count'] });
  });
});

describe('contributors', () => {
  it('must be three, of whom some may have reported zero', () => {
    expect(listHeld(decide(persons, regional(20, 30).slice(0, 2)))).toEqual({
      'region total': ['too_few_contributors'],
    });
    expect(listHeld(decide(persons, regional(20, 30, 0).slice(0, 3)))).toEqual({});
  });

  it('hold the total where a single one has not released its figure', () => {
    const decision = decide(persons, [
      ...report('TH', 'regional', { total: 40 }),
      ...report('KH', 'national', { total: 50 }),
      ...report('VN', 'national', { total: 60 }),
      ...report('LA', 'national', { total: 70 }),
    ]);
    expect(listHeld(decision)).toEqual({ 'region total': ['too_few_contributors', 'dominance'] });
    expect(findFigure(decision, 'KH').value).toBe('50');
  });

  it('do not hold it where three have not, or where all have', () => {
    const three = decide(persons, [
      ...report('TH', 'regional', { total: 40 }),
      ...report('LA', 'regional', { total: 45 }),
      ...report('KH', 'regional', { total: 50 }),
      ...report('VN', 'national', { total: 60 }),
    ]);
    expect(listHeld(three)).toEqual({});
    const none = decide(
      persons,
      ['TH', 'KH', 'VN'].flatMap((code) => report(code, 'national', { total: 40 })),
    );
    expect(listHeld(none)).toEqual({});
  });

  it('hold a total that one of them dominates, unless it released its figure', () => {
    expect(listHeld(decide(persons, regional(400, 30, 20, 10)))).toEqual({ 'region total': ['dominance'] });
    expect(listHeld(decide(persons, regional(240, 30, 20, 10)))).toEqual({});
    const released = [...report('SG', 'national', { total: 400 }), ...regional(30, 20, 10)];
    expect(listHeld(decide(persons, released))).toEqual({});
    // Money and cases too.
    expect(listHeld(decide({ ...persons, personCount: false }, regional(400, 30, 20, 10)))).toEqual({
      'region total': ['dominance'],
    });
  });

  it('dominate what is left after the national figures, since everyone can take those off', () => {
    const cells = [...report('SG', 'national', { total: 500 }), ...regional(95, 5, 5)];
    expect(listHeld(decide(persons, cells))).toEqual({ 'region total': ['dominance'] });
  });

  it('are counted by the rules that are given', () => {
    const given = {
      indicator: persons,
      rounds: [{ round: 'R', cells: regional(20, 30, 0).slice(0, 3) }],
      earlier: [],
    };
    expect(
      listHeld(decideDisclosure({ ...given, rules: { ...publicOnly, minimumContributors: 4 } })),
    ).toEqual({
      'region total': ['too_few_contributors'],
    });
    expect(listHeld(decideDisclosure({ ...given, rules: { ...publicOnly, smallCountUpTo: 60 } }))).toEqual({
      'region total': ['small_count'],
    });
  });
});

describe('a count of states', () => {
  const four = (...given: string[]) =>
    ['KH', 'LA', 'TH', 'VN'].flatMap((code, index) =>
      report(code, 'regional', { total: given[index] ?? 'no' }),
    );

  it('is shown with the spread of answers where these are mixed', () => {
    expect(findFigure(decide(answers, four('yes', 'no', 'yes', 'partly')), 'region')).toMatchObject({
      show: true,
      value: '2',
      distribution: { yes: 2, partly: 1, no: 1 },
    });
  });

  it('is held where all that did not release their answer gave the same', () => {
    expect(listHeld(decide(answers, four('yes', 'yes', 'yes', 'yes')))).toEqual({
      'region total': ['complementary'],
    });
  });

  it('is not told by the answers that were released', () => {
    const mixed = [...four('no', 'no', 'no', 'no'), ...report('SG', 'national', { total: 'yes' })];
    expect(listHeld(decide(answers, mixed))).toEqual({ 'SG total': ['complementary'] });
    const open = [...four('no', 'yes', 'no', 'no'), ...report('SG', 'national', { total: 'yes' })];
    expect(findFigure(decide(answers, open), 'SG')).toMatchObject({ show: true, choice: 'yes', value: null });
  });

  it('is shown where all released their answer, even the same', () => {
    const cells = ['KH', 'LA', 'TH'].flatMap((code) => report(code, 'national', { total: 'no' }));
    expect(findFigure(decide(answers, cells), 'region')).toMatchObject({
      show: true,
      value: '0',
      distribution: { no: 3 },
    });
  });
});

describe('an indicator that is not put together', () => {
  it('has no regional figure, and its national ones are decided alike', () => {
    const decision = decide({ ...persons, aggregation: 'none' }, [
      ...report('TH', 'national', { total: 40, 'sex=female': 35, 'sex=male': 5 }),
      ...report('KH', 'regional', { total: 50 }),
    ]);
    expect(decision.figures.some(({ scope }) => scope === 'region')).toBe(false);
    expect(listHeld(decision)).toEqual({
      'TH sex=male': ['small_count'],
      'TH sex=female': ['complementary'],
    });
  });
});

describe('the notes', () => {
  it('tell the public the same of a small count and of what protects it', () => {
    const cells = report('TH', 'national', { total: 40, 'sex=female': 35, 'sex=male': 5 });
    const decision = decide({ ...persons, aggregation: 'none' }, cells);
    const notes = ['sex=female', 'sex=male'].map((place) => findFigure(decision, 'TH', place).publicNote);
    expect(new Set(notes).size).toBe(1);
    expect(findFigure(decision, 'TH').publicNote).toBeNull();
  });
});

describe('the input', () => {
  it('may not give a cell or a round twice', () => {
    const cells = report('TH', 'national', { total: 40 });
    expect(() => decide(persons, [...cells, ...cells])).toThrow(/TH has a cell twice in 2025-H1: total/);
    const rounds = [
      { round: 'R', cells },
      { round: 'R', cells },
    ];
    expect(() => decideDisclosure({ indicator: persons, rounds, earlier: [] })).toThrow(/R is given twice/);
  });

  it('may leave cells out, which are then not yet reported, with the consent of their report', () => {
    const decision = decide(persons, [
      ...report('TH', 'national', { total: 40, 'sex=female': 40 }),
      ...report('KH', 'national', { total: 50 }),
      ...report('VN', 'regional', { total: 50 }),
    ]);
    expect(findFigure(decision, 'KH', 'sex=female')).toMatchObject({ show: true, state: 'not_yet_reported' });
    expect(findFigure(decision, 'VN', 'sex=female')).toMatchObject({ show: false, state: 'withheld' });
  });
});

describe('two indicators that ask for the same figure', () => {
  const total = { part: 'value', dimension: null, category: null } as const;
  const decideBoth = (one: DisclosureCell[], other: DisclosureCell[], equal: FigureEquality) =>
    decideLinkedDisclosure(
      [
        { indicator: persons, rounds: [{ round: 'R', cells: one }], earlier: [] },
        { indicator: { ...persons, code: 'I-B4' }, rounds: [{ round: 'R', cells: other }], earlier: [] },
      ],
      [equal],
    );

  it('have the stricter consent, and parts do not tell the total that is kept', () => {
    const [, scams] = decideBoth(
      report('TH', 'withheld', { total: 813, 'form=scam': 577, 'form=labour': 236 }),
      report('TH', 'national', { total: 577, 'sex=female': 112, 'sex=male': 272, 'sex=unknown': 193 }),
      {
        left: { ...total, indicator: 'I-B4' },
        right: { indicator: 'I-B3', part: 'value', dimension: 'form', category: 'scam' },
      },
    );
    expect(findFigure(scams!, 'TH')).toMatchObject({ show: false, state: 'withheld' });
    const parts = ['sex=female', 'sex=male', 'sex=unknown'].map((place) => findFigure(scams!, 'TH', place));
    expect(parts.filter(({ show }) => show).length).toBeLessThan(3);
  });

  it('are decided as one: what the one holds, the other does not show', () => {
    const reported = ['KH', 'LA', 'TH', 'VN'].flatMap((code, index) =>
      report(code, 'regional', { total: 200 + index }),
    );
    const [one, other] = decideBoth([...reported, ...report('SG', 'regional', { total: 90 })], reported, {
      left: { ...total, indicator: 'I-B4' },
      right: { ...total, indicator: 'I-B3' },
    });
    // The one total less the other is what Singapore reported.
    const shown = [one!, other!].filter((decision) => findFigure(decision, 'region').show);
    expect(shown).toHaveLength(1);
  });
});
