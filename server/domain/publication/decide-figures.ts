import type { FigureEquality } from '../plan/figure-equality.ts';
import { getAnswerKind } from '#server/domain/value/measures.ts';
import type {
  AlreadyPublic,
  DisclosureCell,
  DisclosureInput,
  EarlierFigure,
  PublicFigure,
  Remember,
} from '../disclosure/disclosure.types.ts';
import type { DisclosureRules } from '../disclosure/disclosure-settings.rules.ts';
import { applyStrictestConsent, createLinks, groupLinked } from '../disclosure/figure-links.calculations.ts';
import { decideLinkedDisclosure } from '../disclosure/decide-disclosure.rules.ts';
import {
  buildCellKey,
  type DimensionDefinition,
  type DisclosureClass,
  type Release,
  type ValueState,
} from '../value/indicator-definition.ts';
import type { Measure, Aggregation } from '../value/measures.ts';
import { isAskingForBreakdowns } from './is-asking-for-breakdowns.rules.ts';
import { type Address, addressOf } from './documents.ts';
import {
  calculateActivitiesOnTrack,
  calculateReportsOnTime,
  calculateSplitsReported,
  type RegisterFigure,
} from './register-figures.calculations.ts';

export type CompiledIndicator = {
  id: number;
  code: string;
  measure: Measure;
  aggregation: Aggregation;
  disclosureClass: DisclosureClass;
  personCount: boolean;
  reportedBy: string;
  derivation: 'reports_on_time' | 'splits_reported' | 'activities_on_track' | null;
  choices: { code: string; label: string; counts: boolean }[];
  dimensions: DimensionDefinition[];
};

export type CompiledCell = {
  valueId: number;
  dimension: string | null;
  category: string | null;
  state: ValueState;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  choice: string | null;
};

/**
 * One reporter's part in one round of one indicator; without cells if the report is not in the compilation.
 */
export type CompiledReport = {
  round: string;
  reporter: string;
  included: boolean;
  release: Release;
  cells: CompiledCell[];
};

export type CompiledSubmission = {
  round: string;
  reporter: string;
  included: boolean;
  onTime: boolean;
};

export type CompiledStatus = {
  round: string;
  activity: string;
  /** Whether the plan asks for it in this round: it was added by then and has not ended. */
  asked: boolean;
  active: boolean;
  status: string | null;
  isDone: boolean;
  isOnTrack: boolean;
  isCancelled: boolean;
};

/** The data behind a round in earlier publications that were made from another compilation than today's. */
export type SupersededRound = {
  round: string;
  publications: number[];
  /** What each reporter was asked and reported then, by indicator id. */
  reports: Map<number, CompiledReport[]>;
};

/** The input of all decisions on figures: what was compiled, and what earlier publications have shown. */
export type FigureInput = {
  /** Codes, oldest first. */
  rounds: string[];
  indicators: CompiledIndicator[];
  /** By indicator id. */
  reports: Map<number, CompiledReport[]>;
  submissions: CompiledSubmission[];
  statuses: CompiledStatus[];
  /** By indicator code. */
  earlier: Map<string, EarlierFigure[]>;
  superseded: SupersededRound[];
  /** The figures that two indicators ask for, by the plan. */
  equalities: FigureEquality[];
  /** For what is decided again and again. */
  remember?: Remember;
};

/** A figure with the ids of the values behind it. */
export type TracedFigure = PublicFigure & { indicator: string; valueIds: number[] };

export type DecidedFigures = {
  figures: TracedFigure[];
  alreadyPublic: (AlreadyPublic & { indicator: string })[];
};

/**
 * Decides every figure of a publication of these rounds: regional ones by each indicator's own rule, national
 * ones if released, and the reason for each that is suppressed. `rules` differ for readers other than the
 * public. Leaves out the figures of `unchanged` values.
 */
export function decideFigures(
  input: FigureInput,
  rules: Partial<DisclosureRules> = {},
  unchanged: ReadonlySet<Address<'values'>> = new Set(),
): DecidedFigures {
  const { indicators, reports, submissions, statuses, equalities } = input;
  const figures: TracedFigure[] = [];
  const alreadyPublic: DecidedFigures['alreadyPublic'] = [];
  const splitReports = indicators.filter(isAskingForBreakdowns).flatMap(({ id }) => reports.get(id) ?? []);
  for (const family of groupLinked(indicators, equalities)) {
    // What one of them reveals of another is decided for all of them together.
    const rounds = input.rounds.filter((round) =>
      family.some(({ code }) => !unchanged.has(addressOf.values(code, round))),
    );
    if (rounds.length === 0) continue;
    const asked: CompiledIndicator[] = [];
    for (const indicator of family) {
      if (indicator.derivation !== null) {
        for (const code of rounds) {
          const figure = {
            reports_on_time: () => calculateReportsOnTime(code, submissions),
            splits_reported: () => calculateSplitsReported(code, splitReports),
            activities_on_track: () => calculateActivitiesOnTrack(code, statuses),
          }[indicator.derivation]();
          figures.push(asTracedFigure(indicator, figure));
        }
      } else if (getAnswerKind(indicator.measure) !== 'text') asked.push(indicator);
    }
    const valueIds = new Map<string, number>();
    const inputs = asked.map((indicator) => describeIndicator(input, indicator, rounds, rules, valueIds));
    decideLinkedDisclosure(inputs, equalities, input.remember).forEach((decision, index) => {
      const code = asked[index]?.code ?? '';
      for (const figure of decision.figures) {
        if (unchanged.has(addressOf.values(code, figure.round))) continue;
        const cell = buildCellKey(figure.dimension, figure.category);
        const behind = figure.contributing.flatMap(
          (reporter) => valueIds.get(`${code}/${figure.round}/${reporter}/${cell}`) ?? [],
        );
        figures.push(Object.assign(figure, { indicator: code, valueIds: behind }));
      }
      alreadyPublic.push(...decision.alreadyPublic.map((found) => ({ ...found, indicator: code })));
    });
  }
  return { figures, alreadyPublic };
}

/**
 * Returns what a reporter lets out of one cell: the stricter of what it lets out of each indicator that asks for
 * the same figure.
 */
export function createReleases({
  indicators,
  reports,
  equalities,
  rounds,
}: Pick<FigureInput, 'indicators' | 'reports' | 'equalities' | 'rounds'>): (
  indicator: string,
  round: string,
  cell: Pick<DisclosureCell, 'reporter' | 'dimension' | 'category'>,
) => DisclosureCell['release'] | undefined {
  const links = createLinks(equalities);
  const keyOf = (
    indicator: string,
    round: string,
    cell: Pick<DisclosureCell, 'reporter' | 'dimension' | 'category'>,
  ) => `${indicator}/${round}/${cell.reporter}/${buildCellKey(cell.dimension, cell.category)}`;
  const found = new Map<string, DisclosureCell['release']>();
  const input = { reports, earlier: new Map(), superseded: [] };
  for (const family of groupLinked(indicators, equalities)) {
    if (family.length < 2) continue;
    const inputs = family.map((indicator) => describeIndicator(input, indicator, rounds, {}, new Map()));
    for (const { indicator, rounds: asked } of applyStrictestConsent(inputs, links)) {
      for (const { round, cells } of asked)
        for (const cell of cells) found.set(keyOf(indicator.code, round, cell), cell.release);
    }
  }
  return (indicator, round, cell) => found.get(keyOf(indicator, round, cell));
}

/** The input of the decision on one indicator; adds the ids of its values to `valueIds`. */
function describeIndicator(
  { reports, earlier, superseded }: Pick<FigureInput, 'reports' | 'earlier' | 'superseded'>,
  indicator: CompiledIndicator,
  rounds: readonly string[],
  rules: Partial<DisclosureRules>,
  valueIds: Map<string, number>,
): DisclosureInput {
  const givenIn = Map.groupBy(reports.get(indicator.id) ?? [], ({ round }) => round);
  const places = listPlaces(indicator);
  return {
    indicator,
    // The rule of three protects states. If only sectoral bodies report, consent decides.
    rules:
      indicator.reportedBy === 'bodies' ? { ...rules, minimumContributors: 1, unknownReporters: [2] } : rules,
    rounds: rounds.map((code) => ({
      round: code,
      cells: (givenIn.get(code) ?? []).flatMap((report) =>
        listCells(places, report, valueIds, indicator.code),
      ),
    })),
    earlier: earlier.get(indicator.code) ?? [],
    superseded: superseded
      .filter(({ round }) => rounds.includes(round))
      .map(({ round, publications, reports: then }) => ({
        round,
        publications,
        cells: listSupersededCells(places, givenIn.get(round) ?? [], then.get(indicator.id) ?? []),
      })),
  };
}

/** Lists the cells of reporters that reported something else then, or nothing. */
function listSupersededCells(
  places: readonly AskedPlace[],
  given: readonly CompiledReport[],
  givenThen: readonly CompiledReport[],
): DisclosureCell[] {
  const now = new Map(given.map((one) => [one.reporter, one]));
  const then = new Map(givenThen.map((one) => [one.reporter, one]));
  // A reporter that was not asked then reported nothing.
  for (const [reporter, report] of now) {
    if (!then.has(reporter)) then.set(reporter, { ...report, cells: [] });
  }
  return [...then].flatMap(([reporter, report]) => {
    const today = now.get(reporter);
    const list = listCells(places, report);
    const same = today && JSON.stringify(listCells(places, today)) === JSON.stringify(list);
    return same ? [] : list;
  });
}

type AskedPlace = { key: string; dimension: string | null; category: string | null };

/** Lists the total and every part that reporters are asked for. */
const listPlaces = ({ dimensions }: CompiledIndicator): AskedPlace[] =>
  [
    { dimension: null, category: null },
    ...dimensions.flatMap(({ code, categories }) =>
      categories.map((category) => ({ dimension: code, category: category.code })),
    ),
  ].map((place) => ({ key: buildCellKey(place.dimension, place.category), ...place }));

/** Lists all cells that a reporter was asked for; one without a row is "not yet reported". */
function listCells(
  places: readonly AskedPlace[],
  report: CompiledReport,
  valueIds?: Map<string, number>,
  indicator = '',
): DisclosureCell[] {
  const given = new Map(report.cells.map((cell) => [buildCellKey(cell.dimension, cell.category), cell]));
  return places.map(({ key, dimension, category }) => {
    const cell = given.get(key);
    if (cell) valueIds?.set(`${indicator}/${report.round}/${report.reporter}/${key}`, cell.valueId);
    return {
      reporter: report.reporter,
      release: report.release,
      dimension,
      category,
      state: cell?.state ?? 'not_yet_reported',
      value: cell?.value ?? null,
      numerator: cell?.numerator ?? null,
      denominator: cell?.denominator ?? null,
      choice: cell?.choice ?? null,
    };
  });
}

function asTracedFigure(indicator: CompiledIndicator, figure: RegisterFigure): TracedFigure {
  const reported = figure.value !== null;
  return {
    indicator: indicator.code,
    round: figure.round,
    scope: 'region',
    dimension: null,
    category: null,
    show: true,
    state: reported ? 'reported' : 'not_applicable',
    value: figure.value,
    numerator: reported ? figure.numerator : null,
    denominator: reported ? figure.denominator : null,
    distribution: null,
    range: null,
    choice: null,
    contributing: figure.contributing,
    expected: figure.expected,
    keptFrom: null,
    reasons: [],
    publicNote: null,
    valueIds: [],
  };
}
