import fc from 'fast-check';
import type {
  DisclosedIndicator,
  DisclosureCell,
  DisclosureInput,
} from '#server/domain/disclosure/disclosure.types.ts';
import { decideDisclosure } from '#server/domain/disclosure/decide-disclosure.rules.ts';
import { answers, asEarlier, persons, share, publicOnly } from './figures.ts';

/** What one reporter says of a round: counts made of a part and a rest, so that percentages fit as well. */
type Counts = { part: number; rest: number };
type Report = {
  release: DisclosureCell['release'];
  state: DisclosureCell['state'];
  cells: [Place, Counts][];
};
type Place = { dimension: string | null; category: string | null };

const dimensions: [string, string[]][] = [
  ['sex', ['female', 'male', 'unknown']],
  ['age', ['adult', 'child']],
];
const codes = ['AA', 'BB', 'CC', 'DD', 'EE'];

/** Now and then very few, often a handful, sometimes none: where disclosure is hard. */
const counts = (most: number) =>
  fc.oneof(
    { weight: 1, arbitrary: fc.record({ part: fc.nat(3), rest: fc.nat(3) }) },
    { weight: 4, arbitrary: fc.record({ part: fc.nat(most), rest: fc.nat(most) }) },
  );
const cut = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100) },
);
const shares = fc.array(cut, { minLength: 6, maxLength: 6 });
const rarely = fc.nat(7).map((number) => number === 0);

/** Splits a total over categories; `loose` splits leave something over and may leave a category out. */
function split(total: Counts, categories: string[], cuts: number[], loose: boolean): [string, Counts][] {
  const left = { ...total };
  return categories.flatMap((category, index): [string, Counts][] => {
    const last = index === categories.length - 1 && !loose;
    const take = (of: 'part' | 'rest', cut: number) => (last ? left[of] : Math.floor(left[of] * cut));
    const taken = { part: take('part', cuts[index * 2] ?? 0), rest: take('rest', cuts[index * 2 + 1] ?? 0) };
    left.part -= taken.part;
    left.rest -= taken.rest;
    return loose && index === 1 ? [] : [[category, taken]];
  });
}

const oneReport = (
  most: number,
  dimensionCount: number,
  releases: DisclosureCell['release'][],
): fc.Arbitrary<Report> =>
  fc
    .record({
      release: fc.constantFrom(...releases),
      silent: rarely,
      state: fc.constantFrom<DisclosureCell['state']>('not_available', 'not_applicable', 'not_yet_reported'),
      total: counts(most),
      splits: fc.array(fc.record({ without: rarely, loose: rarely, cuts: shares }), {
        minLength: dimensionCount,
        maxLength: dimensionCount,
      }),
    })
    .map(({ release, silent, state, total, splits }) => {
      const whole: Place = { dimension: null, category: null };
      if (silent) return { release, state, cells: [[whole, total]] };
      const parts = splits.flatMap(({ without, loose, cuts }, index): [Place, Counts][] => {
        const [dimension, categories] = dimensions[index]!;
        if (without) return [];
        return split(total, categories, cuts, loose).map(([category, taken]) => [
          { dimension, category },
          taken,
        ]);
      });
      return { release, state: 'reported', cells: [[whole, total], ...parts] };
    });

function writeCells(indicator: DisclosedIndicator, reports: readonly Report[]): DisclosureCell[] {
  return reports.flatMap(({ release, state, cells }, index) =>
    cells.map(([place, { part, rest }]): DisclosureCell => {
      const given = state === 'reported';
      const percentage = indicator.measure === 'percentage';
      return {
        reporter: codes[index]!,
        release,
        ...place,
        state,
        value: given && !percentage ? String(part + rest) : null,
        numerator: given && percentage ? String(part) : null,
        denominator: given && percentage ? String(part + rest) : null,
        choice: null,
      };
    }),
  );
}

/** How a report differed at the time of an earlier publication. */
const changes = fc.oneof(
  { weight: 4, arbitrary: fc.constant('same' as const) },
  { weight: 3, arbitrary: fc.constant('missing' as const) },
  { weight: 1, arbitrary: fc.constant('released' as const) },
  { weight: 3, arbitrary: fc.constant('other' as const) },
);

export type RandomCase = { indicator: DisclosedIndicator; now: DisclosureCell[]; before: DisclosureCell[][] };

/** An indicator, what is reported of it now, and what was at the time of up to two earlier publications. */
export const randomCases: fc.Arbitrary<RandomCase> = fc
  .record({
    percentage: fc.boolean(),
    counted: fc.nat(4).map((number) => number > 0),
    none: rarely,
    most: fc.constantFrom(10, 40, 150),
    reporters: fc.integer({ min: 3, max: 5 }),
    dimensionCount: fc.nat(2),
    publications: fc.nat(2),
    releases: fc.constantFrom<DisclosureCell['release'][]>(
      ['regional'],
      ['regional', 'regional', 'national', 'withheld'],
      ['national', 'national', 'national', 'regional'],
    ),
  })
  .chain(({ percentage, counted, none, most, reporters, dimensionCount, publications, releases }) => {
    const base = { ...(percentage ? share : persons), personCount: counted };
    const indicator: DisclosedIndicator = none ? { ...base, aggregation: 'none' } : base;
    const report = oneReport(most, dimensionCount, releases);
    const reports = fc.array(report, { minLength: reporters, maxLength: reporters });
    const history = fc.array(
      fc.array(fc.tuple(changes, report), { minLength: reporters, maxLength: reporters }),
      {
        minLength: publications,
        maxLength: publications,
      },
    );
    return fc.tuple(reports, history).map(([given, past]) => ({
      indicator,
      now: writeCells(indicator, given),
      before: past.map((changed) =>
        writeCells(
          indicator,
          given.map((one, index) => changeBack(one, changed[index]!)),
        ),
      ),
    }));
  });

function changeBack(
  now: Report,
  [change, other]: ['same' | 'missing' | 'released' | 'other', Report],
): Report {
  if (change === 'missing') return { ...now, state: 'not_yet_reported', cells: now.cells.slice(0, 1) };
  if (change === 'released') return { ...now, release: 'national' };
  return change === 'other' ? other : now;
}

/** Adds some persons to a total and to the first part of each dimension; the other parts stay as they are. */
function addPersons(report: Report, part: number, rest: number): Report {
  const first = new Set<string | null>();
  const cells = report.cells.map(([place, counts]): [Place, Counts] => {
    if (first.has(place.dimension)) return [place, counts];
    first.add(place.dimension);
    return [place, { part: counts.part + part, rest: counts.rest + rest }];
  });
  return { ...report, cells };
}

/**
 * Publications between which little happens: mostly one report is corrected, wholly or in part, and consent given or
 * taken back. That is when a figure of then can be worked out from one of today.
 */
export const randomCorrections: fc.Arbitrary<RandomCase> = fc
  .record({
    percentage: fc.boolean(),
    counted: fc.nat(4).map((number) => number > 0),
    most: fc.constantFrom(20, 60, 150),
    reporters: fc.integer({ min: 3, max: 4 }),
    dimensionCount: fc.nat(1),
  })
  .chain(({ percentage, counted, most, reporters, dimensionCount }) => {
    const indicator = { ...(percentage ? share : persons), personCount: counted };
    const first = fc.array(oneReport(most, dimensionCount, ['regional', 'regional', 'national']), {
      minLength: reporters,
      maxLength: reporters,
    });
    const step = fc.record({
      who: fc.nat(reporters - 1),
      wholly: fc.boolean(),
      other: oneReport(most, dimensionCount, ['national', 'national', 'regional']),
      more: fc.tuple(fc.nat(30), fc.nat(30)),
      consents: fc.array(
        fc.constantFrom<(DisclosureCell['release'] | null)[]>(
          null,
          null,
          null,
          'national',
          'national',
          'regional',
        ),
        {
          minLength: reporters,
          maxLength: reporters,
        },
      ),
    });
    const steps = fc.array(step, { minLength: 1, maxLength: 2 });
    return fc.tuple(first, steps).map(([given, changed]) => {
      const states = [given];
      for (const { who, wholly, other, more, consents } of changed) {
        const next = states.at(-1)!.map((one, index): Report => {
          if (index !== who) return { ...one, release: consents[index] ?? one.release };
          return wholly ? other : { ...addPersons(one, ...more), release: other.release };
        });
        states.push(next);
      }
      const written = states.map((reports) => writeCells(indicator, reports));
      return { indicator, now: written.at(-1)!, before: written.slice(0, -1) };
    });
  });

/**
 * The decisions of all publications of a case in turn, each with what it was made from. With the rules against the
 * public: against readers that report themselves, few of so small cases would show anything.
 */
export function publishInTurn({ indicator, now, before }: RandomCase) {
  let earlier: DisclosureInput['earlier'] = [];
  const all = [...before, now];
  return all.map((cells, index) => {
    const superseded = all.slice(0, index).map((then, publication) => ({
      publications: [publication + 1],
      round: 'R',
      cells: listSuperseded(then, cells),
    }));
    const input: DisclosureInput = {
      indicator,
      rules: publicOnly,
      rounds: [{ round: 'R', cells }],
      earlier,
      superseded,
    };
    const decision = decideDisclosure(input);
    earlier = [...earlier, ...asEarlier(decision, index + 1)];
    return { input, decision };
  });
}

/** The cells of reporters that report something else today. */
export function listSuperseded(then: readonly DisclosureCell[], now: readonly DisclosureCell[]) {
  const of = (cells: readonly DisclosureCell[], code: string) =>
    cells.filter(({ reporter }) => reporter === code);
  return then.filter(
    ({ reporter }) => JSON.stringify(of(then, reporter)) !== JSON.stringify(of(now, reporter)),
  );
}

/** Answers of up to six states to one question. */
export const randomAnswers: fc.Arbitrary<DisclosureCell[]> = fc
  .array(
    fc.record({
      release: fc.constantFrom<DisclosureCell['release']>('regional', 'regional', 'national', 'withheld'),
      choice: fc.constantFrom(...(answers.choices ?? []).map(({ code }) => code), null),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((given) =>
    given.map(({ release, choice }, index) => ({
      reporter: `S${index}`,
      release,
      dimension: null,
      category: null,
      state: choice === null ? 'not_yet_reported' : 'reported',
      value: null,
      numerator: null,
      denominator: null,
      choice,
    })),
  );
