import type { DisclosureCell, PublicFigure } from '#server/domain/disclosure/disclosure.types.ts';
import type { FigureEquality, FigureSide } from '#server/domain/plan/figure-equality.ts';
import type { Publication } from './worlds.ts';

/*
 * What somebody can write down who has read every publication of a plan: sums of unknown whole numbers. Written apart
 * from the code it tests, from public figures only. The true values stand beside it to judge what is found out.
 */

type Part = FigureSide['part'];
type Place = Pick<DisclosureCell, 'dimension' | 'category'>;

/** A number that some reporter reported, of one or of several indicators that ask the same. */
export type Unknown = {
  name: string;
  reporter: string;
  truth: number;
  /** Whether it counts persons. */
  persons: boolean;
  /** Whether it was a public figure of its own, then or now. */
  open: boolean;
  /** Whether nobody may find it out. */
  protected: boolean;
  /** Protected for its reporter, which has not released it; others are so because they are few persons. */
  unreleased: boolean;
  /** Suppressed as a small count though released; a reader may know that. */
  small: boolean;
};

/** A sum of unknowns, by their numbers, between two bounds. */
export type Sum = {
  terms: Map<number, number>;
  least: number;
  most: number;
  /** From a figure of the region, from its range, from the parts and totals of one reporter, or from the rules. */
  kind: 'region' | 'range' | 'parts' | 'bound' | 'change' | 'said';
};

/** A figure of the region that is suppressed for its own sake: the unknowns that are added up in it. */
export type HiddenSum = { name: string; terms: number[]; persons: boolean };

/**
 * `changes` are by how much each reporter has corrected its figures: the rules take that as known, so what follows from it
 * and from the reporter's own public figures is its own business.
 */
export type Reading = { unknowns: Unknown[]; sums: Sum[]; changes: Sum[]; hidden: HiddenSum[] };

type Given = DisclosureCell & { indicator: string; round: string };
type Occurrence = { publication: number; release: DisclosureCell['release']; indicator: string };

const partsOf = (measure: string): Part[] =>
  measure === 'percentage' ? ['numerator', 'denominator'] : ['value'];
const placeOf = ({ dimension, category }: Place) =>
  dimension === null ? 'total' : `${dimension}=${category}`;
const isFew = (number: number) => number >= 1 && number <= 10;

/**
 * What is known after the last of the publications. `silent` leaves out the figures of the last one: what could be
 * found out anyway, from earlier ones and from the rules.
 */
export function readPublications(
  publications: readonly Publication[],
  equalities: readonly FigureEquality[],
  silent = false,
): Reading {
  const unknowns: Unknown[] = [];
  const numbers = new Map<string, number>();
  const occurrences: Occurrence[][] = [];
  const sums = new Map<string, Sum>();
  const hidden = new Map<string, HiddenSum>();
  const nameSame = joinSame(publications, equalities);

  const find = (cell: Given, part: Part, persons: boolean): number => {
    const truth = Number(cell[part]);
    const name = `${cell.reporter} ${nameSame(cell.indicator, part, cell)}${cell.round === 'R' ? '' : ` ${cell.round}`} = ${truth}`;
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, unknowns.length);
    occurrences.push([]);
    unknowns.push({
      name,
      reporter: cell.reporter,
      truth,
      persons,
      open: false,
      protected: true,
      unreleased: true,
      small: false,
    });
    return unknowns.length - 1;
  };
  const add = (kind: Sum['kind'], terms: [number, number][], least: number, most: number) => {
    const merged = new Map<number, number>();
    for (const [unknown, sign] of terms) merged.set(unknown, (merged.get(unknown) ?? 0) + sign);
    const sorted = [...merged].filter(([, sign]) => sign !== 0).sort(([a], [b]) => a - b);
    const key = `${sorted.join(' ')} ${least} ${most}`;
    if (sorted.length > 0) sums.set(key, { terms: new Map(sorted), least, most, kind });
  };

  const cellsOf = publications.map(({ inputs }) =>
    inputs.map(({ indicator, rounds }) =>
      rounds.flatMap(({ round, cells }) =>
        cells
          .filter((cell) => cell.state === 'reported')
          .map((cell): Given => ({ ...cell, round, indicator: indicator.code })),
      ),
    ),
  );

  publications.forEach(({ inputs }, publication) => {
    inputs.forEach(({ indicator }, index) => {
      const cells = cellsOf[publication]![index]!;
      for (const cell of cells) {
        for (const part of partsOf(indicator.measure)) {
          const unknown = find(cell, part, indicator.personCount);
          occurrences[unknown]!.push({ publication, release: cell.release, indicator: indicator.code });
        }
        if (indicator.measure !== 'percentage') continue;
        const [numerator, denominator] = partsOf(indicator.measure).map((part) =>
          find(cell, part, indicator.personCount),
        );
        add(
          'bound',
          [
            [denominator!, 1],
            [numerator!, -1],
          ],
          0,
          Number.POSITIVE_INFINITY,
        );
      }
      readParts(cells, partsOf(indicator.measure), indicator.personCount);
    });
  });

  /** Parts add up to their total wherever they truly do: a reader supposes so. Elsewhere they stay within it. */
  function readParts(cells: readonly Given[], parts: readonly Part[], persons: boolean): void {
    const own = Map.groupBy(cells, ({ reporter, round }) => `${reporter}|${round}`);
    for (const group of own.values()) {
      const total = group.find(({ dimension }) => dimension === null);
      for (const [dimension, split] of Map.groupBy(group, (cell) => cell.dimension)) {
        if (dimension === null || !total) continue;
        for (const part of parts) {
          const rest = Number(total[part]) - split.reduce((sum, cell) => sum + Number(cell[part]), 0);
          if (rest < 0) continue;
          const terms: [number, number][] = [
            [find(total, part, persons), 1],
            ...split.map((cell): [number, number] => [find(cell, part, persons), -1]),
          ];
          if (rest === 0) add('parts', terms, 0, 0);
          else add('bound', terms, 0, Number.POSITIVE_INFINITY);
        }
      }
    }
  }

  /** Whether at that time everybody who was asked for the number let it out, by all questions that ask for it. */
  const isReleased = (unknown: number, publication: number) =>
    occurrences[unknown]!.filter((one) => one.publication === publication).every(
      ({ release }) => release === 'national',
    );

  publications.forEach(({ inputs, decisions }, publication) => {
    const isSilent = silent && publication === publications.length - 1;
    decisions.forEach(({ figures }, index) => {
      const { indicator } = inputs[index]!;
      for (const figure of figures) readFigure(figure, index);

      function readFigure(figure: PublicFigure, at: number) {
        const members = figure.contributing.map((reporter) =>
          cellsOf[publication]![at]!.find(
            (cell) =>
              cell.reporter === reporter && cell.round === figure.round && placeOf(cell) === placeOf(figure),
          ),
        );
        const isShown = figure.show && figure.state === 'reported' && !isSilent;
        if (isShown && figure.keptFrom !== null) checkKept(publications, publication, at, figure);
        if (isShown && figure.keptFrom !== null) return;
        for (const part of partsOf(indicator.measure)) {
          const own = members.map((cell) => (cell ? find(cell, part, indicator.personCount) : -1));
          if (own.length === 0 || own.includes(-1)) {
            if (isShown && figure[part] !== null) throw new Error(`Nobody stands behind ${figure.scope}.`);
            continue;
          }
          const truth = own.reduce((sum, unknown) => sum + unknowns[unknown]!.truth, 0);
          if (isShown && figure[part] !== null) {
            if (Number(figure[part]) !== truth) throw new Error(`A figure is wrong: ${describe(figure)}.`);
            add(
              'region',
              own.map((unknown) => [unknown, 1]),
              truth,
              truth,
            );
            if (figure.scope !== 'region' && isReleased(own[0]!, publication)) unknowns[own[0]!]!.open = true;
          } else if (figure.state === 'suppressed' || (isSilent && figure.state === 'reported')) {
            const terms = own.map((unknown): [number, number] => [unknown, 1]);
            if (figure.scope === 'region' && figure.range && !isSilent)
              add('range', terms, figure.range.least, figure.range.most);
            // What is suppressed for the sake of others is no secret itself.
            const isSecret = figure.reasons.some(({ code }) => code !== 'complementary');
            if (figure.scope === 'region' && isSecret && publication === publications.length - 1) {
              const name = `region ${nameSame(indicator.code, part, figure)}`;
              hidden.set(own.toSorted((a, b) => a - b).join(), {
                name,
                terms: own,
                persons: indicator.personCount,
              });
            }
            if (!indicator.personCount) continue;
            // Where small counts of a round are marked by a range, a figure of one reporter without one is none.
            if (
              figure.scope !== 'region' &&
              figures.some(({ round, range }) => range !== null && round === figure.round) &&
              truth > 10 &&
              !isSilent
            )
              add('bound', [[own[0]!, 1]], 11, Number.POSITIVE_INFINITY);
            if (!isFew(truth)) continue;
            // A reader may know from the rules that what is suppressed as small is from 1 to 10.
            if (figure.scope === 'region' && isKnownSmall(figure, indicator.measure))
              add('bound', terms, 1, 10);
            const isMarked = isSilent || figure.range !== null || indicator.measure === 'percentage';
            if (figure.scope !== 'region' && isMarked) unknowns[own[0]!]!.small = true;
          }
        }
      }
    });
  });
  publications.forEach(({ inputs, said = [] }, publication) => {
    if (silent && publication === publications.length - 1) return;
    for (const { terms, least, most } of said) {
      const found = terms.flatMap(({ indicator, round, reporter, part, weight }): [number, number][] => {
        const cell = cellsOf[publication]![indicator]!.find(
          (one) => one.reporter === reporter && one.round === round && one.dimension === null,
        );
        return cell ? [[find(cell, part, inputs[indicator]!.indicator.personCount), weight]] : [];
      });
      if (found.length < terms.length) throw new Error('Something is said of a total that nobody reported.');
      add('said', found, least, most);
    }
  });

  // A silent last publication takes nothing back: what it shows by consent is no secret.
  if (silent) {
    const full = readPublications(publications, equalities);
    for (const one of full.unknowns) {
      const known = numbers.get(one.name);
      if (known === undefined) continue;
      unknowns[known]!.protected = one.protected;
      unknowns[known]!.unreleased = one.unreleased;
      unknowns[known]!.small ||= one.small;
    }
  } else {
    unknowns.forEach((unknown, at) => {
      const latest = Math.max(...occurrences[at]!.map(({ publication }) => publication));
      const isSmall = unknown.persons && isFew(unknown.truth);
      unknown.unreleased = !unknown.open && !isReleased(at, latest);
      unknown.protected = unknown.unreleased || (!unknown.open && isSmall);
    });
  }
  // A figure that one indicator shows and another suppresses is no secret.
  for (const { kind, terms } of sums.values()) if (kind === 'region') hidden.delete([...terms.keys()].join());
  const reading = {
    unknowns,
    sums: [...sums.values()],
    changes: listChanges(unknowns),
    hidden: [...hidden.values()],
  };
  checkTruth(reading);
  return reading;
}

/**
 * Whether a regional figure is known to be small: it says so by a range that leaves out zero. Of a percentage a reader supposes it where
 * there is no other reason for which it may be suppressed.
 */
const isKnownSmall = ({ range, reasons }: PublicFigure, measure: string) =>
  (range !== null && range.least > 0 && range.most <= 10) ||
  (measure === 'percentage' && reasons.every(({ code }) => code === 'small_count'));

const describe = (figure: PublicFigure) => `${figure.round} ${figure.scope} ${placeOf(figure)}`;

/** The differences between what a reporter gave for one place at different times. */
function listChanges(unknowns: readonly Unknown[]): Sum[] {
  const byPlace = Map.groupBy(unknowns.keys(), (at) => unknowns[at]!.name.replace(/ = \d+$/, ''));
  return [...byPlace.values()].flatMap(([first, ...others]) =>
    others.map((other): Sum => {
      const change = unknowns[other]!.truth - unknowns[first!]!.truth;
      return {
        terms: new Map([
          [first!, -1],
          [other, 1],
        ]),
        least: change,
        most: change,
        kind: 'change',
      };
    }),
  );
}

/** A figure that is kept must stand in an earlier publication, with the same numbers of the same reporters. */
function checkKept(
  publications: readonly Publication[],
  publication: number,
  index: number,
  figure: PublicFigure,
): void {
  const isSame = publications
    .slice(0, publication)
    .some(({ decisions }) =>
      decisions[index]!.figures.some(
        (one) =>
          one.show &&
          describe(one) === describe(figure) &&
          one.value === figure.value &&
          one.numerator === figure.numerator &&
          one.denominator === figure.denominator &&
          String([...one.contributing].sort()) === String([...figure.contributing].sort()),
      ),
    );
  if (!isSame) throw new Error(`No earlier publication has the kept figure of ${describe(figure)}.`);
}

/** One name for all that is the same by the plan's equalities. */
function joinSame(publications: readonly Publication[], equalities: readonly FigureEquality[]) {
  const name = (indicator: string, part: Part, place: Place) => `${indicator} ${placeOf(place)} ${part}`;
  const leader = new Map<string, string>();
  const lead = (one: string): string => {
    const next = leader.get(one);
    return next === undefined || next === one ? one : lead(next);
  };
  const join = (a: string, b: string) => leader.set(lead(a), lead(b));
  const places = new Map<string, Map<string, Place>>();
  for (const { indicator, rounds } of publications.flatMap(({ inputs }) => inputs)) {
    const of = places.get(indicator.code) ?? new Map<string, Place>();
    for (const cell of rounds.flatMap(({ cells }) => cells)) of.set(placeOf(cell), cell);
    places.set(indicator.code, of);
  }
  for (const { left, right } of equalities) {
    join(name(left.indicator, left.part, left), name(right.indicator, right.part, right));
    if (left.dimension !== null || right.dimension !== null) continue;
    for (const [key, place] of places.get(left.indicator) ?? []) {
      if (!places.get(right.indicator)?.has(key)) continue;
      join(name(left.indicator, left.part, place), name(right.indicator, right.part, place));
    }
  }
  return (indicator: string, part: Part, place: Place) => lead(name(indicator, part, place));
}

function checkTruth({ unknowns, sums }: Reading): void {
  for (const { terms, least, most } of sums) {
    const truth = [...terms].reduce((sum, [unknown, sign]) => sum + sign * unknowns[unknown]!.truth, 0);
    if (truth < least || truth > most) {
      const names = [...terms.keys()].map((unknown) => unknowns[unknown]!.name);
      throw new Error(`The reader believes what is not so: ${names.join(', ')}.`);
    }
  }
}
