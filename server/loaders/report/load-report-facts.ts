import { desc, eq } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { compilation } from '#db/schema/compilation.ts';
import { round as roundTable } from '#db/schema/submission.ts';
import type { ReportedBy } from '#server/domain/finding/public-figure.types.ts';
import { asksForSplits } from '#server/domain/publication/asks-for-splits.rules.ts';
import {
  buildFacts,
  type FactSource,
  type ReportFigure,
  type ReportIndicator,
  calculateReportFigures,
} from '#server/domain/report/build-facts.calculations.ts';
import type { Facts } from '#server/domain/report/reference.rules.ts';
import {
  calculateActivitiesOnTrack,
  calculateReportsOnTime,
  calculateSplitsReported,
  type RegisterFigure,
} from '#server/domain/publication/register-figures.calculations.ts';
import {
  type CompiledIndicator,
  type CompiledReport,
  type CompiledStatus,
  type CompiledSubmission,
  decideFigures,
} from '#server/domain/publication/decide-figures.ts';
import {
  type CompiledRound,
  listCompiledIndicators,
  listCompiledReports,
  listCompiledStatuses,
  listCompiledSubmissions,
} from '#server/loaders/publication/load-compiled.ts';
import { loadFigureInput } from '#server/loaders/publication/load-publication-input.ts';
import {
  buildReportActivities,
  type CompilationRounds,
  countReports,
  listRoundsOfCompilation,
  loadPlanOfRound,
} from './load-report-source.ts';

export type ReportAudience = 'restricted' | 'public';

/**
 * Every fact that a narrative of this compilation can refer to. For the restricted audience from what was compiled, by
 * each indicator's own rule; for the public what a publication made from it would show, and marks where it would show
 * nothing. Throws NOT_FOUND.
 */
export async function loadReportFacts(
  tx: Transaction,
  input: { compilation: number; audience: ReportAudience },
): Promise<Facts> {
  const source = await loadFactSource(tx, input);
  return buildFacts(source);
}

/** The same before it is put into words: figures, activities and reports of the compilation. */
export async function loadFactSource(
  tx: Transaction,
  { compilation, audience }: { compilation: number; audience: ReportAudience },
): Promise<FactSource> {
  const found = await listRoundsOfCompilation(tx, compilation);
  const { rounds, round } = found;
  const definitions = await listCompiledIndicators(tx, round);
  const plan = await loadPlanOfRound(tx, round);
  const statuses = await listCompiledStatuses(tx, rounds);
  const submissions = await listCompiledSubmissions(tx, rounds);
  const figures =
    audience === 'public'
      ? await loadPublicFigures(tx, found)
      : buildRestrictedFigures(definitions, rounds, {
          reports: await listCompiledReports(tx, rounds),
          submissions,
          statuses,
        });
  return {
    rounds: rounds.map(({ code }) => code),
    indicators: definitions
      .filter(({ measure }) => measure !== 'text')
      .map(
        (definition): ReportIndicator => ({
          code: definition.code,
          measure: definition.measure,
          unit: plan.units[definition.code] ?? '',
          reportedBy: definition.derivation === null ? (definition.reportedBy as ReportedBy) : 'register',
          figures: figures.get(definition.code) ?? [],
        }),
      ),
    activities: await buildReportActivities(tx, rounds, statuses, plan),
    statuses: plan.statuses,
    areas: plan.places,
    lenses: plan.lenses,
    reports: await countReports(tx, round, submissions),
  };
}

/** The newest compilation of a round; null before the first. */
export async function findNewestCompilation(
  tx: Transaction,
  round: string,
): Promise<{ id: number; number: number } | null> {
  const [found] = await tx
    .select({ id: compilation.id, number: compilation.number })
    .from(compilation)
    .innerJoin(roundTable, eq(roundTable.id, compilation.roundId))
    .where(eq(roundTable.code, round))
    .orderBy(desc(compilation.number))
    .limit(1);
  return found ?? null;
}

async function loadPublicFigures(
  tx: Transaction,
  { published, rounds }: CompilationRounds,
): Promise<Map<string, ReportFigure[]>> {
  const spoken = new Set(rounds.map(({ code }) => code));
  const { figures } = decideFigures(await loadFigureInput(tx, published));
  const byIndicator = new Map<string, ReportFigure[]>();
  for (const { indicator, scope, round, contributing, expected, state, show, ...figure } of figures) {
    if (scope !== 'region' || !spoken.has(round)) continue;
    const list = byIndicator.get(indicator) ?? [];
    list.push({
      round,
      dimension: figure.dimension,
      category: figure.category,
      state: !show && state === 'reported' ? 'suppressed' : state,
      value: show ? figure.value : null,
      contributing: contributing.length,
      expected,
    });
    byIndicator.set(indicator, list);
  }
  return byIndicator;
}

type Compiled = {
  reports: Map<number, CompiledReport[]>;
  submissions: CompiledSubmission[];
  statuses: CompiledStatus[];
};

function buildRestrictedFigures(
  indicators: CompiledIndicator[],
  rounds: CompiledRound[],
  { reports, submissions, statuses }: Compiled,
): Map<string, ReportFigure[]> {
  const splitReports = indicators.filter(asksForSplits).flatMap(({ id }) => reports.get(id) ?? []);
  const registers = {
    reports_on_time: (round: string) => calculateReportsOnTime(round, submissions),
    splits_reported: (round: string) => calculateSplitsReported(round, splitReports),
    activities_on_track: (round: string) => calculateActivitiesOnTrack(round, statuses),
  };
  return new Map(
    indicators.map((indicator) => {
      const { derivation } = indicator;
      if (derivation !== null) {
        return [indicator.code, rounds.map(({ code }) => asReportFigure(registers[derivation](code)))];
      }
      if (indicator.measure === 'text') return [indicator.code, []];
      const places = [
        { dimension: null, category: null },
        ...indicator.dimensions.flatMap(({ code, categories }) =>
          categories.map((category) => ({ dimension: code, category: category.code })),
        ),
      ];
      const given = reports.get(indicator.id) ?? [];
      return [
        indicator.code,
        rounds.flatMap(({ code }) =>
          calculateReportFigures(
            indicator,
            code,
            places,
            given.filter(({ round }) => round === code),
          ),
        ),
      ];
    }),
  );
}

const asReportFigure = ({ round, value, contributing, expected }: RegisterFigure): ReportFigure => ({
  round,
  dimension: null,
  category: null,
  state: value === null ? 'not_applicable' : 'reported',
  value,
  contributing: contributing.length,
  expected,
});

/** The facts of the newest compilation of a round; null before it is compiled. */
export async function loadNewestFacts(tx: Transaction, round: string): Promise<Facts | null> {
  const compilation = await findNewestCompilation(tx, round);
  return compilation ? loadReportFacts(tx, { compilation: compilation.id, audience: 'restricted' }) : null;
}
