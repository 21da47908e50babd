import type {
  DisclosedIndicator,
  DisclosureCell,
  DisclosureDecision,
  DisclosureInput,
} from '#server/domain/disclosure/disclosure.types.ts';
import { asEarlier, persons, share } from './figures.ts';
import type { FigureEquality } from '#server/domain/plan/figure-equality.ts';
import { createRandom, type Random } from './random-numbers.ts';
import { listSuperseded } from './random-reports.ts';

/*
 * Random worlds for the reader of linked indicators: what up to eight reporters say of up to three indicators that
 * ask the same figures, in one to three publications.
 */

type Cells = readonly DisclosureCell[];

export type World = {
  name: string;
  indicators: DisclosedIndicator[];
  equalities: FigureEquality[];
  /** By publication, then by indicator: what is reported when the publication is made. */
  states: Cells[][];
};

/** One publication of a world: what each indicator was decided from, and the decisions. */
export type Publication = {
  inputs: DisclosureInput[];
  decisions: DisclosureDecision[];
  /** What it says of totals beside its figures: with targets, percentages of targets and amounts. */
  said?: readonly Statement[];
};

/** A weighted sum of totals that is said to be between two bounds. */
export type Statement = {
  terms: {
    indicator: number;
    round: string;
    reporter: string;
    part: 'value' | 'numerator' | 'denominator';
    weight: number;
  }[];
  least: number;
  most: number;
};

export type DecideLinked = (
  inputs: readonly DisclosureInput[],
  equalities: readonly FigureEquality[],
) => DisclosureDecision[];

/** Decides the publications of a world in turn, each with what the ones before it show. */
export function publishWorld(world: World, decide: DecideLinked): Publication[] {
  const earlier = world.indicators.map((): DisclosureInput['earlier'] => []);
  return world.states.map((cells, at) => {
    const inputs = world.indicators.map((indicator, index) => ({
      indicator,
      rounds: [{ round: 'R', cells: cells[index]! }],
      earlier: earlier[index]!,
      superseded: world.states.slice(0, at).map((then, publication) => ({
        publications: [publication + 1],
        round: 'R',
        cells: listSuperseded(then[index]!, cells[index]!),
      })),
    }));
    const decisions = decide(inputs, world.equalities);
    decisions.forEach((decision, index) => {
      earlier[index] = [...earlier[index]!, ...asEarlier(decision, at + 1)];
    });
    return { inputs, decisions };
  });
}

const side = (
  indicator: string,
  part: 'value' | 'numerator' | 'denominator',
  dimension: string | null = null,
  category: string | null = null,
) => ({ indicator, part, dimension, category });

/** The indicators of worlds: identified victims, those of one kind, a share of them, cases, and money. */
const victims = persons;
const online: DisclosedIndicator = { ...persons, code: 'I-B4' };
const assisted: DisclosedIndicator = { ...share, code: 'I-B5' };
const cases: DisclosedIndicator = { ...persons, code: 'I-C2', personCount: false };
const convicted: DisclosedIndicator = { ...share, code: 'I-C5', personCount: false };
const money: DisclosedIndicator = { ...persons, code: 'I-D2', measure: 'money', personCount: false };

const oneKind: FigureEquality = {
  left: side('I-B4', 'value'),
  right: side('I-B3', 'value', 'type', 'online'),
};
const baseOf = (ratio: string, count: string): FigureEquality => ({
  left: side(ratio, 'denominator'),
  right: side(count, 'value'),
});

const shapes: [DisclosedIndicator[], FigureEquality[]][] = [
  [[victims], []],
  [[victims, online], [oneKind]],
  [[victims, assisted], [baseOf('I-B5', 'I-B3')]],
  [
    [victims, online, assisted],
    [oneKind, baseOf('I-B5', 'I-B3')],
  ],
  [[cases, convicted], [baseOf('I-C5', 'I-C2')]],
  [[money], []],
];

const codes = ['AA', 'BB', 'CC', 'DD', 'EE', 'FF', 'GG', 'HH'];
const dimensions = { sex: ['female', 'male', 'unknown'], type: ['online', 'labour', 'other'] } as const;
type Dimension = keyof typeof dimensions;

/** How a reporter splits its total: so that the parts add up, with something left over, or not at all. */
type Split = 'exact' | 'loose' | 'none';
/** What one reporter says: persons by kind and sex, and of each how many were assisted. */
type Report = {
  isGiven: boolean;
  missing: DisclosureCell['state'];
  releases: DisclosureCell['release'][];
  /** By kind, then by sex. */
  counts: number[][];
  share: number;
  splits: Record<Dimension, Split>;
};

/** A world of its own for each seed, the same in every run. */
export function createWorld(seed: number): World {
  const random = createRandom(seed);
  const [indicators, equalities] = random.pick(shapes);
  const reporters = random.pick([3, 4, 4, 5, 5, 6, 6, 7, 8, 8]);
  const publications = random.pick([1, 1, 2, 2, 2, 3]);
  const isMoney = indicators[0] === money;
  const most = isMoney ? random.pick([900, 60_000, 4_000_000]) : random.pick([6, 15, 40, 120, 300]);
  const releases = random.pick<DisclosureCell['release'][]>([
    ['regional'],
    ['regional', 'regional', 'regional', 'national', 'withheld'],
    ['regional', 'regional', 'national'],
    ['national', 'national', 'national', 'regional'],
  ]);
  const style = { most, releases, indicators: indicators.length, splits: random.pick(splitStyles) };
  let reports = codes.slice(0, reporters).map(() => createReport(random, style));
  if (publications > 1) {
    reports = reports.map((one) => (random.chance(0.15) ? { ...one, isGiven: false } : one));
  }
  const states = [reports];
  while (states.length < publications) {
    const calm = random.pick([0.5, 0.75, 0.9]);
    reports = reports.map((one) => (random.chance(calm) ? one : change(random, one, style)));
    states.push(reports);
  }
  const written = states.map((state) =>
    indicators.map((indicator, index) =>
      state.flatMap((one, reporter) => writeReport(indicator, index, one, codes[reporter]!)),
    ),
  );
  return { name: `world ${seed}`, indicators, equalities, states: written };
}

const splitStyles: Split[][] = [['exact'], ['exact', 'exact', 'exact', 'none'], ['exact', 'loose', 'none']];
type Style = { most: number; releases: DisclosureCell['release'][]; indicators: number; splits: Split[] };

function createReport(random: Random, style: Style): Report {
  const release = random.pick(style.releases);
  // Now and then one reporter has nearly everything, or hardly anything.
  const size = style.most * random.pick([0.1, 0.5, 1, 1, 1, 8]);
  return {
    isGiven: !random.chance(0.08),
    missing: random.pick<DisclosureCell['state']>(['not_available', 'not_applicable', 'not_yet_reported']),
    releases: Array.from({ length: style.indicators }, () =>
      random.chance(0.8) ? release : random.pick(style.releases),
    ),
    counts: dimensions.type.map(() =>
      dimensions.sex.map(() =>
        random.chance(0.2) ? 0 : random.chance(0.2) ? random.below(4) : random.below(size),
      ),
    ),
    share: random.pick([0, 0.2, 0.5, 0.9, 1]),
    splits: { sex: random.pick(style.splits), type: random.pick(style.splits) },
  };
}

/** What changes between two publications: who reports, what, and what of it may be shown. */
function change(random: Random, before: Report, style: Style): Report {
  if (!before.isGiven) return { ...before, isGiven: true };
  const way = random.pick([
    'correct',
    'correct',
    'correct',
    'rewrite',
    'give',
    'give',
    'take',
    'withhold',
    'leave',
  ]);
  if (way === 'leave') return { ...before, isGiven: false };
  if (way === 'rewrite') return { ...createReport(random, style), isGiven: true };
  if (way === 'give') return { ...before, releases: before.releases.map(() => 'national') };
  if (way === 'take') return { ...before, releases: before.releases.map(() => 'regional') };
  if (way === 'withhold') return { ...before, releases: before.releases.map(() => 'withheld') };
  const [kind, sex] = [random.below(3), random.below(3)];
  const step = random.pick([1, 1, 2, 12, -1]);
  const counts = before.counts.map((row, at) =>
    row.map((count, place) => (at === kind && place === sex ? Math.max(0, count + step) : count)),
  );
  return { ...before, counts };
}

const addUp = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

function writeReport(
  { code: indicator, measure }: DisclosedIndicator,
  index: number,
  report: Report,
  reporter: string,
): DisclosureCell[] {
  const { counts, splits, share } = report;
  const base = { reporter, release: report.releases[index] ?? 'regional', choice: null };
  const nothing = { value: null, numerator: null, denominator: null };
  const whole = { dimension: null, category: null };
  if (!report.isGiven) return [{ ...base, ...nothing, ...whole, state: report.missing }];
  const write = (place: Pick<DisclosureCell, 'dimension' | 'category'>, count: number): DisclosureCell => ({
    ...base,
    ...nothing,
    ...place,
    state: 'reported',
    ...(measure === 'percentage'
      ? { numerator: String(Math.floor(count * share)), denominator: String(count) }
      : { value: String(count) }),
  });
  // Of one kind only, or of all.
  const rows = indicator === 'I-B4' ? [counts[0]!] : counts;
  const parts: Record<Dimension, number[]> = {
    sex: dimensions.sex.map((_, at) => addUp(rows.map((row) => row[at]!))),
    type: counts.map(addUp),
  };
  const has: Dimension[] = indicator === 'I-B4' || measure === 'percentage' ? ['sex'] : ['sex', 'type'];
  return [
    write(whole, addUp(rows.flat())),
    ...has.flatMap((dimension) =>
      splits[dimension] === 'none'
        ? []
        : dimensions[dimension].flatMap((category, at) =>
            splits[dimension] === 'loose' && at === 1
              ? []
              : [write({ dimension, category }, parts[dimension][at]!)],
          ),
    ),
  ];
}

/** The same world with less in it, for each thing that can be left out: to find the smallest that still leaks. */
export function* listSmallerWorlds(world: World): Generator<World> {
  const { states, indicators, equalities } = world;
  const filter = (keep: (cell: DisclosureCell) => boolean): World => ({
    ...world,
    states: states.map((state) => state.map((cells) => cells.filter(keep))),
  });
  for (const at of states.keys()) {
    if (states.length > 1) yield { ...world, states: states.filter((_, index) => index !== at) };
  }
  for (const [at, { code }] of indicators.entries()) {
    if (indicators.length < 2) continue;
    yield {
      ...world,
      indicators: indicators.filter((_, index) => index !== at),
      equalities: equalities.filter(({ left, right }) => left.indicator !== code && right.indicator !== code),
      states: states.map((state) => state.filter((_, index) => index !== at)),
    };
  }
  const all = states.flat(2);
  for (const reporter of new Set(all.map((cell) => cell.reporter))) {
    yield filter((cell) => cell.reporter !== reporter);
  }
  for (const dimension of new Set(all.flatMap((cell) => cell.dimension ?? []))) {
    yield filter((cell) => cell.dimension !== dimension);
    for (const reporter of new Set(all.map((cell) => cell.reporter))) {
      yield filter((cell) => cell.dimension !== dimension || cell.reporter !== reporter);
    }
  }
  for (const [at] of states.entries()) {
    if (at === 0) continue;
    for (const reporter of new Set(all.map((cell) => cell.reporter))) {
      const previous = states[at - 1]!;
      const next = states.map((state, publication) =>
        publication !== at
          ? state
          : state.map((cells, index) => [
              ...cells.filter((cell) => cell.reporter !== reporter),
              ...previous[index]!.filter((cell) => cell.reporter === reporter),
            ]),
      );
      if (JSON.stringify(next) !== JSON.stringify(states)) yield { ...world, states: next };
    }
  }
}
