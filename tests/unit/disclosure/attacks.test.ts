import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideDisclosure } from '#server/domain/disclosure/decide-disclosure.rules.ts';
import type {
  DisclosureCell,
  DisclosureDecision,
  DisclosureInput,
  PublicFigure,
} from '#server/domain/disclosure/disclosure.types.ts';
import { rounds } from '#tests/support/rounds.ts';
import { findNewLeaks } from './attacker.ts';
import { answers, asEarlier, findFigure, persons, report, publicOnly } from './figures.ts';
import {
  publishInTurn,
  type RandomCase,
  randomAnswers,
  randomCases,
  randomCorrections,
} from './random-reports.ts';

/** A test that must not depend on luck; change it to look at other cases. */
const seed = 20_250_610;

describe('a reader with pencil and paper', () => {
  it('finds out nothing that is not shown, over several publications', () => {
    fc.assert(
      fc.property(randomCases, (example) => {
        for (const { input, decision } of publishInTurn(example)) {
          expect(findNewLeaks(input, decision)).toEqual([]);
        }
      }),
      { numRuns: rounds(12, 100) },
    );
  }, 60_000);

  it('nor what has been corrected since, nor what is released today and was not then', () => {
    fc.assert(
      fc.property(randomCorrections, (example) => {
        for (const { input, decision } of publishInTurn(example)) {
          expect(findNewLeaks(input, decision)).toEqual([]);
        }
      }),
      { numRuns: rounds(20, 80), seed },
    );
  }, 60_000);

  it('has nothing to find out where everybody has released everything, however often it is published', () => {
    fc.assert(
      fc.property(randomCases, ({ indicator, now }) => {
        const open = now.map((cell): DisclosureCell => ({ ...cell, release: 'national' }));
        const input = {
          indicator: { ...indicator, personCount: false },
          rounds: [{ round: 'R', cells: open }],
          earlier: [],
        };
        const first = decideDisclosure(input);
        const again = decideDisclosure({ ...input, earlier: asEarlier(first, 1) });
        expect(again).toEqual(first);
        const numbers = first.figures.filter(
          ({ state, scope }) => state === 'reported' && scope !== 'region',
        );
        expect(numbers.every(({ show }) => show)).toBe(true);
      }),
      { numRuns: 60, seed },
    );
  });

  it('nor exactly what the rules nearly tell already', () => {
    const [bb, cc, dd] = (['BB', 'CC', 'DD'] as const).map((code, index) => {
      const [female, male, unknown] = [
        [117, 8, 153],
        [22, 28, 47],
        [0, 0, 2],
      ][index]!;
      const cells = { total: female! + male! + unknown!, 'sex=female': female!, 'sex=male': male! };
      return (release: DisclosureCell['release']) =>
        report(code, release, { ...cells, 'sex=unknown': unknown! });
    });
    const before = [
      ...report('AA', 'regional', { total: 3 }),
      ...bb!('national'),
      ...cc!('regional'),
      ...dd!('national'),
    ];
    const now = [
      ...report('AA', 'national', { total: 79, 'sex=female': 0, 'sex=male': 2, 'sex=unknown': 77 }),
      ...bb!('regional'),
      ...cc!('national'),
      ...dd!('regional'),
    ];
    for (const { input, decision } of publishInTurn({ indicator: persons, before: [before], now })) {
      expect(findNewLeaks(input, decision)).toEqual([]);
    }
  });

  it('would find it out if the values of then were not thought of', () => {
    const leaks = fc.sample(randomCorrections, { numRuns: 60, seed }).flatMap((example) => {
      const { input } = publishInTurn(example).at(-1)!;
      return findNewLeaks(input, decideDisclosure({ ...input, superseded: [] }));
    });
    expect(leaks.filter((name) => name.includes(' was ')).length).toBeGreaterThan(5);
  }, 60_000);

  it('would find out something if nothing more were held than single figures ask for', () => {
    const cells = ['KH', 'TH', 'VN'].flatMap((code) =>
      report(code, 'regional', { total: 60, 'sex=female': 38, 'sex=male': 20, 'sex=unknown': 2 }),
    );
    const input: DisclosureInput = {
      indicator: persons,
      rules: publicOnly,
      rounds: [{ round: 'R', cells }],
      earlier: [],
    };
    const decision = decideDisclosure(input);
    const male = findFigure(decision, 'region', 'sex=male');
    expect(findNewLeaks(input, show(decision, input, male))).toEqual(['R region sex=unknown value']);
  });

  it('finds that most figures which are held for others are needed: some protect sums, which it does not look for', () => {
    const examples = rounds(60, 300);
    const tally = { needed: 0, needless: 0 };
    for (const example of fc.sample(randomCases, { numRuns: examples, seed })) {
      const { input, decision } = publishInTurn({ ...example, before: [] })[0]!;
      for (const figure of decision.figures) {
        if (!figure.reasons.some(({ code }) => code === 'complementary')) continue;
        const leaks = findNewLeaks(input, show(decision, input, figure));
        tally[leaks.length > 0 ? 'needed' : 'needless'] += 1;
      }
    }
    expect(tally.needed).toBeGreaterThan(examples / 8);
    expect(tally.needless / (tally.needed + tally.needless)).toBeLessThan(0.3);
  }, 60_000);

  it('cannot tell the answer of a state that did not release it', () => {
    fc.assert(
      fc.property(randomAnswers, (cells) => {
        const decision = decideDisclosure({
          indicator: answers,
          rounds: [{ round: 'R', cells }],
          earlier: [],
        });
        for (const [reporter, possible] of listPossibleAnswers(cells, decision)) {
          expect(possible.size, `${reporter} can only have said ${[...possible].join()}`).toBeGreaterThan(1);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a decision', () => {
  it('is the same in whatever order the input comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(randomCases, randomCorrections),
        fc.infiniteStream(fc.nat()),
        (example, stream) => {
          const shuffle = <T>(items: readonly T[]): T[] =>
            items
              .map((item) => ({ item, key: stream.next().value ?? 0 }))
              .sort((a, b) => a.key - b.key)
              .map(({ item }) => item);
          for (const { input, decision } of publishInTurn(example)) {
            const rounds = input.rounds.map(({ round, cells }) => ({ round, cells: shuffle(cells) }));
            const earlier = shuffle(input.earlier).map((figure) => ({
              ...figure,
              contributing: shuffle(figure.contributing),
            }));
            const superseded = shuffle(input.superseded ?? []).map((one) => ({
              ...one,
              cells: shuffle(one.cells),
            }));
            expect(decideDisclosure({ ...input, rounds, earlier, superseded })).toEqual(decision);
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('stays when it is published again without news', () => {
    fc.assert(
      fc.property(randomCases, (example) => {
        const { input, decision } = publishInTurn({ ...example, before: [] })[0]!;
        const again = decideDisclosure({ ...input, earlier: asEarlier(decision, 1) });
        expect(again.figures).toEqual(decision.figures);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('shows numbers only where it says so, all together, and gives a reason for each that it holds', () => {
    fc.assert(
      fc.property(randomCases, (example) => {
        for (const { decision } of publishInTurn(example)) decision.figures.forEach(checkForm);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('holds nothing where all released their figures and none is small', () => {
    const large = fc.array(fc.tuple(fc.integer({ min: 11, max: 900 }), fc.integer({ min: 11, max: 900 })), {
      minLength: 3,
      maxLength: 11,
    });
    fc.assert(
      fc.property(large, (given) => {
        const cells = given.flatMap(([female, male], index) =>
          report(`S${index}`, 'national', { total: female + male, 'sex=female': female, 'sex=male': male }),
        );
        const decision = decideDisclosure({
          indicator: persons,
          rounds: [{ round: 'R', cells }],
          earlier: [],
        });
        expect(decision.figures.every((figure) => figure.show && figure.reasons.length === 0)).toBe(true);
      }),
    );
  });
});

/** The decision with one figure shown after all. */
function show(
  decision: DisclosureDecision,
  input: DisclosureInput,
  figure: PublicFigure,
): DisclosureDecision {
  const sum = (part: 'value' | 'numerator' | 'denominator') => {
    const cells = input.rounds
      .flatMap((round) => round.cells)
      .filter((cell) => cell.dimension === figure.dimension && cell.category === figure.category);
    const given = cells.filter(({ reporter }) => figure.contributing.includes(reporter));
    if (given.every((cell) => cell[part] === null)) return null;
    return String(given.reduce((added, cell) => added + Number(cell[part]), 0));
  };
  const shown: PublicFigure = {
    ...figure,
    show: true,
    state: 'reported',
    value: sum('value'),
    numerator: sum('numerator'),
    denominator: sum('denominator'),
    reasons: [],
  };
  return { ...decision, figures: decision.figures.map((one) => (one === figure ? shown : one)) };
}

function checkForm(figure: PublicFigure): void {
  const numbers = [figure.value, figure.numerator, figure.denominator, figure.distribution, figure.choice];
  if (figure.state !== 'reported') expect(numbers.every((number) => number === null)).toBe(true);
  else expect(numbers.some((number) => number !== null)).toBe(true);
  const isHeld = figure.state === 'suppressed' || figure.state === 'withheld';
  expect(figure.show).toBe(!isHeld);
  expect(figure.reasons.length > 0).toBe(isHeld || figure.keptFrom !== null);
  expect(figure.publicNote !== null).toBe(figure.reasons.length > 0);
}

/** For each state whose answer is secret, every answer it can have given, by trying all answers of all states. */
function listPossibleAnswers(
  cells: readonly DisclosureCell[],
  decision: DisclosureDecision,
): Map<string, Set<string>> {
  const list = (answers.choices ?? []).map(({ code }) => code);
  const region = findFigure(decision, 'region');
  const secret = cells.filter(({ release, state }) => release === 'regional' && state === 'reported');
  const possible = new Map(secret.map(({ reporter }) => [reporter, new Set<string>()]));
  const reported = cells.filter(({ release, state }) => release !== 'withheld' && state === 'reported');
  const tryAnswers = (chosen: string[]): void => {
    const next = reported[chosen.length];
    if (next) {
      const own = findFigure(decision, next.reporter).choice;
      for (const answer of own === null ? list : [own]) tryAnswers([...chosen, answer]);
      return;
    }
    const { distribution } = region;
    const agrees =
      distribution === null ||
      list.every((code) => chosen.filter((answer) => answer === code).length === distribution[code]);
    if (agrees) reported.forEach(({ reporter }, index) => possible.get(reporter)?.add(chosen[index]!));
  };
  tryAnswers([]);
  return possible;
}

it('keeps the examples of this file honest: they hold figures for every reason', () => {
  const seen = new Set<string>();
  const cases: RandomCase[] = fc.sample(randomCases, { numRuns: 400, seed });
  for (const example of cases) {
    for (const { decision } of publishInTurn(example)) {
      for (const { reasons } of decision.figures) for (const { code } of reasons) seen.add(code);
    }
  }
  expect([...seen].sort()).toEqual([
    'complementary',
    'dominance',
    'kept_as_published',
    'no_consent',
    'small_count',
    'too_few_contributors',
  ]);
});
