import { decideInThread } from '#server/publications/decide-thread.ts';
import { getAnswerKind } from '#server/domain/value/measures.ts';
import { desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { compilation, compilation as compilationTable } from '#db/schema/compilation.ts';
import { round as roundTable, round } from '#db/schema/submission.ts';
import type { ReportedBy } from '#server/domain/finding/public-figure.types.ts';
import { isAskingForBreakdowns } from '#server/domain/publication/is-asking-for-breakdowns.rules.ts';
import {
  buildFacts,
  type FactSource,
  type ReportFigure,
  type ReportIndicator,
  calculateReportFigures,
  type ReportActivity,
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
  createReleases,
} from '#server/domain/publication/decide-figures.ts';
import {
  type CompiledRound,
  listCompiledIndicators,
  listCompiledReports,
  listCompiledStatuses,
  listCompiledSubmissions,
  listCompiledRounds,
} from '#server/loaders/publication/load-compiled.ts';
import { loadFigureInput } from '#server/loaders/publication/load-publication-input.ts';
import { z } from 'zod';
import { readRows, type RowOf } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { activityStatus } from '#db/schema/plan.ts';
import type { FigureEquality } from '#server/domain/plan/figure-equality.ts';
import { listEqualitiesOfRound } from '#server/loaders/plan/list-equalities-of-round.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { calculateCarriedStatuses } from '#server/domain/publication/carried-status.calculations.ts';

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
          equalities: await listEqualitiesOfRound(tx, { code: round }),
        });
  return {
    rounds: rounds.map(({ code }) => code),
    indicators: definitions
      .filter(({ measure }) => getAnswerKind(measure) !== 'text')
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
  const { figures } = await decideInThread(await loadFigureInput(tx, published));
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
      ...figure.range,
    });
    byIndicator.set(indicator, list);
  }
  return byIndicator;
}

type Compiled = {
  reports: Map<number, CompiledReport[]>;
  submissions: CompiledSubmission[];
  statuses: CompiledStatus[];
  equalities: FigureEquality[];
};

function buildRestrictedFigures(
  indicators: CompiledIndicator[],
  rounds: CompiledRound[],
  { reports, submissions, statuses, equalities }: Compiled,
): Map<string, ReportFigure[]> {
  const findRelease = createReleases({
    indicators,
    reports,
    equalities,
    rounds: rounds.map(({ code }) => code),
  });
  const splitReports = indicators.filter(isAskingForBreakdowns).flatMap(({ id }) => reports.get(id) ?? []);
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
      if (getAnswerKind(indicator.measure) === 'text') return [indicator.code, []];
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
            (cell) => findRelease(indicator.code, code, cell),
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

type CompilationRounds = {
  round: string;
  roundId: number;
  /** Up to the compiled round, oldest first: what the report speaks of. */
  rounds: CompiledRound[];
  /** With rounds after it that are public: what a publication made from it would hold. */
  published: CompiledRound[];
};

/** The rounds that go with a compilation: the newest of each earlier one, and this very one. Throws NOT_FOUND. */
async function listRoundsOfCompilation(tx: Transaction, compilation: number): Promise<CompilationRounds> {
  const [made] = await tx
    .select({ round: round.code, roundId: round.id, sha256: compilationTable.sha256 })
    .from(compilationTable)
    .innerJoin(round, eq(round.id, compilationTable.roundId))
    .where(eq(compilationTable.id, compilation));
  if (!made) throw new DomainError('NOT_FOUND', 'There is no such compilation.');
  const published = (await listCompiledRounds(tx, made.round)).map((one) =>
    one.code === made.round ? { ...one, compilationId: compilation, sha256: made.sha256 } : one,
  );
  const at = published.findIndex(({ code }) => code === made.round);
  return { round: made.round, roundId: made.roundId, rounds: published.slice(0, at + 1), published };
}

const planOfRoundShape = {
  statuses: z.array(z.string()),
  lenses: z.array(z.string()),
  units: z.record(z.string(), z.string()),
  activities: z.array(
    z.object({ code: z.string(), area: z.string(), objective: z.string(), lenses: z.array(z.string()) }),
  ),
  places: z.array(z.string()),
};

type PlanOfRound = RowOf<typeof planOfRoundShape>;

/** Codes of what a narrative can refer to, as the plan reads in the round: what is added later is not there yet. */
async function loadPlanOfRound(tx: Transaction, round: string): Promise<PlanOfRound> {
  const [row] = await readRows(
    tx,
    planOfRoundShape,
    sql`with r as (select id, plan_id from tracker.round where code = ${round}),
    links as materialized (select x.activity_id, x.key from r cross join lateral tracker.activity_links_in(r.id) x
      where x.kind = 'lenses')
    select
      array(select s.code from r cross join lateral tracker.round_statuses(r.id) s order by s.position) as statuses,
      array(select l.code from tracker.lens l order by l.code) as lenses,
      (select coalesce(json_object_agg(i.code, i.unit), '{}') from tracker.indicator i, r
        where i.plan_id = r.plan_id) as units,
      (select coalesce(json_agg(json_build_object('code', a.code, 'area', ta.code, 'objective', o.code,
          'lenses', array(select x.key from links x where x.activity_id = a.id))), '[]')
        from r cross join lateral tracker.activities_in(r.id) a
        join tracker.objective o on o.id = a.objective_id
        join tracker.thematic_area ta on ta.id = o.area_id
        where tracker.is_in_force(a.added_round_id, null, r.id)) as activities,
      array(select ta.code from tracker.thematic_area ta, r where ta.plan_id = r.plan_id
        union select o.code from tracker.objective o join tracker.thematic_area ta on ta.id = o.area_id, r
          where ta.plan_id = r.plan_id) as places`,
  );
  if (!row) throw new DomainError('NOT_FOUND', `There is no round ${round}.`);
  return row;
}

/**
 * How every activity stands in the newest round, by the lead body's last word, as publications say it. One that has
 * ended by then has no status, not even a carried one.
 */
async function buildReportActivities(
  tx: Transaction,
  rounds: readonly CompiledRound[],
  statuses: readonly CompiledStatus[],
  plan: PlanOfRound,
): Promise<ReportActivity[]> {
  const newest = rounds.at(-1)?.code ?? '';
  const codes = rounds.map(({ code }) => code);
  const ofRounds = statuses.filter(({ round }) => codes.includes(round));
  const ofNewest = ofRounds.filter(({ round }) => round === newest);
  const asked = new Set(ofNewest.flatMap((row) => (row.asked ? [row.activity] : [])));
  const now = new Map(
    calculateCarriedStatuses(codes, ofRounds)
      .filter(({ round, activity }) => round === newest && asked.has(activity))
      .map(({ activity, status }) => [activity, status]),
  );
  const words = await tx
    .select({
      code: activityStatus.code,
      isLate: activityStatus.isLate,
      isDone: activityStatus.isDone,
      isOnTrack: activityStatus.isOnTrack,
    })
    .from(activityStatus);
  const byCode = new Map(words.map((word) => [word.code, word]));
  const inForce = new Set(ofNewest.map(({ activity }) => activity));
  return plan.activities
    .filter(({ code }) => inForce.has(code))
    .map((activity) => {
      const status = now.get(activity.code) ?? null;
      const word = status === null ? undefined : byCode.get(status);
      return {
        ...activity,
        status,
        isLate: word?.isLate ?? false,
        isDone: word?.isDone ?? false,
        isOnTrack: word?.isOnTrack ?? false,
      };
    });
}

/** How many reports of states and of bodies are in the compilation, of those that were due. */
async function countReports(
  tx: Transaction,
  round: string,
  submissions: readonly CompiledSubmission[],
): Promise<Record<'states' | 'bodies', { included: number; due: number }>> {
  const kinds = await tx.select({ code: reporter.code, kind: reporter.kind }).from(reporter);
  const kindOf = new Map(kinds.map(({ code, kind }) => [code, kind]));
  const count = (kind: 'state' | 'body') => {
    const due = submissions.filter((one) => one.round === round && kindOf.get(one.reporter) === kind);
    return { included: due.filter(({ included }) => included).length, due: due.length };
  };
  return { states: count('state'), bodies: count('body') };
}
