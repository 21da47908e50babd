import { getAnswerKind, type Measure, measureRules } from '#server/domain/value/measures.ts';
import type { CaseLoad } from './case-load.ts';
import { buildOriginShares } from './origins.ts';
import type { Random } from './random.ts';
import type { Parts } from './split-figures.ts';

/** The part of the fictional truth behind one indicator report, before it is decided what of it is reported. */
export type Figure =
  | {
      kind: 'count';
      total: number;
      /** Figures with the same basis are about the same persons and are split alike. */
      basis?: string;
      /** By dimension: parts that are known and not left to chance. */
      pinned?: Record<string, Parts>;
      /** By dimension: how a total is spread, where that is not as everywhere; from the categories. */
      spread?: Record<string, (categories: readonly string[]) => Parts>;
      /** By dimension: how many of the total it splits, where that is not all of them. */
      within?: Record<string, number>;
    }
  | { kind: 'money'; total: number }
  | {
      kind: 'percentage';
      numerator: number;
      denominator: number;
      basis?: string;
      pinned?: Record<string, { numerator: Parts; denominator: Parts }>;
    }
  | { kind: 'choice' }
  | { kind: 'text' };

export type FigureInput = {
  reporter: string;
  kind: 'state' | 'body';
  size: number;
  /** The round's place in time: 0 for the first. */
  period: number;
  load: CaseLoad;
  random: Random;
};

const scam = 'forced_criminality_online_scam';

/** One maker for each indicator of the illustrative plan; an indicator that is not here gets a plain figure. */
const makers: Record<string, (input: FigureInput) => Figure> = {
  'I-A1': ({ period, random }) => ({ kind: 'count', total: 7 + period + random.int(0, 2) }),
  'I-A2': ({ size, period, random }) => ({
    kind: 'count',
    total: Math.round((size * (48_000 + 9000 * period) * random.between(0.6, 1.4)) / 10) * 10,
  }),
  'I-A3': ({ size, period, random }) => {
    const reported = Math.round(150 * size * random.between(0.4, 1.6));
    return {
      kind: 'percentage',
      numerator: Math.round(reported * (0.36 + 0.045 * period + random.between(-0.1, 0.1))),
      denominator: reported,
    };
  },
  'I-A5': ({ size, period, random }) => ({
    kind: 'count',
    total: Math.round(size * (4 + 9 * period) * random.between(0.6, 1.5)),
  }),
  'I-B1': ({ load }) => ({ kind: 'count', total: load.found, basis: 'found' }),
  'I-B2': ({ load }) => ({
    kind: 'percentage',
    numerator: load.screened,
    denominator: load.found,
    basis: 'found',
  }),
  'I-B3': ({ load, reporter }) => ({
    kind: 'count',
    total: load.identified,
    basis: 'identified',
    pinned: { form: { [scam]: load.identifiedScam } },
    spread: { origin: (places) => buildOriginShares(reporter, places) },
  }),
  'I-B4': ({ load }) => ({ kind: 'count', total: load.identifiedScam, basis: 'identified scam' }),
  'I-B5': ({ load }) => ({
    kind: 'percentage',
    numerator: load.accepted,
    denominator: load.identified,
    basis: 'identified',
    pinned: {
      form: { numerator: { [scam]: load.acceptedScam }, denominator: { [scam]: load.identifiedScam } },
    },
  }),
  'I-B6': ({ load }) => ({
    kind: 'percentage',
    numerator: load.nonPunishmentApplied,
    denominator: load.nonPunishmentConsidered,
  }),
  'I-B8': ({ kind, size, period, random }) => ({
    kind: 'count',
    total: Math.round((kind === 'state' ? 150 * size : 60) * (1 + 0.12 * period) * random.between(0.6, 1.4)),
  }),
  'I-B9': ({ size, random }) => ({
    kind: 'count',
    total: random.chance(0.3) ? 0 : Math.round(13 * size * random.between(0.3, 1.5)),
  }),
  'I-B10': ({ load }) => ({
    kind: 'percentage',
    numerator: load.returnedSafely,
    denominator: load.returned,
    pinned: {
      form: {
        numerator: { [scam]: load.returnedSafelyScam },
        denominator: { [scam]: load.returnedScam },
      },
    },
  }),
  'I-C2': ({ load }) => ({
    kind: 'count',
    total: load.investigations,
    pinned: { form: { [scam]: load.investigationsScam } },
  }),
  'I-C3': ({ load }) => ({
    kind: 'count',
    total: load.prosecuted,
    pinned: { legal_person: { legal: load.prosecutedLegalPersons } },
    // Legal persons have no sex.
    within: { sex: load.prosecuted - load.prosecutedLegalPersons },
  }),
  'I-C4': ({ load }) => ({ kind: 'count', total: load.convicted }),
  'I-C5': ({ load }) => ({
    kind: 'percentage',
    numerator: load.financialInvestigations,
    denominator: load.investigations,
  }),
  'I-C6': ({ size, period, random }) => ({
    kind: 'money',
    total: random.chance(0.2) ? 0 : roundCents(size * (240_000 + 55_000 * period) * random.between(0.4, 1.9)),
  }),
  'I-C7': ({ random }) => ({ kind: 'count', total: random.chance(0.55) ? 0 : random.int(1, 6) }),
  'I-D1': ({ size, period, random }) => {
    const sent = Math.round(32 * size * random.between(0.5, 1.5));
    return {
      kind: 'percentage',
      numerator: Math.round(sent * (0.34 + 0.05 * period + random.between(-0.1, 0.1))),
      denominator: sent,
    };
  },
  'I-D2': ({ period, random }) => {
    const made = random.int(20, 36);
    return {
      kind: 'percentage',
      numerator: Math.round(made * (0.62 + 0.05 * period + random.between(-0.06, 0.06))),
      denominator: made,
    };
  },
  'I-D7': ({ reporter, random }) => ({
    kind: 'money',
    total: random.chance(0.15)
      ? 0
      : Math.round((reporter.length % 3 === 2 ? 180_000 : 110_000) * random.between(0.4, 1.9) * 0.001) * 1000,
  }),
};

/** What is true, in the fiction, of an indicator for a reporter in a round. */
export function makeFigure(code: string, measure: Measure, input: FigureInput): Figure {
  const maker = makers[code];
  if (maker) {
    const figure = maker(input);
    // A plan that somebody has edited may use a known code for something else.
    if (figure.kind === measure) return figure;
  }
  const { random, size } = input;
  switch (getAnswerKind(measure)) {
    case 'ratio': {
      const denominator = Math.round(60 * size * random.between(0.5, 1.5));
      return {
        kind: 'percentage',
        numerator: Math.round(denominator * random.between(0.3, 0.8)),
        denominator,
      };
    }
    case 'choice':
      return { kind: 'choice' };
    case 'text':
      return { kind: 'text' };
    case 'number':
      return measureRules[measure].entry.decimals
        ? { kind: 'money', total: roundCents(100_000 * size * random.between(0.2, 2)) }
        : { kind: 'count', total: Math.round(40 * size * random.between(0.3, 1.7)) };
  }
}

function roundCents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
