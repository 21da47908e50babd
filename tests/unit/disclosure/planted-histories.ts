import { findRangeClass } from '#server/domain/disclosure/range-classes.rules.ts';
import type {
  DisclosedIndicator,
  DisclosureCell,
  DisclosureDecision,
  DisclosureInput,
  PublicFigure,
} from '#server/domain/disclosure/disclosure.types.ts';
import { persons, report, share } from './figures.ts';
import type { Leak } from './linked-attacker.ts';
import type { World } from './worlds.ts';

/*
 * Histories from which something follows that no single figure tells. Each was found in publications of the demo or
 * made through the application; numbers that are not said are filled in.
 */

export type PlantedHistory = World & {
  /** What somebody finds out if nothing but single figures is looked at. */
  finds: Leak;
};

const money: DisclosedIndicator = { ...persons, code: 'I-D2', measure: 'money', personCount: false };
const online: DisclosedIndicator = { ...persons, code: 'I-B4' };
const assisted: DisclosedIndicator = { ...share, code: 'I-B5' };

type Say = Record<string, number | string>;
const give = (release: DisclosureCell['release'], said: Record<string, number | Say>) =>
  Object.entries(said).flatMap(([code, cells]) =>
    report(code, release, typeof cells === 'number' ? { total: cells } : cells),
  );

const kinds = (onlineScams: number, labour: number): Say => ({
  total: onlineScams + labour,
  'type=online': onlineScams,
  'type=labour': labour,
});

/** Read together, the total of I-B4 and a line of I-B3 tell what one state withholds from the one and not the other. */
const linked: PlantedHistory = {
  name: 'two indicators that ask the same figure',
  indicators: [persons, online],
  equalities: [
    {
      left: { indicator: 'I-B4', part: 'value', dimension: null, category: null },
      right: { indicator: 'I-B3', part: 'value', dimension: 'type', category: 'online' },
    },
  ],
  states: [
    [
      give('regional', {
        KH: kinds(61, 40),
        LA: kinds(33, 35),
        MM: kinds(48, 90),
        PH: kinds(57, 44),
        SG: kinds(24, 38),
        TH: kinds(39, 71),
      }),
      [...give('regional', { KH: 61, LA: 33, MM: 48, PH: 57, TH: 39 }), ...give('withheld', { SG: 24 })],
    ],
  ],
  finds: { reader: 'public', kind: 'exact', what: 'SG I-B3 type=online value = 24' },
};

/** The base of I-B5 is I-B3: who gave the one and not the other follows from both totals. */
const base: PlantedHistory = {
  name: 'a percentage whose base is another figure',
  indicators: [persons, assisted],
  equalities: [
    {
      left: { indicator: 'I-B5', part: 'denominator', dimension: null, category: null },
      right: { indicator: 'I-B3', part: 'value', dimension: null, category: null },
    },
  ],
  states: [
    [
      give('regional', { KH: 60, LA: 42, MM: 38, PH: 77, SG: 29, TH: 51 }),
      give('regional', {
        KH: { total: '31/60' },
        LA: { total: '22/42' },
        MM: { total: '19/38' },
        PH: { total: '40/77' },
        TH: { total: '33/51' },
      }),
    ],
  ],
  finds: { reader: 'public', kind: 'exact', what: 'SG I-B3 total value = 29' },
};

/** One of three has released its figure: each of the two others reads the other. */
const neighbours: PlantedHistory = {
  name: 'a state that reads its neighbour',
  indicators: [persons],
  equalities: [],
  states: [[[...give('national', { PH: 44 }), ...give('regional', { KH: 31, LA: 23 })]]],
  finds: { reader: 'KH', kind: 'exact', what: 'LA I-B3 total value = 23' },
};

const sexes = (female: number, male: number): Say => ({
  total: female + male,
  'sex=female': female,
  'sex=male': male,
});

/** The total less a split that all others gave in full leaves four persons, of two states that gave none. */
const derived: PlantedHistory = {
  name: 'a total less its split',
  indicators: [persons],
  equalities: [],
  states: [
    [
      give('regional', {
        ID: sexes(31, 24),
        KH: sexes(42, 19),
        MM: sexes(28, 33),
        PH: sexes(51, 26),
        TH: sexes(36, 40),
        LA: 3,
        VN: 1,
      }),
    ],
  ],
  finds: {
    reader: 'public',
    kind: 'small sum',
    what: 'LA I-B3 total value = 3 + VN I-B3 total value = 1',
  },
};

/**
 * 186, then 219 of which 27 are public: what is new is one state's 5 and one person more of another. The other knows
 * its own change.
 */
const before = { BN: 21, ID: 48, KH: 33, MM: 45 };
const correction: PlantedHistory = {
  name: 'a correction of one person',
  indicators: [persons],
  equalities: [],
  states: [
    [give('regional', { ...before, TH: 39 })],
    [[...give('regional', { ...before, TH: 40, LA: 5 }), ...give('national', { PH: 27 })]],
  ],
  finds: { reader: 'TH', kind: 'exact', what: 'LA I-B3 total value = 5' },
};

/** A figure that was public is taken back while two states join: everybody still knows it, and takes it off. */
const withdrawal: PlantedHistory = {
  name: 'a figure withheld after it was released',
  indicators: [persons],
  equalities: [],
  states: [
    [[...give('regional', before), ...give('national', { PH: 52 })]],
    [[...give('regional', { ...before, LA: 34, VN: 41 }), ...give('withheld', { PH: 52 })]],
  ],
  finds: {
    reader: 'public',
    kind: 'sum',
    what: 'LA I-B3 total value = 34 + VN I-B3 total value = 41',
  },
};

/** Ten million dollars, of which one state has 9.8 million. */
const dominance: PlantedHistory = {
  name: 'a sum of money that is nearly all of one state',
  indicators: [money],
  equalities: [],
  states: [[give('regional', { ID: 9_800_000, KH: 30_000, LA: 40_000, MM: 50_000, PH: 35_000, TH: 45_000 })]],
  finds: { reader: 'public', kind: 'dominated', what: 'ID I-D2 total value = 9800000' },
};

/** Two states are behind a sum of 99: whoever has 98 of it reads the other from the range that ends there. */
const ranges: PlantedHistory = {
  name: 'a range that ends where a sum does',
  indicators: [persons],
  equalities: [],
  states: [[give('regional', { KH: sexes(98, 40), LA: sexes(1, 30) })]],
  finds: { reader: 'KH', kind: 'narrow', what: 'LA I-B3 sex=female value = 1' },
};

export const plantedHistories = [
  linked,
  base,
  neighbours,
  derived,
  correction,
  withdrawal,
  dominance,
  ranges,
];

const few = (number: number) => number >= 1 && number <= 10;

/**
 * What would be published if each figure were looked at by itself: a reporter's own by its consent, the region's from
 * three reporters on, and no 1 to 10 persons; sums that are not shown have their class as a range.
 */
export function decideCarelessly(inputs: readonly DisclosureInput[]): DisclosureDecision[] {
  return inputs.map(({ indicator, rounds }) => ({
    alreadyPublic: [],
    figures: rounds.flatMap(({ round, cells }) => {
      const places = Map.groupBy(cells, ({ dimension, category }) => `${dimension} ${category}`);
      return [...places.values()].flatMap((here) => {
        const regional = here.filter(({ release }) => release !== 'withheld');
        const own = here.map((cell): [string, DisclosureCell[], boolean] => [
          cell.reporter,
          [cell],
          cell.release === 'national',
        ]);
        const all: [string, DisclosureCell[], boolean][] = [['region', regional, true], ...own];
        return all.map(([scope, of, isReleased]) => addUp(indicator, round, scope, of, isReleased));
      });
    }),
  }));
}

function addUp(
  { measure, personCount }: DisclosedIndicator,
  round: string,
  scope: string,
  cells: readonly DisclosureCell[],
  isReleased: boolean,
): PublicFigure {
  const given = cells.filter(({ state }) => state === 'reported');
  const sum = (part: 'value' | 'numerator' | 'denominator') =>
    given.reduce((added, cell) => added + Number(cell[part]), 0);
  const numbers = measure === 'percentage' ? [sum('numerator'), sum('denominator')] : [sum('value')];
  const isSmall = personCount && numbers.some(few);
  const isFew = scope === 'region' && given.length < 3;
  const isShown = isReleased && given.length > 0 && !isSmall && !isFew;
  const write = (at: number) => (isShown ? String(numbers[at]) : null);
  const isShare = measure === 'percentage';
  return {
    round,
    scope,
    dimension: cells[0]?.dimension ?? null,
    category: cells[0]?.category ?? null,
    show: isShown,
    state: isShown ? 'reported' : isReleased ? 'suppressed' : 'withheld',
    value: isShare ? null : write(0),
    numerator: isShare ? write(0) : null,
    denominator: isShare ? write(1) : null,
    distribution: null,
    choice: null,
    range:
      scope === 'region' && !isShown && !isShare && isReleased
        ? findRangeClass(BigInt(numbers[0]!) * 10_000n)
        : null,
    contributing: isReleased ? given.map(({ reporter }) => reporter) : [],
    expected: cells.length,
    keptFrom: null,
    reasons: [],
    publicNote: null,
  };
}
