import { figure as figureWords } from '#server/domain/language/messages/en/figure.ts';
import { calculateWhole, formatNumber, formatRange } from '#server/domain/language/number-format.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { formatAmount, reportersOf, formatAmountInWords } from '#server/domain/finding/figure-words.ts';
import type { ReportedBy } from '#server/domain/finding/public-figure.types.ts';
import { findRange, type RangeLimits } from '#server/domain/value/count-range.ts';
import { serialiseDecimal, parseDecimal } from '#server/domain/value/decimal.calculations.ts';
import type { ValueState } from '#server/domain/value/indicator-definition.ts';
import { getAnswerKind, isMoney, measureRules, type Measure } from '#server/domain/value/measures.ts';
import {
  activityGroups,
  type Fact,
  type MissingValueState,
  type Reference,
  serialiseReference,
} from './reference.rules.ts';
import {
  type AggregatedIndicator,
  calculateRegionalFigure,
  type Contribution,
} from '../aggregation/aggregate.calculations.ts';

/** A regional figure for the report: a number, or why there is none. */
export type ReportFigure = {
  round: string;
  dimension: string | null;
  category: string | null;
  state: 'reported' | MissingValueState;
  value: string | null;
  contributing: number;
  expected: number;
} & RangeLimits;

export type ReportIndicator = {
  code: string;
  measure: Measure;
  unit: string;
  reportedBy: ReportedBy;
  figures: readonly ReportFigure[];
};

/** An activity with its status in the round and its place in the plan. */
export type ReportActivity = {
  code: string;
  area: string;
  objective: string;
  lenses: readonly string[];
  status: string | null;
  isLate: boolean;
  isDone: boolean;
  isOnTrack: boolean;
};

export type FactSource = {
  /** Codes of rounds, oldest first; the last is the compiled one. */
  rounds: readonly string[];
  indicators: readonly ReportIndicator[];
  activities: readonly ReportActivity[];
  /** Codes of all statuses, areas, objectives and lenses: one without an activity counts as zero. */
  statuses: readonly string[];
  areas: readonly string[];
  lenses: readonly string[];
  reports: Record<'states' | 'bodies', { included: number; due: number }>;
};

const number = (text: string): Fact => ({ kind: 'number', text });
const mark = (state: MissingValueState, text = figureWords[state].toLowerCase()): Fact => ({
  kind: 'mark',
  mark: state,
  text,
});

/** Builds every fact that a narrative of the round can refer to, by the canonical text of its reference. */
export function buildFacts(source: FactSource): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  const set = (reference: Reference, fact: Fact) => facts.set(serialiseReference(reference), fact);
  for (const indicator of source.indicators) addIndicator(indicator, source.rounds, set);
  addActivities(source, set);
  for (const kind of ['states', 'bodies'] as const) {
    const { included, due } = source.reports[kind];
    set({ kind: 'reports', of: kind }, number(shareOf(included, due, kind)));
  }
  return facts;
}

type SetFact = (reference: Reference, fact: Fact) => void;

function addIndicator(indicator: ReportIndicator, rounds: readonly string[], set: SetFact) {
  const newest = rounds.at(-1);
  const place = (figure: ReportFigure) => `${figure.round} ${figure.dimension}=${figure.category}`;
  const byPlace = new Map(indicator.figures.map((figure) => [place(figure), figure]));
  for (const figure of indicator.figures) {
    const { dimension, category } = figure;
    const previous = rounds[rounds.indexOf(figure.round) - 1];
    const before = previous === undefined ? undefined : byPlace.get(place({ ...figure, round: previous }));
    const said = {
      value: formatValueWords(indicator, figure),
      coverage: formatCoverage(indicator, figure),
      change: describeChange(indicator, before, figure),
    };
    for (const aspect of ['value', 'coverage', 'change'] as const) {
      const names = figure.round === newest ? [null, figure.round] : [figure.round];
      for (const round of names) {
        set(
          { kind: 'indicator', indicator: indicator.code, round, dimension, category, aspect },
          said[aspect],
        );
      }
    }
  }
}

function formatValueWords(indicator: ReportIndicator, figure: ReportFigure): Fact {
  const { state, value } = figure;
  const range = findRange(figure);
  if (state !== 'reported') return range ? mark(state, formatRange(range)) : mark(state);
  if (value === null) {
    return mark(
      'not_applicable',
      getAnswerKind(indicator.measure) === 'ratio'
        ? `no ${indicator.measure}, since there was nothing to count`
        : 'no regional figure',
    );
  }
  return number(
    isMoney(indicator.measure)
      ? formatAmountInWords(indicator, toPrinted(indicator, value))
      : formatAmount(indicator, value),
  );
}

/** A report prints money in whole units, in its tables and in its sentences. */
const toPrinted = ({ measure }: ReportIndicator, value: string): string =>
  isMoney(measure) ? calculateWhole(value) : value;

const shareOf = (part: number, whole: number, who: ReportedBy) =>
  `${formatNumber(part)} of ${formatCount(whole, reportersOf[who])}`;

function formatCoverage(indicator: ReportIndicator, figure: ReportFigure): Fact {
  // The coverage of a hidden figure would reveal something about it.
  if (figure.state === 'suppressed' || figure.state === 'withheld') return mark(figure.state);
  if (figure.state === 'not_applicable') return mark('not_applicable');
  // What the tracker counts from its own records is complete by definition: no reporter is missing.
  if (indicator.reportedBy === 'register') return number('the reports in the tracker');
  return number(shareOf(figure.contributing, figure.expected, indicator.reportedBy));
}

function describeChange(
  indicator: ReportIndicator,
  before: ReportFigure | undefined,
  now: ReportFigure,
): Fact {
  const range = findRange(now);
  if (range) return mark('suppressed', `now ${formatRange(range)}`);
  if (now.state !== 'reported' || now.value === null) return formatValueWords(indicator, now);
  if (!before) return mark('not_applicable', 'no round before it');
  const rangeBefore = findRange(before);
  if (rangeBefore) return mark('suppressed', `from ${formatRange(rangeBefore)} before`);
  if (before.state !== 'reported' || before.value === null) return formatValueWords(indicator, before);
  const read = (value: string) => parseDecimal(toPrinted(indicator, value));
  const difference = serialiseDecimal(read(now.value) - read(before.value));
  const { changeUnit } = measureRules[indicator.measure];
  if (getAnswerKind(indicator.measure) === 'ratio') {
    return number(`${formatNumber(difference, { decimals: 1, signed: true })} ${changeUnit}`);
  }
  const amount = formatNumber(difference, { signed: true });
  return number(changeUnit ? `${amount}\u00a0${changeUnit}` : amount);
}

function addActivities({ activities, statuses, areas, lenses }: FactSource, set: SetFact) {
  const holds = (group: string | null, activity: ReportActivity) =>
    group === null ||
    activity.status === group ||
    (group === 'late' && activity.isLate) ||
    (group === 'done' && activity.isDone) ||
    (group === 'on-track' && activity.isOnTrack);
  const count = (group: string | null, where: (activity: ReportActivity) => boolean) =>
    number(formatNumber(activities.filter((one) => where(one) && holds(group, one)).length));
  for (const group of new Set([null, ...activityGroups, ...statuses])) {
    set(
      { kind: 'activities', group, area: null, lens: null },
      count(group, () => true),
    );
    for (const area of areas) {
      set(
        { kind: 'activities', group, area, lens: null },
        count(group, (one) => one.area === area || one.objective === area),
      );
    }
    for (const lens of lenses) {
      set(
        { kind: 'activities', group, area: null, lens },
        count(group, (one) => one.lenses.includes(lens)),
      );
    }
  }
}

/** One reporter's part in one round, as in a compilation. */
export type ReportedPart = {
  reporter: string;
  release: 'regional' | 'national' | 'withheld';
  cells: readonly {
    dimension: string | null;
    category: string | null;
    state: ValueState;
    value: string | null;
    numerator: string | null;
    denominator: string | null;
    choice: string | null;
  }[];
};

type Place = { dimension: string | null; category: string | null };

/**
 * Calculates the regional figures of one indicator in one round by its own rule, for those who may see what
 * is not public. A report that must not be published in any form is in no total here either: the report goes
 * to all member states.
 */
export function calculateReportFigures(
  indicator: AggregatedIndicator & { disclosureClass: string },
  round: string,
  places: readonly Place[],
  parts: readonly ReportedPart[],
  findRelease: (cell: Place & { reporter: string }) => ReportedPart['release'] | undefined = () => undefined,
): ReportFigure[] {
  return places.map(({ dimension, category }) => {
    const contributions = parts.map(({ reporter, release, cells }): Contribution => {
      const cell = cells.find((one) => one.dimension === dimension && one.category === category);
      const withheld = (findRelease({ reporter, dimension, category }) ?? release) === 'withheld';
      const state = cell?.state ?? 'not_yet_reported';
      return {
        reporter,
        state: withheld && state !== 'not_applicable' ? 'not_available' : state,
        value: withheld ? null : (cell?.value ?? null),
        numerator: withheld ? null : (cell?.numerator ?? null),
        denominator: withheld ? null : (cell?.denominator ?? null),
        choice: withheld ? null : (cell?.choice ?? null),
      };
    });
    const { value, contributing, expected, coverage } = calculateRegionalFigure({ indicator, contributions });
    const isClosed = indicator.disclosureClass === 'internal';
    return {
      round,
      dimension,
      category,
      state: isClosed
        ? 'withheld'
        : contributing.length > 0
          ? 'reported'
          : coverage.not_yet_reported > 0
            ? 'not_yet_reported'
            : coverage.not_available > 0
              ? 'not_available'
              : 'not_applicable',
      value: isClosed ? null : value,
      contributing: contributing.length,
      expected,
    };
  });
}
