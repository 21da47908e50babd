import { createSumFinder, type DeterminedSum } from './determined-sums.ts';
import type { FigureEquality } from '#server/domain/plan/figure-equality.ts';
import { readPublications, type Reading, type Unknown } from './linked-reader.ts';
import { createSolver, type Solver } from './linked-solver.ts';
import { type DecideLinked, type Publication, publishWorld, type World } from './worlds.ts';

/*
 * Readers with a solver who have every publication of a plan: the public, each reporter, and each two reporters, who
 * know all that they ever reported.
 */

export type Readers = 'public' | 'singles' | 'pairs';
export type LeakKind =
  /** A protected number is certain. */
  | 'exact'
  /** It is within less than a tenth of itself, or has too few neighbours that are possible. */
  | 'narrow'
  /** It cannot be a tenth larger than it is: one reporter makes up nearly all of a sum that is known. */
  | 'dominated'
  /** A sum over the unknown numbers of one or two reporters is certain. */
  | 'sum'
  /** A sum of 1 to 10 persons is certain. */
  | 'small sum';
export type Leak = { reader: string; kind: LeakKind; what: string };

/** A number must be able to be larger by one in this many. */
const dominanceShare = 10;
const few = 10;

/** How many neighbouring steps a protected number must leave open. */
const findWidth = ({ truth, persons }: Unknown) => Math.max(truth / 10, persons ? 2 : 1);

/** The ways in which numbers were seen to be possible. */
type Seen = { least: Float64Array; most: Float64Array };

/** What readers find out from the last of the publications, beyond what they could know without it. */
export function findLinkedLeaks(
  publications: readonly Publication[],
  equalities: readonly FigureEquality[],
  readers: readonly Readers[],
): Leak[] {
  const leaks = attack(readPublications(publications, equalities), readers);
  if (leaks.length === 0) return leaks;
  const before = new Set(attack(readPublications(publications, equalities, true), readers).map(keyOf));
  return leaks.filter((leak) => !before.has(keyOf(leak)));
}

export type WorldLeak = Leak & { world: string; publication: number };

/** What readers find out from the publications of a world, each on the day when it is the newest. */
export function attackWorld(world: World, decide: DecideLinked, readers: readonly Readers[]): WorldLeak[] {
  const publications = publishWorld(world, decide);
  return publications.flatMap((_, at) =>
    findLinkedLeaks(publications.slice(0, at + 1), world.equalities, readers).map((leak) => ({
      world: world.name,
      publication: at + 1,
      ...leak,
    })),
  );
}

/** A number that was narrow before and is certain now was found out before. */
const keyOf = ({ reader, kind, what }: Leak) =>
  [reader, kind === 'exact' || kind === 'narrow' ? 'number' : kind, what].join('|');

function attack(reading: Reading, readers: readonly Readers[]): Leak[] {
  const { unknowns, sums } = reading;
  const used = new Set(sums.flatMap(({ terms }) => [...terms.keys()]));
  const secrets = unknowns.flatMap((one, at) => (one.protected && one.truth > 0 && used.has(at) ? [at] : []));
  if (secrets.length === 0) return [];
  const solver = createSolver(reading);
  try {
    const leaks = [...attackNumbers(reading, solver, secrets, readers)];
    if (readers.includes('public')) leaks.push(...attackFigures(reading, solver), ...attackSums(reading));
    return leaks;
  } finally {
    solver.dispose();
  }
}

function* attackNumbers(
  reading: Reading,
  solver: Solver,
  secrets: readonly number[],
  readers: readonly Readers[],
): Generator<Leak> {
  const { unknowns } = reading;
  const reporters = [...new Set(unknowns.map(({ reporter }) => reporter))].sort();
  const singles = reporters.map((one) => [one]);
  const pairs = reporters.flatMap((one, at) => reporters.slice(at + 1).map((other) => [one, other]));
  const seen = new Map<string, Seen>();
  const findSeen = (who: readonly string[]): Seen => {
    const key = who.join('+');
    const found = seen.get(key) ?? {
      least: Float64Array.from(unknowns, ({ truth }) => truth),
      most: Float64Array.from(unknowns, ({ truth }) => truth),
    };
    seen.set(key, found);
    return found;
  };
  // What is possible for two who know more is possible for each of them, and for the public.
  const wider = (who: readonly string[]) =>
    who.length === 2 ? [who, [who[0]!], [who[1]!], []] : who.length === 1 ? [who, []] : [who];
  const listed = [
    ...(readers.includes('pairs') ? pairs : []),
    ...(readers.includes('singles') ? singles : []),
    ...(readers.includes('public') ? [[]] : []),
  ];
  for (const who of listed) {
    solver.tell(unknowns.flatMap(({ reporter }, at) => (who.includes(reporter) ? [at] : [])));
    const own = findSeen(who);
    const records = wider(who).map(findSeen);
    const look = (goal: readonly [number, number][], sense: 'least' | 'most') => {
      const point = solver.solve(goal, sense);
      for (const { least, most } of records) {
        point.forEach((value, at) => {
          if (value < least[at]!) least[at] = value;
          if (value > most[at]!) most[at] = value;
        });
      }
    };
    const hidden = secrets.filter((at) => !who.includes(unknowns[at]!.reporter));
    const isNarrow = (at: number) => own.most[at]! - own.least[at]! < findWidth(unknowns[at]!);
    const isTopped = (at: number) =>
      (own.most[at]! - unknowns[at]!.truth) * dominanceShare < unknowns[at]!.truth;
    // One world in which all are as large as can be together, and one in which all are small, settles most of them.
    const all = hidden.filter(isNarrow).map((at): [number, number] => [at, 1 / (1 + unknowns[at]!.truth)]);
    if (all.length > 2) {
      look(
        all.map(([at, weight], index): [number, number] => [at, index % 2 > 0 ? weight : -weight]),
        'most',
      );
      look(
        all.map(([at, weight], index): [number, number] => [at, index % 2 > 0 ? weight : -weight]),
        'least',
      );
    }
    const reader = who.length === 0 ? 'public' : who.join('+');
    for (const at of hidden) {
      for (const sense of ['most', 'least'] as const) if (isNarrow(at)) look([[at, 1]], sense);
      const { name } = unknowns[at]!;
      if (isNarrow(at)) {
        yield { reader, kind: own.most[at] === own.least[at] ? 'exact' : 'narrow', what: name };
      } else if (who.length === 0 && isDominable(unknowns[at]!) && isTopped(at)) {
        look([[at, 1]], 'most');
        if (isTopped(at) && isToppedBySums(reading, at) && !isOwnBusiness(reading, at))
          yield { reader, kind: 'dominated', what: name };
      }
    }
  }
}

/** A small count is within its own narrow bounds by rule. */
const isDominable = ({ truth, persons }: Unknown) => !persons || truth > few;

/** Looks at a reading without the ranges of sums. */
function withoutRanges<T>({ unknowns, sums }: Reading, look: (solver: Solver) => T): T {
  const solver = createSolver({ unknowns, sums: sums.filter(({ kind }) => kind !== 'range') });
  try {
    return look(solver);
  } finally {
    solver.dispose();
  }
}

/** Whether a number cannot be much larger by sums that are certain. The upper end of a range is no estimate. */
const isToppedBySums = (reading: Reading, at: number): boolean =>
  withoutRanges(reading, (solver) => {
    const { truth } = reading.unknowns[at]!;
    return (solver.solve([[at, 1]], 'most')[at]! - truth) * dominanceShare < truth;
  });

/** Suppressed figures of the region of which the public finds out more by ranges than that they are wide. */
function* attackFigures(reading: Reading, solver: Solver): Generator<Leak> {
  const { unknowns, hidden } = reading;
  solver.tell([]);
  for (const { name, terms, persons } of hidden) {
    const own = terms.filter((at) => unknowns[at]!.protected);
    const truth = own.reduce((sum, at) => sum + unknowns[at]!.truth, 0);
    if (truth === 0) continue;
    const measure = (by: Solver) => {
      const [least, most] = (['least', 'most'] as const).map((sense) => {
        const point = by.solve(
          terms.map((at) => [at, 1]),
          sense,
        );
        return terms.reduce((sum, at) => sum + point[at]!, 0);
      });
      return most! - least!;
    };
    const wanted = Math.max(truth / 10, persons ? 2 : 1);
    const width = measure(solver);
    if (width >= wanted || withoutRanges(reading, measure) < wanted) continue;
    yield { reader: 'public', kind: width === 0 ? 'exact' : 'narrow', what: name };
  }
}

/** Whether a number cannot be much larger by what its reporter shows of itself. */
function isOwnBusiness({ unknowns, sums, changes }: Reading, at: number): boolean {
  const { reporter, truth } = unknowns[at]!;
  const own = [...sums, ...changes].filter(({ terms }) =>
    [...terms.keys()].every((one) => unknowns[one]!.reporter === reporter),
  );
  const solver = createSolver({ unknowns, sums: own });
  try {
    const most = solver.solve([[at, 1]], 'most')[at]!;
    return (most - truth) * dominanceShare < truth;
  } finally {
    solver.dispose();
  }
}

function* attackSums(reading: Reading): Generator<Leak> {
  const { unknowns } = reading;
  const finder = createSumFinder(reading);
  const reporters = [...new Set(unknowns.map(({ reporter }) => reporter))].sort();
  const say = ({ terms }: DeterminedSum) => {
    const smallest = Math.min(...terms.map(([, weight]) => weight));
    return terms
      .map(([unknown, weight]) => {
        const share = Math.round((weight / smallest) * 1000) / 1000;
        return share === 1 ? unknowns[unknown]!.name : `${share} × ${unknowns[unknown]!.name}`;
      })
      .sort()
      .join(' + ');
  };
  const counts = new Map(reporters.map((one) => [one, finder.countSumsOf([one])]));
  for (const one of reporters) {
    const found = finder.findSumOf([one]);
    if (found) yield { reader: 'public', kind: 'sum', what: say(found) };
    for (const other of reporters) {
      if (other <= one) continue;
      // What the two have together beyond what each has alone.
      if (finder.countSumsOf([one, other]) <= counts.get(one)! + counts.get(other)!) continue;
      const both = finder.findSumOf([one, other]);
      if (both) yield { reader: 'public', kind: 'sum', what: say(both) };
    }
  }
  const small = finder.findSmallSum();
  if (small) yield { reader: 'public', kind: 'small sum', what: say(small) };
}
