import { helpKinds, obstacleKinds } from '#server/domain/need/need-kinds.ts';
import { getAnswerKind, measureRules } from '#server/domain/value/measures.ts';
import type { AppCaller } from '#server/trpc/root.ts';
import type { IndicatorDefinition, Release } from '#server/domain/value/indicator-definition.ts';

type SaveReport = Parameters<AppCaller['submission']['saveReport']>[0];
type ActivityInput = NonNullable<SaveReport['activities']>[number];
type IndicatorInput = NonNullable<SaveReport['indicators']>[number];
type CellInput = IndicatorInput['cells'][number];

export type Random = {
  /** A whole number from `least` to `most`. */
  int: (least: number, most: number) => number;
  /** True in so many of a hundred cases. */
  in100: (percent: number) => boolean;
  pick: <T>(items: readonly T[]) => T;
};

/** Numbers that look random and are the same in every run. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  // Mulberry32.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    int,
    in100: (percent) => next() * 100 < percent,
    pick: (items) => {
      const item = items[int(0, items.length - 1)];
      if (item === undefined) throw new Error('There is nothing to pick from.');
      return item;
    },
  };
}

const releases: Release[] = ['regional', 'regional', 'national', 'national', 'withheld'];

/** What is to be put in place of a random report of some indicators, by code. */
export type Fixed = Record<string, (cells: CellInput[]) => CellInput[]>;

/** `release` is the consent for every indicator, in place of a random one each. */
type ReportOptions = {
  mark: string;
  versions?: number;
  fixed?: Fixed;
  release?: Release;
  statuses?: string[];
};

/** The statuses of the plan that comes with the tracker, but for the first. */
const seedStatuses = ['planned', 'on_track', 'delayed', 'completed', 'recurring', 'cancelled'];

/** The kind that every report names which is not released, and no other. */
export const keptKind = 'victims';

/** Kinds by the words and not by chance, so that figures stay as they are. */
function chooseKinds(words: string, isReleased: boolean): Pick<ActivityInput, 'obstacles' | 'helpWanted'> {
  if (!isReleased) return { obstacles: [keptKind], helpWanted: [] };
  const number = [...words].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const usual = obstacleKinds.filter((kind) => kind !== keptKind);
  return {
    obstacles: usual.filter((_, at) => (number + at) % 4 === 0),
    helpWanted: helpKinds.filter((_, at) => (number + at) % 5 === 0),
  };
}

/** A report that could have been, on everything that is asked. Texts carry `mark`, so that they can be found again. */
export function buildRandomReport(
  random: Random,
  definitions: IndicatorDefinition[],
  activities: string[],
  { mark, versions = 0, fixed = {}, release, statuses = seedStatuses }: ReportOptions,
): { activities: ActivityInput[]; indicators: IndicatorInput[] } {
  return {
    activities: activities.map((activity) => {
      const status = random.pick(statuses);
      const narrativeReleased = random.in100(50);
      const words = `${narrativeReleased ? 'Released' : 'Kept'} words of ${mark} on ${activity}.`;
      return {
        activity,
        status,
        achievements: words,
        challenges: random.in100(50) ? words : '',
        ...chooseKinds(`${mark} ${activity}`, narrativeReleased),
        nextSteps: '',
        narrativeReleased,
        version: versions,
      };
    }),
    indicators: definitions.map((definition) => {
      const cells = buildCells(random, definition, mark);
      return {
        indicator: definition.code,
        cells: fixed[definition.code]?.(cells) ?? cells,
        note: `Note of ${mark} on ${definition.code}.`,
        release: release ?? random.pick(releases),
        version: versions,
      };
    }),
  };
}

function buildCells(random: Random, definition: IndicatorDefinition, mark: string): CellInput[] {
  if (random.in100(8)) return [];
  if (random.in100(8)) return [{ by: {}, state: 'not_available' }];
  if (random.in100(6)) return [{ by: {}, state: 'not_applicable' }];
  switch (getAnswerKind(definition.measure)) {
    case 'choice':
      return [{ by: {}, state: 'reported', choice: random.pick(definition.choices).code }];
    case 'text':
      return [{ by: {}, state: 'reported', text: `Account of ${mark}.` }];
    case 'ratio': {
      const [inside, outside] = [size(random), size(random)];
      return [
        share({}, inside, outside),
        ...eachPart(random, definition, [inside, outside], (by, [a = 0, b = 0]) => share(by, a, b)),
      ];
    }
    case 'number': {
      if (!measureRules[definition.measure].entry.decimals) return buildCounts(random, definition);
      const cents = random.in100(10) ? 0 : random.int(1, 500_000_000);
      return [
        money({}, cents),
        ...eachPart(random, definition, [cents], (by, [part = 0]) => money(by, part)),
      ];
    }
  }
}

function buildCounts(random: Random, definition: IndicatorDefinition): CellInput[] {
  const total = size(random);
  return [
    { by: {}, state: 'reported', value: total },
    ...eachPart(random, definition, [total], (by, [value = 0]) => ({
      by,
      state: 'reported' as const,
      value,
    })),
  ];
}

/** Mostly some tens or hundreds; often few, and sometimes none. */
function size(random: Random): number {
  if (random.in100(12)) return 0;
  return random.in100(25) ? random.int(1, 12) : random.int(13, random.pick([40, 120, 900]));
}

const share = (by: Record<string, string>, inside: number, outside: number): CellInput => ({
  by,
  state: 'reported',
  numerator: inside,
  denominator: inside + outside,
});
const money = (by: Record<string, string>, cents: number): CellInput => ({
  by,
  state: 'reported',
  value: (cents / 100).toFixed(2),
});

/** Splits the quantities of a total over the categories of each dimension; now and then not all of them. */
function eachPart(
  random: Random,
  { dimensions }: IndicatorDefinition,
  totals: number[],
  build: (by: Record<string, string>, parts: number[]) => CellInput,
): CellInput[] {
  return dimensions.flatMap(({ code, categories }) => {
    if (random.in100(25)) return [];
    const rest = [...totals];
    const leavesSome = random.in100(25);
    return categories.map((category, index) => {
      const by = { [code]: category.code };
      if (random.in100(6)) return { by, state: 'not_available' as const };
      const isLast = index === categories.length - 1 && !leavesSome;
      const parts = rest.map((left) => (isLast ? left : random.in100(25) ? 0 : random.int(0, left)));
      parts.forEach((part, quantity) => {
        rest[quantity] = (rest[quantity] ?? 0) - part;
      });
      return build(by, parts);
    });
  });
}
