import type { Transaction } from '#db/as-viewer.ts';
import { decideDisclosure } from '#server/domain/disclosure/decide-disclosure.rules.ts';
import type {
  AlreadyPublic,
  DisclosureCell,
  DisclosureRules,
  PublicFigure,
  SupersededCells,
} from '#server/domain/disclosure/disclosure.types.ts';
import { asksForSplits } from '#server/domain/publication/asks-for-splits.rules.ts';
import {
  calculateActivitiesOnTrack,
  calculateReportsOnTime,
  calculateSplitsReported,
  type RegisterFigure,
} from '#server/domain/publication/register-figures.calculations.ts';
import { buildCellKey } from '#server/domain/value/indicator-definition.ts';
import {
  type CompiledIndicator,
  type CompiledReport,
  type CompiledRound,
  type CompiledStatus,
  listCompiledIndicators,
  listCompiledReports,
  listCompiledStatuses,
  listCompiledSubmissions,
  listEarlierFigures,
} from './load-compiled.ts';
import { listSupersededRounds, type SupersededRound } from './load-superseded.ts';

/** A figure with the values that stand behind it. */
export type TracedFigure = PublicFigure & { indicator: string; valueIds: number[] };

export type BuiltFigures = {
  figures: TracedFigure[];
  alreadyPublic: (AlreadyPublic & { indicator: string })[];
  statuses: CompiledStatus[];
};

/**
 * Every figure of a publication of these rounds: regional ones by each indicator's own rule, national ones where
 * released, and for what is held back the reason. Reads compiled data only. `rules` change what is held back for readers
 * who are not the public.
 */
export async function buildFigures(
  tx: Transaction,
  rounds: CompiledRound[],
  rules: Partial<DisclosureRules> = {},
): Promise<BuiltFigures> {
  const newest = rounds.at(-1)?.code ?? '';
  const indicators = await listCompiledIndicators(tx, newest);
  const reports = await listCompiledReports(tx, rounds);
  const submissions = await listCompiledSubmissions(tx, rounds);
  const statuses = await listCompiledStatuses(tx, rounds);
  const earlier = await listEarlierFigures(tx, rounds);
  const before = await listSupersededRounds(tx, rounds);

  const figures: TracedFigure[] = [];
  const alreadyPublic: BuiltFigures['alreadyPublic'] = [];
  const splitReports = indicators.filter(asksForSplits).flatMap(({ id }) => reports.get(id) ?? []);

  for (const indicator of indicators) {
    if (indicator.derivation !== null) {
      for (const { code } of rounds) {
        const figure = {
          reports_on_time: () => calculateReportsOnTime(code, submissions),
          splits_reported: () => calculateSplitsReported(code, splitReports),
          activities_on_track: () => calculateActivitiesOnTrack(code, statuses),
        }[indicator.derivation]();
        figures.push(asTracedFigure(indicator, figure));
      }
      continue;
    }
    if (indicator.measure === 'text') continue;
    const given = reports.get(indicator.id) ?? [];
    const valueIds = new Map<string, number>();
    const decision = decideDisclosure({
      indicator,
      // The rule of three protects states. Where only sectoral bodies report, consent decides.
      rules: indicator.reportedBy === 'bodies' ? { ...rules, minimumContributors: 1 } : rules,
      rounds: rounds.map(({ code }) => ({
        round: code,
        cells: given
          .filter(({ round }) => round === code)
          .flatMap((report) => listCells(indicator, report, valueIds)),
      })),
      earlier: earlier.get(indicator.code) ?? [],
      superseded: before.map((then) => listSupersededCells(indicator, given, then)),
    });
    for (const figure of decision.figures) {
      const cell = buildCellKey(figure.dimension, figure.category);
      figures.push({
        ...figure,
        indicator: indicator.code,
        valueIds: figure.contributing
          .map((reporter) => valueIds.get(`${figure.round}/${reporter}/${cell}`))
          .filter((id) => id !== undefined),
      });
    }
    alreadyPublic.push(...decision.alreadyPublic.map((found) => ({ ...found, indicator: indicator.code })));
  }
  return { figures, alreadyPublic, statuses };
}

/** The cells of the reporters that gave something else then, or nothing. */
function listSupersededCells(
  indicator: CompiledIndicator,
  given: CompiledReport[],
  { round, publications, reports }: SupersededRound,
): SupersededCells {
  const now = new Map(given.filter((report) => report.round === round).map((one) => [one.reporter, one]));
  const then = new Map((reports.get(indicator.id) ?? []).map((one) => [one.reporter, one]));
  // One that was not asked then gave nothing.
  for (const [reporter, report] of now) {
    if (!then.has(reporter)) then.set(reporter, { ...report, cells: [] });
  }
  const cells = [...then].flatMap(([reporter, report]) => {
    const today = now.get(reporter);
    const list = listCells(indicator, report, new Map());
    const same = today && JSON.stringify(listCells(indicator, today, new Map())) === JSON.stringify(list);
    return same ? [] : list;
  });
  return { round, publications, cells };
}

/** All cells that a reporter was asked for: what has no row is "not yet reported", and says so. */
function listCells(
  indicator: CompiledIndicator,
  report: CompiledReport,
  valueIds: Map<string, number>,
): DisclosureCell[] {
  const given = new Map(report.cells.map((cell) => [buildCellKey(cell.dimension, cell.category), cell]));
  const places = [
    { dimension: null, category: null },
    ...indicator.dimensions.flatMap(({ code, categories }) =>
      categories.map((category) => ({ dimension: code, category: category.code })),
    ),
  ];
  return places.map((place) => {
    const key = buildCellKey(place.dimension, place.category);
    const cell = given.get(key);
    if (cell) valueIds.set(`${report.round}/${report.reporter}/${key}`, cell.valueId);
    return {
      reporter: report.reporter,
      release: report.release,
      ...place,
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
    choice: null,
    contributing: figure.contributing,
    expected: figure.expected,
    keptFrom: null,
    reasons: [],
    publicNote: null,
    valueIds: [],
  };
}
