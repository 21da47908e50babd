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
type Given = Cell & { round: string };
/** What was reported when earlier publications were made: all of it, and what a figure shown then was made of. */
type PastReports = { round: string; publications: readonly number[]; all: Given[]; quoted: Given[] };
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
  const past = listPastReports(input);
  /** A value that is no longer reported is a quantity of its own; one that has not changed is the same. */
  const nameThen = (cell: Given, part: Part) => {
    const today = name(cell.round, cell.reporter, cell, part);
    return truth.get(today) === Number(cell[part]) ? today : `${today} was ${Number(cell[part])}`;
  };
  const add = (terms: Map<string, number>, least: number, most: number) =>
    constraints.push({ terms, least, most });

  for (const cell of reported) {
    for (const part of parts) truth.set(name(cell.round, cell.reporter, cell, part), Number(cell[part]));
  }
  for (const cell of past.flatMap(({ quoted }) => quoted)) {
    for (const part of parts) truth.set(nameThen(cell, part), Number(cell[part]));
  }
  for (const key of truth.keys()) bounds.set(key, [0, FAR]);
  for (const one of [reported, ...past.map(({ quoted }) => quoted)]) learnReports(one);

  function learnReports(given: readonly Given[]) {
    for (const cell of measure === 'percentage' ? given : []) {
      const terms = new Map([
        [nameThen(cell, 'denominator'), 1],
        [nameThen(cell, 'numerator'), -1],
      ]);
      add(terms, 0, FAR);
    }
    // Parts and totals: equal where they are, since that is what a reader supposes.
    for (const total of given.filter(({ dimension }) => dimension === null)) {
      const own = given.filter((cell) => cell.reporter === total.reporter && cell.round === total.round);
      for (const dimension of new Set(own.flatMap((cell) => cell.dimension ?? []))) {
        for (const part of parts) {
          const addends = own.filter((cell) => cell.dimension === dimension);
          const rest = Number(total[part]) - addends.reduce((sum, cell) => sum + Number(cell[part]), 0);
          const terms = new Map([[nameThen(total, part), 1]]);
          for (const cell of addends) terms.set(nameThen(cell, part), -1);
          if (rest >= 0) add(terms, 0, rest === 0 ? 0 : FAR);
        }
      }
    }
  }
  const sumOf = (round: string, reporters: readonly string[], place: Place, part: Part) =>
    new Map(reporters.map((reporter) => [name(round, reporter, place, part), 1]));
  for (const { round, scope, range, contributing, ...place } of decision.figures) {
    if (scope === 'region' && range) add(sumOf(round, contributing, place, 'value'), range.least, range.most);
  }
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
    const isRange = part === 'value' && before.scope === 'region' && before.range !== null;
    if (before[part] === null && !isRange) return;
    const then =
      past.find(
        ({ publications, round }) => round === before.round && publications.includes(before.publication),
      )?.all ?? reported;
    const cells = before.contributing.map((reporter) =>
      then.find((cell) => cell.reporter === reporter && placeOf(cell) === placeOf(before)),
    );
    const terms = new Map(cells.map((cell) => [nameThen(cell!, part), 1]));
    const { least, most } = isRange
      ? before.range!
      : { least: Number(before[part]), most: Number(before[part]) };
    add(terms, least, most);
  }

  const secrets: Secret[] = [];
  const isSmall = (number: number) => number >= 1 && number <= 10;
  const earlierKeys = new Set(
    input.earlier.flatMap((one) => one.contributing.map((code) => `${one.round} ${code} ${placeOf(one)}`)),
  );
  /** Where there were none at all then, nobody's none was a secret; nor is it now of who has not changed. */
  const wasOpenZero = (cell: Given, part: Part, less?: Part) =>
    past.some(({ round, all }) => {
      if (round !== cell.round) return false;
      const before = all.find((one) => one.reporter === cell.reporter && placeOf(one) === placeOf(cell));
      if (!before || parts.some((of) => before[of] !== cell[of])) return false;
      return isOpenZeroThen(input, all, before, (one) => Number(one[part]) - (less ? Number(one[less]) : 0));
    });
  for (const cell of reported) {
    const place = `${cell.round} ${cell.reporter} ${placeOf(cell)}`;
    const figures = decision.figures.filter(
      (one) => one.round === cell.round && placeOf(one) === placeOf(cell),
    );
    const own = figures.find(({ scope }) => scope === cell.reporter);
    const region = figures.find(({ scope }) => scope === 'region');
    // Where no reporter has any, and there are enough of them, the zeros of each are no secret.
    const isOpenZero = (part: Part, less?: Part) => {
      if (wasOpenZero(cell, part, less)) return true;
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
    // What was public once is known for good.
    const wasOpen = (code: string) => {
      const cell = input.rounds
        .find(({ round }) => round === figure.round)
        ?.cells.find((one) => one.reporter === code && placeOf(one) === placeOf(figure));
      return input.earlier.some(
        (one) =>
          one.round === figure.round &&
          one.scope === code &&
          placeOf(one) === placeOf(figure) &&
          parts.every((part) => Number(one[part]) === Number(cell?.[part])),
      );
    };
    if (figure.contributing.every((code) => open.some(({ scope }) => scope === code) || wasOpen(code)))
      continue;
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
  secrets.push(...listPastSecrets(input, past, parts, nameThen, (terms) => add(terms, 1, 10)));
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

function listPastReports({ rounds, earlier, superseded = [] }: DisclosureInput): PastReports[] {
  return superseded.map(({ round, publications, cells }) => {
    const figures = earlier.filter((one) => one.round === round && publications.includes(one.publication));
    const codes = new Set(figures.flatMap(({ contributing }) => contributing));
    const named = new Set(cells.map(({ reporter }) => reporter));
    const others = rounds.find((one) => one.round === round)?.cells ?? [];
    const all = [...cells, ...others.filter(({ reporter }) => !named.has(reporter))]
      .filter(({ state }) => state === 'reported')
      .map((cell) => ({ ...cell, round }));
    return { round, publications, all, quoted: all.filter(({ reporter }) => codes.has(reporter)) };
  });
}

const listRegion = (all: readonly Given[], place: Place) =>
  all.filter((cell) => cell.release !== 'withheld' && placeOf(cell) === placeOf(place));

function isOpenFigure({ indicator: { personCount } }: DisclosureInput, cell: Given): boolean {
  const numbers = [cell.value, cell.numerator, cell.denominator].map(Number);
  return (
    cell.release === 'national' && !(personCount && numbers.some((number) => number >= 1 && number <= 10))
  );
}

/** Whether the region had none, by the figures of enough reporters. */
function isOpenZeroThen(
  input: DisclosureInput,
  all: readonly Given[],
  cell: Given,
  count: (one: Given) => number,
): boolean {
  const region = listRegion(all, cell);
  const hidden = region.filter((one) => !isOpenFigure(input, one)).length;
  if (input.indicator.aggregation === 'none' || region.length < 3 || hidden === 1) return false;
  return region.includes(cell) && region.every((one) => count(one) === 0);
}

/**
 * What was secret when it was reported and has been superseded: the figures that nobody released while they stood,
 * small counts, and totals that were small or of too few.
 */
function listPastSecrets(
  input: DisclosureInput,
  past: readonly PastReports[],
  parts: readonly Part[],
  nameThen: (cell: Given, part: Part) => string,
  supposeSmall: (terms: Map<string, number>) => void,
): Secret[] {
  const { measure, personCount, aggregation } = input.indicator;
  const isSmall = (number: number) => personCount && number >= 1 && number <= 10;
  const isOpen = (cell: Given) => isOpenFigure(input, cell);
  const isSuperseded = (key: string) => key.includes(' was ');
  const opened = new Set(
    past.flatMap(({ all }) =>
      all.filter(isOpen).flatMap((cell) => parts.map((part) => nameThen(cell, part))),
    ),
  );
  // Where there were none at all in one of the states, nobody's none was a secret as long as it stood.
  const wasOpenZero = (cell: Given, count: (one: Given) => number) =>
    past.some(({ round, all }) => {
      if (round !== cell.round) return false;
      const same = all.find((one) => one.reporter === cell.reporter && placeOf(one) === placeOf(cell));
      if (!same || parts.some((part) => same[part] !== cell[part])) return false;
      return isOpenZeroThen(input, all, same, count);
    });
  const secrets = new Map<string, Secret>();
  const secret = (name: string, terms: Map<string, number>, truth: number, width: number) =>
    secrets.set(name, { name, terms, truth, width });
  for (const { round, publications, all, quoted } of past) {
    for (const cell of quoted) {
      if (isOpen(cell)) continue;
      for (const part of parts) {
        const [key, number] = [nameThen(cell, part), Number(cell[part])];
        if (!isSuperseded(key) || opened.has(key)) continue;
        if (wasOpenZero(cell, (one) => Number(one[part]))) continue;
        if (cell.release === 'national' && number === 0) continue;
        secret(key, new Map([[key, 1]]), number, personCount ? 2 : 1);
      }
      if (measure !== 'percentage' || cell.release === 'national') continue;
      const [whole, of] = [nameThen(cell, 'denominator'), nameThen(cell, 'numerator')];
      const restOf = (one: Given) => Number(one.denominator) - Number(one.numerator);
      if (!isSuperseded(whole) && !isSuperseded(of)) continue;
      if ((opened.has(whole) && opened.has(of)) || wasOpenZero(cell, restOf)) continue;
      const terms = new Map([
        [whole, 1],
        [of, -1],
      ]);
      secret(`${whole} less ${of}`, terms, restOf(cell), 1);
    }
    for (const place of aggregation === 'none'
      ? []
      : [...new Map(quoted.map((c) => [placeOf(c), c])).values()]) {
      const region = listRegion(all, place);
      if (region.some((cell) => !quoted.includes(cell))) continue;
      for (const part of parts) {
        const number = region.reduce((sum, cell) => sum + Number(cell[part]), 0);
        const terms = new Map(region.map((cell) => [nameThen(cell, part), 1]));
        if (![...terms.keys()].some((key) => secrets.has(key))) continue;
        if (isSmall(number)) supposeSmall(terms);
        else if (region.length >= 3) continue;
        const name = `${round} region ${placeOf(place)} ${part} in ${publications.join()}`;
        secret(name, terms, number, isSmall(number) ? 2 : 1);
      }
    }
  }
  return [...secrets.values()];
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
