import type {
  DisclosureDecision,
  DisclosureInput,
  EarlierFigure,
} from '#server/domain/disclosure/disclosure.types.ts';
import { type Bounds, type Constraint, isPossible, solveEquations } from './attacker-arithmetic.ts';

/*
 * A reader who tries to work out what is not shown. Written apart from the code it tests: it knows the figures
 * that are public, adds and subtracts, and tries values. Works on whole numbers.
 */

/** Something that nobody may work out: the true value, and how wide the range of possible values must be. */
export type Secret = { name: string; terms: Map<string, number>; truth: number; width: number };

export type Knowledge = {
  constraints: Constraint[];
  bounds: Bounds;
  secrets: Secret[];
  /** The true values, where the search starts. */
  truth: Map<string, number>;
};

const FAR = 1_000_000;
type Cell = DisclosureInput['rounds'][number]['cells'][number];
type Part = 'value' | 'numerator' | 'denominator';

/** What a reader knows after a decision, from its figures and from those of earlier publications. */
export function gatherKnowledge(input: DisclosureInput, decision: DisclosureDecision): Knowledge {
  const { measure, personCount } = input.indicator;
  const parts: Part[] = measure === 'percentage' ? ['numerator', 'denominator'] : ['value'];
  const cells = input.rounds.flatMap(({ round, cells: given }) => given.map((cell) => ({ ...cell, round })));
  const reported = cells.filter((cell) => cell.state === 'reported');
  const truth = new Map<string, number>();
  const bounds: Bounds = new Map();
  const constraints: Constraint[] = [];
  const name = (round: string, reporter: string, place: Place, part: Part) =>
    `${round} ${reporter} ${placeOf(place)} ${part}`;
  const add = (terms: Map<string, number>, least: number, most: number) =>
    constraints.push({ terms, least, most });

  for (const cell of reported) {
    for (const part of parts) {
      truth.set(name(cell.round, cell.reporter, cell, part), Number(cell[part]));
      bounds.set(name(cell.round, cell.reporter, cell, part), [0, FAR]);
    }
    if (measure === 'percentage') {
      const of = (part: Part) => name(cell.round, cell.reporter, cell, part);
      add(
        new Map([
          [of('denominator'), 1],
          [of('numerator'), -1],
        ]),
        0,
        FAR,
      );
    }
  }
  // Parts and totals: equal where they are, since that is what a reader supposes.
  for (const total of reported.filter(({ dimension }) => dimension === null)) {
    const own = reported.filter((cell) => cell.reporter === total.reporter && cell.round === total.round);
    for (const dimension of new Set(own.flatMap((cell) => cell.dimension ?? []))) {
      for (const part of parts) {
        const addends = own.filter((cell) => cell.dimension === dimension);
        const rest = Number(total[part]) - addends.reduce((sum, cell) => sum + Number(cell[part]), 0);
        const terms = new Map([[name(total.round, total.reporter, total, part), 1]]);
        for (const cell of addends) terms.set(name(cell.round, cell.reporter, cell, part), -1);
        if (rest >= 0) add(terms, 0, rest === 0 ? 0 : FAR);
      }
    }
  }
  const sumOf = (round: string, reporters: readonly string[], place: Place, part: Part) =>
    new Map(reporters.map((reporter) => [name(round, reporter, place, part), 1]));
  for (const figure of decision.figures) {
    if (figure.state !== 'reported' || !figure.show || figure.keptFrom !== null) continue;
    for (const part of parts) {
      if (figure[part] === null) continue;
      const number = Number(figure[part]);
      add(sumOf(figure.round, figure.contributing, figure, part), number, number);
    }
  }
  for (const before of input.earlier) {
    for (const part of parts) learnEarlier(before, part);
  }

  function learnEarlier(before: EarlierFigure, part: Part) {
    if (before[part] === null) return;
    let number = Number(before[part]);
    const terms = new Map<string, number>();
    const lost: string[] = [];
    for (const reporter of before.contributing) {
      const key = name(before.round, reporter, before, part);
      const own = input.earlier.find(
        (other) =>
          before.scope === 'region' &&
          other.publication === before.publication &&
          other.scope === reporter &&
          other.round === before.round &&
          placeOf(other) === placeOf(before),
      );
      const changed = own && (!truth.has(key) || Number(own[part]) !== truth.get(key));
      if (changed) number -= Number(own[part]);
      else if (truth.has(key)) terms.set(key, 1);
      else lost.push(key);
    }
    const explained = [...terms.keys()].reduce((sum, key) => sum + (truth.get(key) ?? 0), 0);
    if (lost.length === 0 && explained !== number) return;
    if (lost.length > 0) {
      if (explained > number) return;
      const key = lost.join(' + ');
      bounds.set(key, [0, FAR]);
      truth.set(key, number - explained);
      terms.set(key, 1);
    }
    add(terms, number, number);
  }

  const secrets: Secret[] = [];
  const isSmall = (number: number) => number >= 1 && number <= 10;
  const earlierKeys = new Set(
    input.earlier.flatMap((one) => one.contributing.map((code) => `${one.round} ${code} ${placeOf(one)}`)),
  );
  for (const cell of reported) {
    const place = `${cell.round} ${cell.reporter} ${placeOf(cell)}`;
    const figures = decision.figures.filter(
      (one) => one.round === cell.round && placeOf(one) === placeOf(cell),
    );
    const own = figures.find(({ scope }) => scope === cell.reporter);
    const region = figures.find(({ scope }) => scope === 'region');
    // Where no reporter has any, and there are enough of them, the zeros of each are no secret.
    const isOpenZero = (part: Part, less?: Part) => {
      if (!region || region.reasons.some(({ code }) => code === 'too_few_contributors')) return false;
      const sum = (of: Part) =>
        region.contributing.reduce(
          (added, code) => added + (truth.get(name(cell.round, code, cell, of)) ?? 0),
          0,
        );
      return region.contributing.includes(cell.reporter) && sum(part) === (less ? sum(less) : 0);
    };
    if (cell.release === 'withheld' && !earlierKeys.has(place)) continue;
    const small = personCount && parts.some((part) => isSmall(Number(cell[part])));
    if (cell.release === 'national' && !small) continue;
    for (const part of parts) {
      const key = name(cell.round, cell.reporter, cell, part);
      const number = Number(cell[part]);
      // A reader may know from the rules that a count held as small lies from 1 to 10.
      if (own && cell.release === 'national' && isSmall(number)) bounds.set(key, [1, 10]);
      if (isOpenZero(part)) continue;
      if (cell.release === 'national' && number === 0) continue;
      const width = personCount ? 2 : 1;
      secrets.push({ name: key, terms: new Map([[key, 1]]), truth: number, width });
    }
    // That a percentage is 100 tells as much as that it is 0.
    if (measure === 'percentage' && cell.release !== 'national' && !isOpenZero('denominator', 'numerator')) {
      const [whole, of] = (['denominator', 'numerator'] as const).map((part) =>
        name(cell.round, cell.reporter, cell, part),
      );
      const truthOfRest = Number(cell.denominator) - Number(cell.numerator);
      secrets.push({
        name: `${place} rest`,
        terms: new Map([
          [whole!, 1],
          [of!, -1],
        ]),
        truth: truthOfRest,
        width: 1,
      });
    }
  }
  // A regional figure that the rules hold, unless anyone can add it up from the reporters' own figures.
  for (const figure of decision.figures) {
    if (figure.scope !== 'region' || figure.state !== 'suppressed') continue;
    if (figure.reasons.every(({ code }) => code === 'complementary')) continue;
    const open = decision.figures.filter(
      (one) =>
        one.round === figure.round &&
        placeOf(one) === placeOf(figure) &&
        one.contributing.length > 0 &&
        one.reasons.every(({ code }) => code === 'complementary'),
    );
    if (figure.contributing.every((code) => open.some(({ scope }) => scope === code))) continue;
    for (const part of parts) {
      const terms = sumOf(figure.round, figure.contributing, figure, part);
      const number = [...terms.keys()].reduce((sum, key) => sum + (truth.get(key) ?? 0), 0);
      if (number === 0 && figure.reasons.every(({ code }) => code !== 'too_few_contributors')) continue;
      const small = personCount && isSmall(number);
      if (small) add(terms, 1, 10);
      const name = `${figure.round} region ${placeOf(figure)} ${part}`;
      secrets.push({ name, terms, truth: number, width: small ? 2 : 1 });
    }
  }
  for (const [key, number] of truth) {
    const [least, most] = bounds.get(key) ?? [0, FAR];
    if (number < least || number > most) throw new Error(`The reader is wrong about ${key}.`);
  }
  for (const { terms, least, most } of constraints) {
    const number = [...terms].reduce((sum, [key, sign]) => sum + sign * (truth.get(key) ?? Number.NaN), 0);
    if (!(number >= least && number <= most))
      throw new Error(`The reader believes what is not so: ${[...terms.keys()].join(', ')}.`);
  }
  return { constraints, bounds, secrets, truth };
}

/**
 * What the reader finds out from the figures of this decision, by name: not what earlier publications and the
 * rules already tell when nothing new is shown.
 */
export function findNewLeaks(input: DisclosureInput, decision: DisclosureDecision): string[] {
  const leaks = findLeaks(gatherKnowledge(input, decision));
  if (leaks.length === 0) return leaks;
  const silent = { ...decision, figures: decision.figures.map((figure) => ({ ...figure, show: false })) };
  const before = new Set(findLeaks(gatherKnowledge(input, silent)));
  return leaks.filter((name) => !before.has(name));
}

/** The secrets that the reader finds out, by name. */
export function findLeaks({ constraints, bounds, secrets, truth: near }: Knowledge): string[] {
  const canBe = (secret: Secret, least: number, most: number) =>
    isPossible([...constraints, { terms: secret.terms, least, most }], bounds, near);
  const byEquations = solveEquations(constraints);
  return secrets
    .filter((secret) => {
      if (byEquations(secret.terms)) return true;
      const { truth, width } = secret;
      if (canBe(secret, truth + width, FAR) || canBe(secret, -FAR, truth - width)) return false;
      return width === 1 || !(canBe(secret, truth + 1, FAR) && canBe(secret, -FAR, truth - 1));
    })
    .map(({ name }) => name);
}

type Place = Pick<Cell, 'dimension' | 'category'>;

function placeOf({ dimension, category }: Place): string {
  return dimension === null ? 'total' : `${dimension}=${category}`;
}
