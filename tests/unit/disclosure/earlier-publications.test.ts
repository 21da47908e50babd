import { describe, expect, it } from 'vitest';
import { decideDisclosure } from '#server/domain/disclosure/decide-disclosure.rules.ts';
import type {
  DisclosedIndicator,
  DisclosureCell,
  EarlierFigure,
} from '#server/domain/disclosure/disclosure.types.ts';
import { answers, asEarlier, findFigure, listHeld, persons, publicOnly, report, share } from './figures.ts';

function decide(
  cells: DisclosureCell[],
  earlier: EarlierFigure[] = [],
  indicator: DisclosedIndicator = persons,
) {
  return decideDisclosure({ indicator, rules: publicOnly, rounds: [{ round: '2025-H1', cells }], earlier });
}
const give = (release: DisclosureCell['release'], ...codes: string[]) =>
  codes.flatMap((code, index) => report(code, release, { total: 40 + index }));

const nine = ['BN', 'ID', 'KH', 'LA', 'MM', 'MY', 'PH', 'SG', 'TH'];
const first = decide(give('regional', ...nine));
const earlier = asEarlier(first, 1);

describe('a late reporter', () => {
  it('alone leaves the figure as it was published, with the reporters of then', () => {
    const now = decide([...give('regional', ...nine), ...report('VN', 'regional', { total: 70 })], earlier);
    const region = findFigure(now, 'region');
    expect(region).toMatchObject({
      show: true,
      state: 'reported',
      value: findFigure(first, 'region').value,
      contributing: nine,
      expected: 10,
      keptFrom: 1,
    });
    expect(region.reasons.map(({ code }) => code)).toEqual(['too_few_contributors', 'kept_as_published']);
    expect(region.publicNote).toContain('As in an earlier publication');
  });

  it('with a second one too, and with two more no longer', () => {
    const late = (...codes: string[]) =>
      findFigure(
        decide(
          [...give('regional', ...nine), ...codes.flatMap((code) => report(code, 'regional', { total: 70 }))],
          earlier,
        ),
        'region',
      );
    expect(late('VN', 'TL').keptFrom).toBe(1);
    expect(late('VN', 'TL', 'XX')).toMatchObject({ keptFrom: null, value: '606', reasons: [] });
  });

  it('that releases its figure changes the total at once', () => {
    const now = decide([...give('regional', ...nine), ...report('VN', 'national', { total: 70 })], earlier);
    expect(findFigure(now, 'region')).toMatchObject({ keptFrom: null, value: '466' });
  });

  it('does not keep back a figure that was revised as well: the change is nobody’s in particular', () => {
    const revised = [...report('BN', 'regional', { total: 55 }), ...give('regional', ...nine).slice(1)];
    const now = decide([...revised, ...report('VN', 'regional', { total: 70 })], earlier);
    expect(findFigure(now, 'region')).toMatchObject({ keptFrom: null, value: '481' });
  });

  it('does, where the revised figure was public and can be taken off', () => {
    const others = give('regional', ...nine);
    const open = asEarlier(decide([...others, ...report('TL', 'national', { total: 90 })]), 1);
    const now = decide(
      [...others, ...report('TL', 'national', { total: 95 }), ...report('VN', 'regional', { total: 70 })],
      open,
    );
    expect(listHeld(now)).toEqual({ 'region total': ['too_few_contributors'] });
    expect(findFigure(now, 'TL').value).toBe('95');
  });

  it('counts as late after every earlier publication', () => {
    const second = [...give('regional', ...nine), ...report('VN', 'regional', { total: 70 })];
    const published = [...earlier, ...asEarlier(decide(second, earlier), 2)];
    const third = decide([...second, ...report('TL', 'regional', { total: 80 })], published);
    expect(findFigure(third, 'region')).toMatchObject({ keptFrom: 1, contributing: nine });
    const fourth = [
      ...second,
      ...report('TL', 'regional', { total: 80 }),
      ...report('XX', 'regional', { total: 80 }),
    ];
    expect(findFigure(decide(fourth, published), 'region')).toMatchObject({
      keptFrom: null,
      contributing: [...nine, 'TL', 'VN', 'XX'],
    });
  });

  it('holds a small change even of three reporters', () => {
    const late = ['TL', 'VN', 'XX'].flatMap((code) => report(code, 'regional', { total: 2 }));
    const region = findFigure(decide([...give('regional', ...nine), ...late], earlier), 'region');
    expect(region.keptFrom).toBe(1);
    expect(region.reasons.map(({ code }) => code)).toEqual(['small_count', 'kept_as_published']);
  });

  it('is not told by an answer either', () => {
    const given = (...pairs: [string, string][]) =>
      pairs.flatMap(([code, answer]) => report(code, 'regional', { total: answer }));
    const before: [string, string][] = [
      ['KH', 'yes'],
      ['LA', 'no'],
      ['TH', 'yes'],
    ];
    const published = asEarlier(decide(given(...before), [], answers), 1);
    const now = decide(given(...before, ['VN', 'no']), published, answers);
    expect(findFigure(now, 'region')).toMatchObject({
      keptFrom: 1,
      value: '2',
      distribution: { yes: 2, partly: 0, no: 1 },
    });
  });

  it('keeps both parts of a percentage', () => {
    const given = (...codes: string[]) =>
      codes.flatMap((code, index) => report(code, 'regional', { total: `${20 + index}/60` }));
    const published = asEarlier(decide(given('KH', 'LA', 'TH'), [], share), 1);
    const now = decide(
      [...given('KH', 'LA', 'TH'), ...report('VN', 'regional', { total: '1/100' })],
      published,
      share,
    );
    expect(findFigure(now, 'region')).toMatchObject({
      keptFrom: 1,
      value: '35.0',
      numerator: '63',
      denominator: '180',
    });
  });
});

describe('a reporter that leaves', () => {
  it('holds the figure, and does not keep the one with its value', () => {
    const now = decide(
      [...give('regional', ...nine).slice(0, -1), ...report('TH', 'regional', { total: 'not_available' })],
      earlier,
    );
    expect(listHeld(now)).toEqual({ 'region total': ['too_few_contributors'] });
  });

  it('by withholding does so too', () => {
    const now = decide(
      [...give('regional', ...nine).slice(0, -1), ...report('TH', 'withheld', { total: 48 })],
      earlier,
    );
    expect(listHeld(now)).toEqual({ 'region total': ['too_few_contributors'] });
  });

  it('after its own figure was public cannot be protected by holding: the secretariat is told', () => {
    const open = [...give('regional', 'KH', 'LA', 'MM'), ...give('national', 'TH', 'VN')];
    const published = asEarlier(decide(open), 1);
    const now = decide(
      [
        ...give('regional', 'KH', 'LA', 'MM', 'TH').map((cell) =>
          cell.reporter === 'TH' ? { ...cell, value: '40.0000' } : cell,
        ),
        ...report('VN', 'national', { total: 41 }),
      ],
      published,
    );
    expect(findFigure(now, 'TH')).toMatchObject({ show: false, state: 'withheld' });
    expect(findFigure(now, 'region').show).toBe(true);
    expect(now.alreadyPublic).toEqual([{ round: '2025-H1', scope: 'TH', dimension: null, category: null }]);
  });
});

describe('a figure that has been corrected', () => {
  const decideAfter = (then: DisclosureCell[], now: DisclosureCell[], indicator = persons) => {
    const before = decide(then, [], indicator);
    const decision = decideDisclosure({
      indicator,
      rules: publicOnly,
      rounds: [{ round: '2025-H1', cells: now }],
      earlier: asEarlier(before, 1),
      superseded: [{ publications: [1], round: '2025-H1', cells: then }],
    });
    return { before, decision };
  };
  const shownOf = (decision: ReturnType<typeof decide>) =>
    Object.fromEntries(
      decision.figures.filter(({ value }) => value !== null).map(({ scope, value }) => [scope, value]),
    );
  const others = [
    ...report('KH', 'regional', { total: 52 }),
    ...report('TH', 'regional', { total: 57 }),
    ...report('VN', 'regional', { total: 48 }),
  ];

  it('is not released by the release of what stands in its place', () => {
    const then = [...others, ...report('PH', 'regional', { total: 52 })];
    const now = [...others, ...report('PH', 'national', { total: 31 })];
    const { before, decision } = decideAfter(then, now);
    expect(shownOf(before)).toEqual({ region: '209' });
    // 209 − (188 − 31) is what PH had said. Either 188 or 31 is enough by itself.
    expect(shownOf(decision)).toEqual({ region: '188' });
    expect(listHeld(decision)).toEqual({ 'PH total': ['complementary'] });
    expect(decision.alreadyPublic).toEqual([]);
  });

  it('is not told by the others either', () => {
    const then = [...others, ...report('PH', 'regional', { total: 52 })];
    const open = others.map((cell) => ({ ...cell, release: 'national' as const }));
    const { decision } = decideAfter(then, [...open, ...report('PH', 'regional', { total: 31 })]);
    // With all three, 209 less theirs is what PH had said; with two, the sum of two.
    expect(Object.keys(shownOf(decision)).length).toBe(1);
    expect(decision.alreadyPublic).toEqual([]);
  });

  it('is open where it was released itself, and the total can change', () => {
    const then = [...others, ...report('PH', 'national', { total: 52 })];
    const { decision } = decideAfter(then, [...others, ...report('PH', 'national', { total: 31 })]);
    expect(shownOf(decision)).toEqual({ region: '188', PH: '31' });
  });

  it('stays protected as a small count though it was released', () => {
    const then = [...others, ...report('PH', 'national', { total: 7 })];
    const { decision } = decideAfter(then, [...others, ...report('PH', 'national', { total: 31 })]);
    expect(Object.keys(shownOf(decision))).toHaveLength(1);
  });

  it('stays protected when the reporter has no figure any more and the others release theirs', () => {
    const then = [...others, ...report('PH', 'regional', { total: 52 })];
    const open = others.map((cell) => ({ ...cell, release: 'national' as const }));
    const { decision } = decideAfter(then, [
      ...open,
      ...report('PH', 'regional', { total: 'not_available' }),
    ]);
    expect(['KH', 'TH', 'VN'].filter((code) => code in shownOf(decision)).length).toBeLessThan(3);
  });

  it('stays protected as an answer', () => {
    const say = (release: DisclosureCell['release'], answer: string) =>
      report('PH', release, { total: answer });
    const rest = ['KH', 'TH', 'VN'].flatMap((code, index) =>
      report(code, 'regional', { total: index === 0 ? 'no' : 'yes' }),
    );
    const { decision } = decideAfter(
      [...rest, ...say('regional', 'partly')],
      [...rest, ...say('national', 'yes')],
      answers,
    );
    const shown = decision.figures.filter(({ distribution, choice }) => distribution ?? choice);
    expect(shown.map(({ scope }) => scope)).toHaveLength(1);
  });

  it('that earlier publications let anyone work out is reported to the secretariat', () => {
    const open = others.map((cell) => ({ ...cell, release: 'national' as const }));
    const then = [...open, ...report('PH', 'regional', { total: 52 })];
    const now = [...open, ...report('PH', 'regional', { total: 31 })];
    const figure = (scope: string, value: string, contributing: string[]): EarlierFigure => ({
      publication: 1,
      round: '2025-H1',
      scope,
      dimension: null,
      category: null,
      value,
      contributing,
      numerator: null,
      denominator: null,
      distribution: null,
      choice: null,
      range: null,
    });
    // Nothing like it is published any more.
    const earlier = [
      figure('region', '209', ['KH', 'PH', 'TH', 'VN']),
      ...['52', '57', '48'].map((value, index) =>
        figure(['KH', 'TH', 'VN'][index]!, value, [['KH', 'TH', 'VN'][index]!]),
      ),
    ];
    const decision = decideDisclosure({
      indicator: persons,
      rules: publicOnly,
      rounds: [{ round: '2025-H1', cells: now }],
      earlier,
      superseded: [{ publications: [1], round: '2025-H1', cells: then }],
    });
    expect(decision.alreadyPublic).toContainEqual({
      round: '2025-H1',
      scope: 'PH',
      dimension: null,
      category: null,
    });
    expect(shownOf(decision)).toMatchObject({ KH: '52', TH: '57', VN: '48' });
  });
});

describe('a publication without news', () => {
  it('shows the same figures again', () => {
    const cells = [
      ...report('KH', 'regional', { total: 60, 'sex=female': 38, 'sex=male': 20, 'sex=unknown': 2 }),
      ...report('LA', 'national', { total: 70, 'sex=female': 45, 'sex=male': 22, 'sex=unknown': 3 }),
      ...report('TH', 'regional', { total: 80, 'sex=female': 50, 'sex=male': 29, 'sex=unknown': 1 }),
      ...report('VN', 'regional', { total: 44 }),
    ];
    const once = decide(cells);
    const again = decide(cells, asEarlier(once, 1));
    expect(again).toEqual(once);
  });
});

it('looks at each round by itself', () => {
  const late = [...give('regional', ...nine), ...report('VN', 'regional', { total: 70 })];
  const rounds = [{ round: '2025-H2', cells: late }];
  const decision = decideDisclosure({ indicator: persons, rounds, earlier });
  expect(findFigure(decision, 'region')).toMatchObject({ keptFrom: null, value: '466' });
});
