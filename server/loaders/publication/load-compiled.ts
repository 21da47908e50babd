import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type {
  CompiledIndicator,
  CompiledReport,
  CompiledStatus,
  CompiledSubmission,
} from '#server/domain/publication/decide-figures.ts';
import { buildAddedFilter } from '#server/loaders/plan/words-of-round.ts';
import { listDimensionsOf, dimensionsSchema } from '#server/loaders/plan/list-indicator-definitions.ts';
import { registerDerivations } from '#server/domain/plan/plan-file.schema.ts';
import { disclosureClasses, releases, valueStates } from '#server/domain/value/indicator-definition.ts';
import { measures, aggregations } from '#server/domain/value/measures.ts';

const compiledRoundShape = {
  code: z.string(),
  compilationId: z.number(),
  sha256: z.string(),
  year: z.number(),
};

export type CompiledRound = RowOf<typeof compiledRoundShape>;

/**
 * The newest compilation of each round of the plan, oldest round first, up to the given one or to the newest that is published
 * and stands, whichever is later: a correction of an older round must not hide the rounds after it. Throws when the given round
 * has no compilation.
 */
export async function listCompiledRounds(tx: Transaction, round: string): Promise<CompiledRound[]> {
  const rows = await readRows(
    tx,
    compiledRoundShape,
    sql`select distinct on (r.period_start) r.code, c.id as "compilationId", c.sha256,
      extract(year from r.period_start)::integer as year
    from tracker.round r
    join tracker.compilation c on c.round_id = r.id
    join tracker.round chosen on chosen.code = ${round} and chosen.plan_id = r.plan_id
    where r.period_start <= (
      select max(x.period_start) from tracker.round x
      where x.plan_id = chosen.plan_id and (x.code = ${round} or x.code in (select p.round_code from published.publication p
        where not exists (select from published.withdrawal w where w.publication = p.number))))
    order by r.period_start, c.number desc`,
  );
  if (!rows.some(({ code }) => code === round)) {
    throw new DomainError('NOT_ALLOWED_NOW', `Compile ${round} before publishing it.`);
  }
  return rows;
}

const compiledIndicatorShape = {
  id: z.number(),
  code: z.string(),
  measure: z.enum(measures),
  aggregation: z.enum(aggregations),
  disclosureClass: z.enum(disclosureClasses),
  personCount: z.boolean(),
  reportedBy: z.string(),
  derivation: z.enum(registerDerivations).nullable(),
  choices: z.array(z.object({ code: z.string(), label: z.string(), counts: z.boolean() })),
  dimensions: dimensionsSchema,
};

export function listCompiledIndicators(tx: Transaction, round: string): Promise<CompiledIndicator[]> {
  return readRows(
    tx,
    compiledIndicatorShape,
    sql`select i.id, i.code, i.measure, i.aggregation, i.disclosure_class as "disclosureClass",
      i.person_count as "personCount", i.reported_by as "reportedBy", i.derivation,
      coalesce((select json_agg(json_build_object('code', c.code, 'label', c.label, 'counts', c.counts)
        order by c.position) from tracker.choice c where c.list_code = i.choice_list), '[]') as choices,
      ${listDimensionsOf(buildAddedFilter('x', sql`(select id from tracker.round where code = ${round})`))} as dimensions
    from tracker.indicator i
    where i.plan_id = (select plan_id from tracker.round where code = ${round})
      and tracker.is_in_force(i.added_round_id, null, (select id from tracker.round where code = ${round}))
    order by i.position`,
  );
}

const compilationIds = (rounds: CompiledRound[]) => sql.param(rounds.map((round) => round.compilationId));

const askedShape = {
  compilation: z.number(),
  submission: z.number(),
  round: z.string(),
  reporter: z.string(),
  included: z.boolean(),
  due: z.array(z.number()),
};

const releaseShape = {
  compilation: z.number(),
  submission: z.number(),
  indicator: z.number(),
  release: z.enum(releases),
};

const compiledCellShape = {
  compilation: z.number(),
  submission: z.number(),
  indicator: z.number(),
  valueId: z.number(),
  dimension: z.string().nullable(),
  category: z.string().nullable(),
  state: z.enum(valueStates),
  value: z.string().nullable(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  choice: z.string().nullable(),
};

type CompiledPlace = { compilation: number; submission: number; indicator: number };
const buildPlaceKey = ({ compilation, submission, indicator }: CompiledPlace) =>
  `${compilation}/${submission}/${indicator}`;

/**
 * What each reporter was asked and gave, by indicator id; of some indicators only where `only` names them. Tens of
 * thousands of cells are put together here: the database takes three times as long to make JSON of them.
 */
export async function listCompiledReports(
  tx: Transaction,
  rounds: CompiledRound[],
  only: readonly number[] | null = null,
): Promise<Map<number, CompiledReport[]>> {
  if (rounds.length === 0 || only?.length === 0) return new Map();
  const wanted = (id: SQL) => (only === null ? sql`true` : sql`${id} = any (${sql.param(only)}::integer[])`);
  const [asked, given, cells] = await Promise.all([
    readRows(
      tx,
      askedShape,
      sql`select s.compilation_id as compilation, s.submission_id as submission, r.code as round, p.code as reporter,
        s.included, s.due_indicators as due
      from tracker.compiled_submission s
      join tracker.compilation k on k.id = s.compilation_id
      join tracker.round r on r.id = k.round_id
      join tracker.reporter p on p.id = s.reporter_id
      where s.compilation_id = any (${compilationIds(rounds)}::integer[])
      order by r.period_start, p.code`,
    ),
    readRows(
      tx,
      releaseShape,
      sql`select ir.compilation_id as compilation, ir.submission_id as submission, ir.indicator_id as indicator, ir.release
      from tracker.compiled_indicator_report ir
      where ir.compilation_id = any (${compilationIds(rounds)}::integer[]) and ir.release <> 'regional'
        and ${wanted(sql`ir.indicator_id`)}`,
    ),
    readRows(
      tx,
      compiledCellShape,
      sql`select v.compilation_id as compilation, v.submission_id as submission, v.indicator_id as indicator,
        v.value_id as "valueId", v.dimension_code as dimension, v.category_code as category, v.state,
        trim_scale(v.value)::text as value, trim_scale(v.numerator)::text as numerator,
        trim_scale(v.denominator)::text as denominator, v.choice_code as choice
      from tracker.compiled_value v
      where v.compilation_id = any (${compilationIds(rounds)}::integer[]) and ${wanted(sql`v.indicator_id`)}`,
    ),
  ]);
  const released = new Map(given.map((row) => [buildPlaceKey(row), row.release]));
  const answered = Map.groupBy(cells, buildPlaceKey);
  const isWanted = only === null ? null : new Set(only);
  const reports = new Map<number, CompiledReport[]>();
  for (const { compilation, submission, round, reporter, included, due } of asked) {
    for (const indicator of due) {
      if (isWanted && !isWanted.has(indicator)) continue;
      const key = buildPlaceKey({ compilation, submission, indicator });
      const list = reports.get(indicator) ?? [];
      reports.set(indicator, list);
      list.push({
        round,
        reporter,
        included,
        release: released.get(key) ?? 'regional',
        cells: (answered.get(key) ?? []).map(
          ({ valueId, dimension, category, state, value, numerator, denominator, choice }) => ({
            valueId,
            dimension,
            category,
            state,
            value,
            numerator,
            denominator,
            choice,
          }),
        ),
      });
    }
  }
  return reports;
}

const compiledSubmissionShape = {
  round: z.string(),
  reporter: z.string(),
  included: z.boolean(),
  onTime: z.boolean(),
};

export function listCompiledSubmissions(
  tx: Transaction,
  rounds: CompiledRound[],
): Promise<CompiledSubmission[]> {
  return readRows(
    tx,
    compiledSubmissionShape,
    sql`select r.code as round, p.code as reporter, s.included,
      coalesce((s.first_submitted_at at time zone 'UTC')::date <= s.due_on, false) as "onTime"
    from tracker.compiled_submission s
    join tracker.compilation k on k.id = s.compilation_id
    join tracker.round r on r.id = k.round_id
    join tracker.reporter p on p.id = s.reporter_id
    where s.compilation_id = any (${compilationIds(rounds)}::integer[])
    order by r.period_start, p.code`,
  );
}

const compiledStatusShape = {
  round: z.string(),
  activity: z.string(),
  /** Whether the plan asks for it in this round: it was added by then and has not ended. */
  asked: z.boolean(),
  active: z.boolean(),
  status: z.string().nullable(),
  isDone: z.boolean(),
  isOnTrack: z.boolean(),
  isCancelled: z.boolean(),
};

/** The lead body's status of every activity in every round; null where its report is not in the compilation. */
export function listCompiledStatuses(tx: Transaction, rounds: CompiledRound[]): Promise<CompiledStatus[]> {
  return readRows(
    tx,
    compiledStatusShape,
    sql`with compiled as materialized (
      select k.id, k.round_id from tracker.compilation k where k.id = any (${compilationIds(rounds)}::integer[])
    ), leads as materialized (
      select k.id as compilation_id, b.activity_id, b.body_id
      from compiled k cross join lateral tracker.activity_bodies_in(k.round_id) b where b.part = 'lead'
    ), activities as materialized (
      select k.id as compilation_id, a.id, a.code, a.position, a.active_years,
        tracker.is_in_force(a.added_round_id, a.ended_round_id, k.round_id) as asked
      from compiled k cross join lateral tracker.activities_in(k.round_id) a
    )
    select r.code as round, a.code as activity, a.asked,
      a.asked and extract(year from r.period_start)::integer = any (a.active_years) as active,
      ar.status_code as status, coalesce(w.is_done, false) as "isDone",
      coalesce(w.is_on_track, false) as "isOnTrack",
      -- IATI activity status 5: cancelled.
      coalesce(w.iati_code = '5', false) as "isCancelled"
    from compiled k
    join tracker.round r on r.id = k.round_id
    join activities a on a.compilation_id = k.id
    join leads ab on ab.compilation_id = k.id and ab.activity_id = a.id
    join tracker.reporter p on p.body_id = ab.body_id
    left join tracker.compiled_activity_report ar on ar.compilation_id = k.id and ar.activity_id = a.id
      and ar.reporter_id = p.id
    left join tracker.activity_status w on w.code = ar.status_code
    order by a.position, r.period_start`,
  );
}
