import type { DisclosedIndicator, DisclosureCell } from '#server/domain/disclosure/disclosure.types.ts';
import { persons, report, share } from './figures.ts';
import { createRandom, type Random } from './random-numbers.ts';
import type { World } from './worlds.ts';

/*
 * Random worlds in which one figure has several breakdowns, as that of the victims identified has: by sex, age band, place
 * of origin and means of control. Each breakdown splits the same persons anew, so that what one of them leaves over
 * is known beside what another does.
 */

const dimensions = {
  age_band: ['under_18', 'from_18_to_24', 'from_25', 'unknown'],
  means_of_control: ['debt', 'violence', 'unknown'],
  origin: ['KH', 'MM', 'VN', 'africa', 'unknown'],
  sex: ['female', 'male', 'unknown'],
} as const;
type Dimension = keyof typeof dimensions;

const codes = ['AA', 'BB', 'CC', 'DD', 'EE', 'FF', 'GG'];
const online: DisclosedIndicator = { ...persons, code: 'I-B4' };
const assisted: DisclosedIndicator = { ...share, code: 'I-B5' };
const money: DisclosedIndicator = { ...persons, code: 'I-C6', measure: 'money', personCount: false };

type Split = 'exact' | 'loose' | 'none';
type Report = {
  release: DisclosureCell['release'];
  /** How many of each hundred are in the part of the linked indicator. */
  share: number;
  total: number;
  parts: Partial<Record<Dimension, { counts: number[]; split: Split }>>;
};

/** A world of its own for each seed, the same in every run. */
export function createWideWorld(seed: number): World {
  const random = createRandom(seed);
  const kind = random.pick(['alone', 'alone', 'linked', 'money'] as const);
  const asked = random
    .pick<Dimension[]>([
      ['sex', 'age_band', 'origin'],
      ['sex', 'age_band', 'means_of_control'],
      ['sex', 'origin', 'means_of_control'],
      ['sex', 'age_band', 'origin', 'means_of_control'],
    ])
    .sort();
  const style = {
    asked,
    most: kind === 'money' ? random.pick([900, 60_000]) : random.pick([12, 30, 80, 250]),
    releases: random.pick<DisclosureCell['release'][]>([
      ['regional'],
      ['regional', 'regional', 'national'],
      ['national', 'national', 'regional'],
      ['national'],
    ]),
    splits: random.pick<Split[]>([['exact'], ['exact', 'exact', 'none'], ['exact', 'loose', 'none']]),
  };
  const first = codes.slice(0, random.pick([4, 5, 5, 6, 7])).map(() => createReport(random, style));
  const states = [first];
  if (random.chance(0.4)) {
    states.push(
      first.map((one) =>
        random.chance(0.7)
          ? one
          : random.chance(0.5)
            ? { ...one, release: random.pick(style.releases) }
            : createReport(random, style),
      ),
    );
  }
  const indicators = kind === 'money' ? [money] : kind === 'linked' ? [persons, assisted] : [online];
  return {
    name: `wide world ${seed}`,
    indicators,
    equalities:
      kind === 'linked'
        ? [
            {
              left: { indicator: assisted.code, part: 'denominator', dimension: null, category: null },
              right: { indicator: persons.code, part: 'value', dimension: null, category: null },
            },
          ]
        : [],
    states: states.map((reports) =>
      indicators.map((indicator) =>
        reports.flatMap((one, at) => writeReport(indicator.measure === 'percentage', codes[at]!, one)),
      ),
    ),
  };
}

function createReport(
  random: Random,
  {
    asked,
    most,
    releases,
    splits,
  }: { asked: Dimension[]; most: number; releases: Report['release'][]; splits: Split[] },
): Report {
  const total = random.chance(0.1) ? 0 : random.below(most * random.pick([0.2, 1, 1, 2])) + 1;
  return {
    release: random.pick(releases),
    share: random.pick([0, 20, 50, 100]),
    total,
    parts: Object.fromEntries(
      asked.map((dimension) => [
        dimension,
        { counts: splitUp(random, total, dimensions[dimension].length), split: random.pick(splits) },
      ]),
    ),
  };
}

/** Parts that add up to a total; some of them few, and some empty. */
function splitUp(random: Random, total: number, count: number): number[] {
  const parts = Array.from({ length: count }, () => 0);
  let left = total;
  for (let at = 0; at < count - 1; at += 1) {
    const part = random.chance(0.2)
      ? 0
      : random.chance(0.4)
        ? Math.min(left, random.below(9))
        : random.below(left + 1);
    parts[at] = part;
    left -= part;
  }
  parts[count - 1] = left;
  return parts;
}

function writeReport(
  isShare: boolean,
  code: string,
  { release, share: of100, total, parts }: Report,
): DisclosureCell[] {
  const write = (count: number) => (isShare ? `${Math.floor((count * of100) / 100)}/${count}` : count);
  // What is linked is split by two of the breakdowns alone.
  const meant = isShare ? ['sex', 'origin'] : Object.keys(dimensions);
  const said: Record<string, number | string> = { total: write(total) };
  for (const [dimension, { counts, split }] of Object.entries(parts)) {
    if (split === 'none' || !meant.includes(dimension)) continue;
    dimensions[dimension as Dimension].forEach((category, at) => {
      if (split === 'loose' && at === 1) return;
      said[`${dimension}=${category}`] = write(counts[at]!);
    });
  }
  return report(code, release, said);
}
