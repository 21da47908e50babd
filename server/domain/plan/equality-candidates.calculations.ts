import { getAnswerKind, isMoney, listFigureFields, type Measure } from '../value/measures.ts';
import { parseDecimal } from '../value/decimal.calculations.ts';
import { buildCellKey } from '../value/indicator-definition.ts';
import { buildSideKey, groupEqualFigures, type FigureEquality, type FigureSide } from './figure-equality.ts';

/** An indicator as far as its figures can be compared with those of others. */
export type ComparedIndicator = {
  code: string;
  measure: Measure;
  unit: string;
  countsPersons: boolean;
  /** Who reports it, in one text that is the same for the same reporters. */
  reporters: string;
  dimensions: readonly { code: string; categories: readonly { code: string }[] }[];
};

/** The figures of one accepted report: exact decimal text by the key of the figure (`buildSideKey`). */
export type AcceptedFigures = { round: string; figures: ReadonlyMap<string, string> };

/** How often two figures are equal, of the reports that have both and not zero in both. */
export type EqualAnswers = {
  equal: number;
  answers: number;
  /** How many rounds these reports are from. */
  rounds: number;
};

export type CountedEquality = FigureEquality & EqualAnswers;

/** Small counts are often equal by chance, and one larger number may be. */
const largeFrom = parseDecimal('11');
const fewestLarge = 2;

/**
 * Lists pairs of figures of two indicators that look like one figure asked twice, for a person to judge: with the same
 * unit and the same reporters, equal in more than half of the reports of more than half of the rounds, and with a
 * number above 10 in two reports at least. Zero in both figures says nothing and is not counted. Leaves out what
 * `declared` and the others listed say or imply. The most likely come first; `right` is the indicator that comes first in the
 * plan.
 */
export function listEqualityCandidates(
  indicators: readonly ComparedIndicator[],
  reports: readonly AcceptedFigures[],
  declared: readonly FigureEquality[],
): CountedEquality[] {
  const sides = indicators.flatMap(listSides);
  const read = reports.map(({ round, figures }) => ({ round, units: readUnits(figures) }));
  const counted = countPairs(sides, read)
    .flatMap(({ a, b }) => {
      const { counts, isMostly } = countEqual(a.key, b.key, read);
      return isMostly ? [{ left: b.side, right: a.side, ...counts }] : [];
    })
    .sort(compareSurety);
  const found: CountedEquality[] = [];
  let groupOf = groupWithLines(declared, indicators);
  // Totals first, since they say it for the lines of their breakdowns.
  for (const candidate of [...counted.filter(isOfTotals), ...counted.filter((one) => !isOfTotals(one))]) {
    const [left, right] = [groupOf(candidate.left), groupOf(candidate.right)];
    if (left !== undefined && left === right) continue;
    found.push(candidate);
    groupOf = groupWithLines([...declared, ...found], indicators);
  }
  return found.sort(compareSurety);
}

/** Counts how often the figures of declared equalities are equal. */
export function countEqualAnswers(
  equalities: readonly FigureEquality[],
  reports: readonly AcceptedFigures[],
): CountedEquality[] {
  const read = reports.map(({ round, figures }) => ({ round, units: readUnits(figures) }));
  return equalities.map(({ left, right }) => ({
    left,
    right,
    ...countEqual(buildSideKey(left), buildSideKey(right), read).counts,
  }));
}

type Side = { side: FigureSide; key: string; indicator: ComparedIndicator };
type ReadReport = { round: string; units: ReadonlyMap<string, bigint> };

function listSides(indicator: ComparedIndicator): Side[] {
  const lines = [
    { dimension: null, category: null },
    ...indicator.dimensions.flatMap(({ code: dimension, categories }) =>
      categories.map(({ code: category }) => ({ dimension, category })),
    ),
  ];
  return lines.flatMap((line) =>
    listFigureFields(indicator.measure).map((part) => {
      const side: FigureSide = { indicator: indicator.code, part, ...line };
      return { side, key: buildSideKey(side), indicator };
    }),
  );
}

const readUnits = (figures: ReadonlyMap<string, string>) =>
  new Map([...figures].map(([key, text]) => [key, parseDecimal(text)]));

/** Pairs of comparable figures that are equal and large in enough reports. */
function countPairs(sides: readonly Side[], reports: readonly ReadReport[]): { a: Side; b: Side }[] {
  const counts = new Map<number, number>();
  for (const { units } of reports) {
    const places = new Map<bigint, number[]>();
    for (const [place, { key }] of sides.entries()) {
      const value = units.get(key);
      if (value === undefined || value < largeFrom) continue;
      const same = places.get(value);
      if (same) same.push(place);
      else places.set(value, [place]);
    }
    for (const same of places.values()) {
      for (const [at, first] of same.entries()) {
        for (const second of same.slice(at + 1)) {
          const pair = first * sides.length + second;
          counts.set(pair, (counts.get(pair) ?? 0) + 1);
        }
      }
    }
  }
  return [...counts].flatMap(([pair, equal]) => {
    const [a, b] = [sides[Math.floor(pair / sides.length)], sides[pair % sides.length]];
    return a && b && equal >= fewestLarge && isComparable(a, b) ? [{ a, b }] : [];
  });
}

/**
 * Whether two figures can be one. The parts of a ratio have no unit of their own: persons are compared with persons,
 * and everything else that is no amount of money with everything else.
 */
function isComparable({ indicator: a }: Side, { indicator: b }: Side): boolean {
  if (a.code === b.code || a.reporters !== b.reporters || a.countsPersons !== b.countsPersons) return false;
  const isRatio = [a, b].map(({ measure }) => getAnswerKind(measure) === 'ratio');
  if (isRatio.includes(true)) return !isMoney(a.measure) && !isMoney(b.measure);
  return a.unit.toLowerCase() === b.unit.toLowerCase();
}

/** Counts equal answers, and says whether most are equal in most rounds. */
function countEqual(
  a: string,
  b: string,
  reports: readonly ReadReport[],
): { counts: EqualAnswers; isMostly: boolean } {
  const rounds = new Map<string, EqualAnswers>();
  for (const { round, units } of reports) {
    const [left, right] = [units.get(a), units.get(b)];
    if (left === undefined || right === undefined || (left === 0n && right === 0n)) continue;
    const of = rounds.get(round) ?? { equal: 0, answers: 0, rounds: 1 };
    rounds.set(round, { ...of, equal: of.equal + (left === right ? 1 : 0), answers: of.answers + 1 });
  }
  const all = [...rounds.values()];
  const most = all.filter(({ equal, answers }) => equal * 2 > answers).length;
  const add = (name: 'equal' | 'answers') => all.reduce((sum, of) => sum + of[name], 0);
  return {
    counts: { equal: add('equal'), answers: add('answers'), rounds: all.length },
    isMostly: most * 2 > all.length,
  };
}

/**
 * Groups figures that are equal, with the lines of breakdowns: an equality of totals holds for each line that the
 * indicators share. Returns a look-up of the group of a figure; undefined for a figure that is equal to no other.
 */
function groupWithLines(
  equalities: readonly FigureEquality[],
  indicators: readonly ComparedIndicator[],
): (side: FigureSide) => number | undefined {
  const lines = new Map(indicators.map((each) => [each.code, listSides(each).map(({ side }) => side)]));
  const implied = groupEqualFigures(equalities).flatMap((group) => {
    const first = new Map<string, FigureSide>();
    return group
      .filter(({ dimension }) => dimension === null)
      .flatMap(({ indicator, part }) => (lines.get(indicator) ?? []).filter((side) => side.part === part))
      .filter(({ dimension }) => dimension !== null)
      .flatMap((right): FigureEquality[] => {
        const line = buildCellKey(right.dimension, right.category);
        const left = first.get(line);
        if (!left) first.set(line, right);
        return left ? [{ left, right }] : [];
      });
  });
  const groups = new Map<string, number>();
  for (const [group, members] of groupEqualFigures([...equalities, ...implied]).entries()) {
    for (const side of members) groups.set(buildSideKey(side), group);
  }
  return (side) => groups.get(buildSideKey(side));
}

const compareSurety = (a: EqualAnswers, b: EqualAnswers) =>
  b.equal * a.answers - a.equal * b.answers || b.equal - a.equal;
const isOfTotals = ({ left, right }: FigureEquality) => left.dimension === null && right.dimension === null;
