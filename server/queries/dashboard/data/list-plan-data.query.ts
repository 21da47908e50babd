import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Reader } from '#db/client.ts';
import type { DataFilter } from '#server/domain/data/data-query.rules.ts';
import type {
  activityRow,
  origin,
  planRow,
  reportRow,
  statusRow,
} from '#server/domain/data/plan-rows.schema.ts';
import type { Stand } from '#server/domain/plan/stand.calculations.ts';
import { loadFilteredPlan } from '../plan/load-filtered-plan.ts';
import type { Publication } from '../scope.ts';
import { keepActivities, keepWhere } from './keep-rows.ts';

/** A row without what is said at the end of every row, which only the place that serves it knows. */
export type Bare<Row extends z.ZodType> = Omit<z.infer<Row>, keyof typeof origin>;

/** Areas, objectives and activities, each with what it belongs to, in the order of the plan. */
export async function listPlanRows(
  database: Reader,
  { number }: Publication,
  { area }: DataFilter,
): Promise<Bare<typeof planRow>[]> {
  const rows = await database.execute<Bare<typeof planRow>>(sql`
    select kind, code, title, parent_kind, parent_code,
      (row_number() over (partition by kind order by place))::integer as position, description
    from (
      select 'area' as kind, a.code, a.title, null as parent_kind, null as parent_code, a.position as place,
        null as description, a.code as area_code, 1 as step
      from published.area a where a.publication = ${number}
      union all
      select 'objective', o.code, o.title, 'area', o.area_code, o.position, null, o.area_code, 2
      from published.objective o where o.publication = ${number}
      union all
      select 'activity', a.code, a.title, 'objective', a.objective_code, a.position, nullif(a.description, ''),
        a.area_code, 3
      from published.activity a where a.publication = ${number}
    ) parts
    where ${keepWhere(sql`area_code`, area)}
    order by step, place`);
  return [...rows];
}

type Details = {
  code: string;
  description: string | null;
  articles: string[];
  basis: string | null;
};

/** Every activity that the filter means, as it stands in the newest round or in the one that the filter names. */
export async function listActivityRows(
  database: Reader,
  publication: Publication,
  filter: DataFilter,
): Promise<Bare<typeof activityRow>[]> {
  const [plan, details] = await Promise.all([
    loadNamedPlan(database, publication, filter),
    database.execute<Details>(sql`
      select code, nullif(description, '') as description, articles, nullif(basis, '') as basis
      from published.activity where publication = ${publication.number}`),
  ]);
  const byCode = new Map([...details].map((row) => [row.code, row]));
  return plan.meant.map((activity) => {
    const { description = null, articles = [], basis = null } = byCode.get(activity.code) ?? {};
    const { area_code, area, objective_code, objective, lead_code, lead } = plan.name(activity);
    return {
      area_code,
      area,
      objective_code,
      objective,
      activity_code: activity.code,
      activity: activity.title,
      description,
      lead_code,
      lead,
      cooperating: activity.cooperating,
      states: activity.states,
      partners: activity.partners,
      articles,
      years: activity.years,
      tags: activity.tags,
      lenses: activity.lenses,
      basis,
      round_code: plan.round.code,
      round: plan.round.title,
      ...plan.say(activity.stand),
    };
  });
}

/** The same activities in every round, or in the one that the filter names. */
export async function listStatusRows(
  database: Reader,
  publication: Publication,
  filter: DataFilter,
): Promise<Bare<typeof statusRow>[]> {
  const plan = await loadNamedPlan(database, publication, filter);
  const shown = filter.round === undefined ? plan.rounds : [plan.round];
  return plan.meant.flatMap((activity) => {
    const { area_code, area, objective_code, objective, lead_code, lead } = plan.name(activity);
    return shown.map((round) => ({
      area_code,
      area,
      objective_code,
      objective,
      activity_code: activity.code,
      activity: activity.title,
      lead_code,
      lead,
      round_code: round.code,
      round: round.title,
      ...plan.say(plan.find(activity, round)),
    }));
  });
}

/** The filtered plan with the names of its codes at hand. */
async function loadNamedPlan(database: Reader, publication: Publication, filter: DataFilter) {
  const plan = await loadFilteredPlan(database, publication, filter);
  const areas = new Map(plan.areas.map(({ code, title }) => [code, title]));
  const objectives = new Map(plan.objectives.map(({ code, title }) => [code, title]));
  const reporters = new Map(plan.reporters.map(({ code, name }) => [code, name]));
  const labels = new Map(plan.statuses.map(({ code, label }) => [code, label]));
  return {
    ...plan,
    meant: plan.meant.filter(({ code }) => filter.activity === undefined || code === filter.activity),
    name: (activity: { area: string; objective: string; lead: string }) => ({
      area_code: activity.area,
      area: areas.get(activity.area) ?? activity.area,
      objective_code: activity.objective,
      objective: objectives.get(activity.objective) ?? activity.objective,
      lead_code: activity.lead,
      lead: reporters.get(activity.lead) ?? activity.lead,
    }),
    say: ({ status, carriedFrom, due }: Stand) => ({
      state:
        status === null
          ? due
            ? ('not_reported' as const)
            : ('not_due' as const)
          : carriedFrom
            ? ('carried' as const)
            : ('reported' as const),
      status_code: status,
      status: status === null ? null : (labels.get(status) ?? status),
      carried_from: carriedFrom,
    }),
  };
}

/** Released reports in words, in the order of the plan, then by round and reporter. */
export async function listReportRows(
  database: Reader,
  { number }: Publication,
  filter: DataFilter,
): Promise<Bare<typeof reportRow>[]> {
  const { round, state, body } = filter;
  const rows = await database.execute<Bare<typeof reportRow>>(sql`
    select a.code as activity_code, a.title as activity, r.code as round_code, r.title as round,
      o.code as reporter_code, o.name as reporter, o.kind as reporter_kind, n.status_code, w.label as status,
      nullif(n.achievements, '') as achievements, nullif(n.challenges, '') as challenges,
      nullif(n.next_steps, '') as next_steps
    from published.activity_narrative n
    join published.activity a on a.publication = n.publication and a.code = n.activity_code
    join published.round r on r.publication = n.publication and r.code = n.round_code
    join published.reporter o on o.publication = n.publication and o.code = n.reporter_code
    left join published.activity_status_word w on w.publication = n.publication and w.code = n.status_code
    where n.publication = ${number} and ${keepActivities(filter)} and ${keepWhere(sql`r.code`, round)}
      and ${state === undefined ? sql`true` : sql`o.kind = 'state' and o.code = ${state}`}
      and ${body === undefined ? sql`true` : sql`o.kind = 'body' and o.code = ${body}`}
    order by a.position, r.position, o.kind desc, o.name`);
  return [...rows];
}
