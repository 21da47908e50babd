import { getAnswerKind, type Measure } from '#server/domain/value/measures.ts';
import type { CellInput } from '#server/domain/value/indicator-value.schema.ts';
import { type Figure, type FigureInput, makeFigure } from './indicator-figures.ts';
import {
  countNotes,
  dataUseAccounts,
  estimateNotes,
  moneyNotes,
  notApplicableNotes,
  notAvailableNotes,
} from './other-sentences.ts';
import { createRandom, type Random } from './random.ts';
import { splitTotal, splitWithin } from './split-figures.ts';

export type DemoIndicator = {
  code: string;
  measure: Measure;
  disclosureClass: 'public' | 'restricted' | 'internal';
  dimensions: { code: string; name: string; categories: string[] }[];
  /** From the first in the list to the last. */
  choices: { code: string; counts: boolean }[];
};

export type IndicatorContent = {
  cells: CellInput[];
  note: string;
  release: 'regional' | 'national' | 'withheld';
};

/** The whole report on one indicator: cells, note and consent. */
export function buildIndicatorContent(
  indicator: DemoIndicator,
  input: Omit<FigureInput, 'random'>,
): IndicatorContent {
  const { reporter, period } = input;
  const random = createRandom('indicator', reporter, period, indicator.code);
  const release = chooseRelease(indicator, input);
  const without = (
    state: 'not_available' | 'not_applicable',
    notes: readonly string[],
  ): IndicatorContent => ({
    cells: [{ state }],
    note: random.pick(notes),
    release,
  });
  if (random.chance(getAnswerKind(indicator.measure) === 'choice' ? 0.01 : 0.04))
    return without('not_available', notAvailableNotes);
  const figure = makeFigure(indicator.code, indicator.measure, { ...input, random });
  switch (figure.kind) {
    case 'choice':
      return { cells: [{ state: 'reported', choice: chooseAnswer(indicator, input) }], note: '', release };
    case 'text':
      return random.chance(0.35)
        ? {
            cells: [{ state: 'not_applicable' }],
            note: 'There is nothing to tell for this half year.',
            release,
          }
        : { cells: [{ state: 'reported', text: random.pick(dataUseAccounts) }], note: '', release };
    case 'money':
      return {
        cells: buildMoneyCells(indicator, figure.total, input),
        note: figure.total > 0 ? random.pick(moneyNotes) : '',
        release,
      };
    case 'percentage':
      // Of nobody there is no share; some reporters say so, others write 0 of 0.
      if (figure.denominator === 0 && random.chance(0.75))
        return without('not_applicable', notApplicableNotes);
      return { cells: buildPercentageCells(indicator, figure, input), note: chooseNote(random), release };
    case 'count':
      return {
        cells: buildCountCells(indicator, figure, input),
        note: figure.total > 1000 ? random.pick(estimateNotes) : chooseNote(random),
        release,
      };
  }
}

function chooseNote(random: Random): string {
  return random.chance(0.3) ? random.pick(countNotes) : '';
}

/** Indicators that ask for a figure of another, by the plan's own rules: a reporter decides on it once. */
const asksFor: Record<string, string> = { 'I-B2': 'I-B1', 'I-B4': 'I-B3', 'I-B5': 'I-B3', 'I-C5': 'I-C2' };
const isShared = (code: string) => code in asksFor || Object.values(asksFor).includes(code);

/** Consent is a policy of the reporter: it stays the same from round to round. */
function chooseRelease(
  { code, disclosureClass }: DemoIndicator,
  { reporter, kind }: Pick<FigureInput, 'reporter' | 'kind'>,
): IndicatorContent['release'] {
  const basis = asksFor[code] ?? code;
  const random = createRandom('release', reporter, basis);
  const [national, withheld] =
    kind === 'body'
      ? [0.85, 0]
      : disclosureClass === 'public' && !isShared(code)
        ? [0.5, 0.02]
        : [0.22, 0.04];
  const at = random.next();
  // Some more agree to show the victims identified, so that there are flows to be seen.
  const isOpen = at < national || (basis === 'I-B3' && at >= national + withheld && at < 0.36);
  return isOpen ? 'national' : at < national + withheld ? 'withheld' : 'regional';
}

/** How many give the best and the middle answer at the start; where it is not here, 30 and 31 of 100. */
const startingAnswers: Record<string, readonly [best: number, middle: number]> = {
  'I-A4': [0.46, 0.3],
  'I-C1': [0.4, 0.3],
  'I-D5': [0.04, 0.3],
};

/** Answers move from the least to the most, one step at a time and never back. */
function chooseAnswer(
  { code, choices }: DemoIndicator,
  { reporter, period }: Omit<FigureInput, 'random'>,
): string {
  const steps = choices[0]?.counts ? [...choices].reverse() : choices;
  const random = createRandom('answer', reporter, code);
  const [best, middle] = startingAnswers[code] ?? [0.3, 0.31];
  const at = random.next();
  let place = at < best ? steps.length - 1 : at < best + middle ? 1 : 0;
  for (let round = 1; round <= period; round++) if (random.chance(0.16)) place += 1;
  const answer = steps[Math.min(place, steps.length - 1)];
  if (!answer) throw new RangeError(`${code} has no answers to choose from.`);
  return answer.code;
}

/**
 * Which dimensions a reporter can fill, and how well: a habit that seldom changes. Indicators about the same
 * persons have the same splits.
 */
function chooseSplit(
  basis: string,
  dimension: string,
  { reporter, period }: Pick<FigureInput, 'reporter' | 'period'>,
): 'given' | 'left out' | 'not available' {
  const habit = createRandom('split', reporter, dimension).next();
  const often = dimension === 'disability' ? 0.55 : 0.25;
  const random = createRandom('split', reporter, period, basis, dimension);
  if (!random.chance(habit < often ? 0.45 : 0.05)) return 'given';
  return random.chance(0.3) ? 'not available' : 'left out';
}

/** The cells of each dimension that is given or is said to be not available. */
function buildSplits(
  indicator: DemoIndicator,
  basis: string,
  input: Pick<FigureInput, 'reporter' | 'period'>,
  build: (dimension: DemoIndicator['dimensions'][number]) => CellInput[],
): CellInput[] {
  return indicator.dimensions.flatMap((dimension) => {
    const split = chooseSplit(basis, dimension.code, input);
    if (split === 'given') return build(dimension);
    if (split === 'left out') return [];
    return dimension.categories.map(
      (category): CellInput => ({ by: { [dimension.code]: category }, state: 'not_available' }),
    );
  });
}

function buildCountCells(
  indicator: DemoIndicator,
  figure: Extract<Figure, { kind: 'count' }>,
  input: Pick<FigureInput, 'reporter' | 'period'>,
): CellInput[] {
  const { reporter, period } = input;
  const basis = figure.basis ?? indicator.code;
  const splits = buildSplits(indicator, basis, input, (dimension) => {
    const random = createRandom('parts', reporter, period, basis, dimension.code);
    const total = figure.within?.[dimension.code] ?? figure.total;
    const parts = splitTotal(
      total,
      dimension,
      random,
      figure.pinned?.[dimension.code],
      figure.spread?.[dimension.code]?.(dimension.categories),
    );
    return listCategories(indicator, dimension, input).map((category) => ({
      by: { [dimension.code]: category },
      state: 'reported',
      value: parts[category] ?? 0,
    }));
  });
  return [{ state: 'reported', value: figure.total }, ...splits];
}

function buildPercentageCells(
  indicator: DemoIndicator,
  figure: Extract<Figure, { kind: 'percentage' }>,
  input: Pick<FigureInput, 'reporter' | 'period'>,
): CellInput[] {
  const { numerator, denominator } = figure;
  const total: CellInput = { state: 'reported', numerator, denominator };
  if (denominator === 0) return [total];
  const basis = figure.basis ?? indicator.code;
  const splits = buildSplits(indicator, basis, input, (dimension) => {
    const key = [input.reporter, input.period, basis, dimension.code] as const;
    const pinned = figure.pinned?.[dimension.code];
    const wholes = splitTotal(denominator, dimension, createRandom('parts', ...key), pinned?.denominator);
    const random = createRandom('shares', ...key, indicator.code);
    const parts = splitWithin(numerator, wholes, random, pinned?.numerator);
    return listCategories(indicator, dimension, input).map((category) => ({
      by: { [dimension.code]: category },
      state: 'reported',
      numerator: parts[category] ?? 0,
      denominator: wholes[category] ?? 0,
    }));
  });
  return [total, ...splits];
}

function buildMoneyCells(
  indicator: DemoIndicator,
  total: number,
  input: Pick<FigureInput, 'reporter' | 'period'>,
): CellInput[] {
  const splits = buildSplits(indicator, indicator.code, input, (dimension) => {
    const random = createRandom('parts', input.reporter, input.period, indicator.code, dimension.code);
    const cents = splitTotal(Math.round(total * 100), dimension, random);
    return dimension.categories.map((category) => ({
      by: { [dimension.code]: category },
      state: 'reported',
      value: ((cents[category] ?? 0) / 100).toFixed(2),
    }));
  });
  return [{ state: 'reported', value: total.toFixed(2) }, ...splits];
}

/** The categories that a reporter fills: now and then the rest is not put under "unknown", as it should be. */
function listCategories(
  indicator: DemoIndicator,
  { code, categories }: DemoIndicator['dimensions'][number],
  { reporter, period }: Pick<FigureInput, 'reporter' | 'period'>,
): string[] {
  const isRestLeft = createRandom('rest', reporter, period, indicator.code, code).chance(0.05);
  return isRestLeft ? categories.filter((category) => category !== 'unknown') : categories;
}
