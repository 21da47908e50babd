import { expect } from 'vitest';
import { type Bound, type Equation, findDetermined, narrow, type Sum } from './linear.ts';
import type { Season } from './season.ts';

type Value = {
  indicator: string;
  round: string;
  reporter: string;
  dimension: string | null;
  category: string | null;
  compilation: number;
  release: string;
  person_count: boolean;
  class: string;
  measure: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
};
type Figure = Omit<Value, 'reporter' | 'release' | 'compilation' | 'class'> & {
  publication: number;
  scope: string;
  state: string;
  /** What a suppressed figure of the region is said to be between; null beside a number. */
  least: number | null;
  most: number | null;
  contributing: string[];
  kept: boolean;
};
/** The reports that say the same, in one compilation after the other. */
type Secret = { rows: Value[]; truth: number };
type Part = 'value' | 'numerator' | 'denominator';

const placeOf = ({ dimension, category }: { dimension: string | null; category: string | null }) =>
  dimension === null ? 'total' : `${dimension}=${category}`;
/** One unknown for a figure of a reporter; another one once the reporter has changed it. */
const nameOf = (row: Value, part: Part) =>
  [row.indicator, row.round, row.reporter, placeOf(row), part, row[part]].join('|');

async function readAll(season: Season) {
  const { owner } = season.world;
  const values = await owner<Value[]>`
    select i.code as indicator, r.code as round, p.code as reporter, v.dimension_code as dimension,
      v.category_code as category, v.compilation_id as compilation, ir.release, i.person_count,
      i.disclosure_class as class, i.measure, v.value::float8 as value, v.numerator::float8 as numerator,
      v.denominator::float8 as denominator
    from tracker.compiled_value v
    join tracker.compiled_indicator_report ir on ir.compilation_id = v.compilation_id
      and ir.submission_id = v.submission_id and ir.indicator_id = v.indicator_id
    join tracker.indicator i on i.id = v.indicator_id and i.measure in ('count', 'money', 'percentage')
    join tracker.reporter p on p.id = v.reporter_id
    join tracker.compilation k on k.id = v.compilation_id join tracker.round r on r.id = k.round_id
    where v.state = 'reported' order by v.compilation_id`;
  const figures = await owner<Figure[]>`
    select f.publication, f.indicator_code as indicator, f.round_code as round, f.scope, f.dimension_code as dimension,
      f.category_code as category, f.state, i.person_count, i.measure, f.value::float8 as value,
      f.numerator::float8 as numerator, f.denominator::float8 as denominator,
      f.least::float8 as least, f.most::float8 as most, s.contributing,
      s.reasons::text like '%kept_as_published%' as kept
    from rows.figure f
    join rows.indicator i on i.publication = f.publication and i.code = f.indicator_code
    join rows.figure_source s on s.publication_number = f.publication and s.indicator_code = f.indicator_code
      and s.round_code = f.round_code and s.scope = f.scope and s.dimension_code is not distinct from f.dimension_code
      and s.category_code is not distinct from f.category_code
    where f.state = 'reported' or (f.scope = 'region' and f.least is not null)`;
  // Which compilation stands behind a round in a publication.
  const sources = await owner<{ publication: number; round: string; compilation: number }[]>`
    select s.publication_number as publication, r.code as round, k.id as compilation
    from tracker.publication_source s join tracker.compilation k on k.id = s.compilation_id
    join tracker.round r on r.id = k.round_id`;
  return { values, figures, sources };
}

/** Bounds and sums are in hundredths, so that money stays exact. */
const hundredths = (number: number) => Math.round(number * 100);
const far = 1e14;
const partsOf = (measure: string): Part[] =>
  measure === 'percentage' ? ['numerator', 'denominator'] : ['value'];

/** What somebody can write down who has read every publication and knows whose figures are in a total. */
function writeEquations({ values, figures, sources }: Awaited<ReturnType<typeof readAll>>) {
  const equations: Equation[] = [];
  const sums: Sum[] = [];
  const bounds = new Map<string, Bound>();
  const secrets = new Map<string, Secret>();
  const shown = new Set<string>();
  const byPlace = new Map<string, Value>();
  const findSource = (publication: number, round: string) =>
    sources.find((source) => source.publication === publication && source.round === round)?.compilation;
  for (const row of values) {
    byPlace.set([row.compilation, row.indicator, row.reporter, placeOf(row)].join('|'), row);
    for (const part of partsOf(row.measure)) {
      bounds.set(nameOf(row, part), [0, far]);
      const rows = [...(secrets.get(nameOf(row, part))?.rows ?? []), row];
      secrets.set(nameOf(row, part), { rows, truth: row[part] ?? 0 });
    }
  }
  const add = (terms: [string, number][], least: number, most: number) => {
    sums.push({ terms: new Map(terms), least, most });
    if (least === most) equations.push(new Map(terms.map(([name, sign]) => [name, BigInt(sign)])));
  };
  // Parts add up to their total wherever they truly do: a reader supposes so. Elsewhere they stay within it.
  const groups = Map.groupBy(
    values.filter(({ dimension }) => dimension !== null),
    (row) => [row.compilation, row.indicator, row.reporter, row.dimension].join('|'),
  );
  // Of a report that no figure was made of a reader knows nothing, not even what belongs together.
  const quoted = new Set(
    figures.flatMap(({ publication, indicator, round, contributing }) =>
      contributing.map((reporter) => [findSource(publication, round), indicator, reporter].join('|')),
    ),
  );
  for (const parts of groups.values()) {
    const first = parts[0]!;
    if (!quoted.has([first.compilation, first.indicator, first.reporter].join('|'))) continue;
    const total = byPlace.get([first.compilation, first.indicator, first.reporter, 'total'].join('|'));
    if (!total) continue;
    for (const part of partsOf(first.measure)) {
      const sum = parts.reduce((added, row) => added + hundredths(row[part] ?? 0), 0);
      const rest = hundredths(total[part] ?? 0) - sum;
      const terms: [string, number][] = [
        [nameOf(total, part), 1],
        ...parts.map((row): [string, number] => [nameOf(row, part), -1]),
      ];
      add(terms, 0, rest === 0 ? 0 : far);
    }
  }
  for (const figure of figures) {
    // One that is kept repeats an earlier publication, which is in the list itself.
    if (figure.kept) continue;
    const compilation = findSource(figure.publication, figure.round);
    const members = figure.contributing.map((reporter) =>
      byPlace.get([compilation, figure.indicator, reporter, placeOf(figure)].join('|')),
    );
    if (members.length === 0 || members.some((member) => !member)) continue;
    const { least, most } = figure;
    if (least !== null && most !== null) {
      const terms = members.map((member): [string, number] => [nameOf(member!, 'value'), 1]);
      // Of an amount with cents the whole part is in the range.
      add(terms, hundredths(least), hundredths(most + 1) - 1);
      continue;
    }
    for (const part of partsOf(figure.measure)) {
      const number = hundredths(figure[part] ?? 0);
      const truth = members.reduce((sum, member) => sum + hundredths(member![part] ?? 0), 0);
      expect([figure, truth]).toEqual([figure, number]);
      add(
        members.map((member) => [nameOf(member!, part), 1]),
        number,
        number,
      );
      if (figure.scope !== 'region') shown.add(nameOf(members[0]!, part));
    }
  }
  return { equations, sums, bounds, secrets, shown };
}

/**
 * A figure that its reporter has at no time let out, or that is too small to show. Letting out the figure that stands
 * in its place today does not count.
 */
function isSecret({ rows, truth }: Secret): boolean {
  const isSmall = rows[0]!.person_count && truth >= 1 && truth <= 10;
  return isSmall || rows.every(({ release }) => release !== 'national');
}

/** A total of nothing says that everybody in it has nothing. That is no person's secret, and is not kept from anyone. */
function listOpenZeros({ figures }: Awaited<ReturnType<typeof readAll>>): Set<string> {
  return new Set(
    figures
      .filter(({ scope }) => scope === 'region')
      .flatMap((figure) =>
        partsOf(figure.measure)
          .filter((part) => figure[part] === 0)
          .map((part) => [figure.indicator, figure.round, placeOf(figure), part].join('|')),
      ),
  );
}

/** What a reader has beside the figures of publications. */
type Knowledge = {
  /** Numbers that it has read somewhere, in hundredths; each is taken for whatever it equals. */
  numbers?: ReadonlySet<number>;
  /** The reporter that it belongs to, whose figures it knows. */
  reporter?: string;
};

/**
 * What the reader finds out although it is not shown: exactly, or within a range that is too narrow; and sums of two
 * reporters that it has read somewhere. `explained` are the numbers that figures of the region or of one reporter have.
 */
export async function findLeaks(season: Season, { numbers = new Set(), reporter }: Knowledge = {}) {
  const known = await readAll(season);
  const { equations, sums, bounds, secrets, shown } = writeEquations(known);
  const read = attributeNumbers(known, numbers);
  for (const names of read.sums) {
    equations.push(new Map(names.map((name) => [name, 1n])));
    const truth = names.reduce((sum, name) => sum + hundredths(secrets.get(name)!.truth), 0);
    sums.push({ terms: new Map(names.map((name) => [name, 1])), least: truth, most: truth });
  }
  const isOwn = (name: string) => name.split('|')[2] === reporter;
  for (const [name, { truth }] of secrets) {
    if (!isOwn(name)) continue;
    equations.push(new Map([[name, 1n]]));
    bounds.set(name, [hundredths(truth), hundredths(truth)]);
  }
  const zeros = listOpenZeros(known);
  const isOpenZero = (name: string) => {
    const [indicator, round, reporter, place, part] = name.split('|');
    // One that has shown that it has none at all has shown that it has none of any kind.
    const total = [indicator, round, reporter, 'total', part, 0].join('|');
    return zeros.has([indicator, round, place, part].join('|')) || shown.has(total);
  };
  const hidden = [...secrets].filter(
    ([name, secret]) =>
      !shown.has(name) && !isOwn(name) && isSecret(secret) && !(secret.truth === 0 && isOpenZero(name)),
  );
  const newest = Math.max(...known.values.map(({ compilation }) => compilation));
  const superseded = hidden.filter(([, { rows }]) => rows.every(({ compilation }) => compilation < newest));
  const determined = findDetermined(equations);
  // The solver sees what is there to be seen.
  for (const name of shown) expect(determined.has(name)).toBe(true);
  // Nor is it pinned down by what cannot be negative or above its total; that nobody is behind a total is no secret.
  const ranges = narrow(sums, bounds);
  const pinned = hidden.filter(([name, { truth, rows }]) => {
    const [from, to] = ranges.get(name)!;
    return truth > 0 && to - from < (rows[0]!.person_count ? 200 : 100);
  });
  return {
    shown,
    hidden,
    superseded,
    determined: hidden.map(([name]) => name).filter((name) => determined.has(name)),
    pinned: pinned.map(([name]) => name),
    pairs: read.pairs,
    explained: read.explained,
  };
}

/**
 * What numbers that were read somewhere can be: a figure of one reporter, a sum of all reporters that are in a total, or
 * one of two of them. A number that a publication shows is that figure.
 */
function attributeNumbers(
  { values, figures }: Awaited<ReturnType<typeof readAll>>,
  numbers: ReadonlySet<number>,
) {
  const explained = new Set(
    figures.flatMap((figure) => partsOf(figure.measure).map((part) => hundredths(figure[part] ?? 0))),
  );
  const found = { sums: [] as string[][], pairs: [] as string[], explained };
  if (numbers.size === 0) return found;
  const open = new Set(explained);
  const places = Map.groupBy(values, (row) =>
    [row.compilation, row.indicator, placeOf(row), row.dimension].join('|'),
  );
  for (const rows of places.values()) {
    for (const part of partsOf(rows[0]!.measure)) {
      const members = rows.map((row) => ({
        row,
        name: nameOf(row, part),
        number: hundredths(row[part] ?? 0),
      }));
      const take = (some: typeof members) => {
        const number = some.reduce((sum, one) => sum + one.number, 0);
        if (!numbers.has(number)) return false;
        found.sums.push(some.map(({ name }) => name));
        explained.add(number);
        return !open.has(number);
      };
      take(members.filter(({ row }) => row.release !== 'withheld'));
      members.forEach((one, at) => {
        if (one.number > 0) take([one]);
        for (const other of members.slice(at + 1)) {
          if (one.number > 0 && other.number > 0 && take([one, other])) {
            found.pairs.push(`${one.name} + ${other.name}`);
          }
        }
      });
    }
  }
  return found;
}
