import { type SQL, sql } from 'drizzle-orm';
import type { PublishedChoice } from '#db/schema/published.ts';
import type { ChangeFacts } from '#server/domain/receipt/change-reasons.rules.ts';
import { figureJson, type PublicContext, type RoundFigure, readAnswer } from '../figures/figure-row.ts';

/** What the two publications say of a cell in which they differ. */
export type StoredChange = Omit<ChangeFacts, 'redefined'> & {
  indicator: string;
  title: string;
  measure: 'count' | 'percentage' | 'money' | 'choice' | 'text';
  unit: string;
  choices: PublishedChoice[];
  round: string;
  roundTitle: string;
  reporter: { code: string; name: string } | null;
  dimension: string | null;
  dimensionName: string | null;
  category: string | null;
  categoryName: string | null;
  was: RoundFigure | null;
  now: RoundFigure | null;
};

/** Cells that differ in the same way, counted. */
export type CountedChanges = Omit<ChangeFacts, 'redefined'> & { indicator: string; count: number };

export type ChangeFilter = { area?: string | undefined; indicator?: string | undefined };

type Pair = { from: number; to: number };

/** The facts about a change as JSON, in the form of `ChangeFacts` but for `redefined`. */
const factsJson = sql`jsonb_build_object('roundIn', c.round_in, 'indicatorIn', c.indicator_in,
  'scope', case c.scope when 'region' then 'region' else 'reporter' end, 'before', c.was->>'state',
  'after', c.now->>'state',
  'moreReports', case sign((c.now->>'contributing')::integer - (c.was->>'contributing')::integer)
    when 1 then 'more' when -1 then 'fewer' when 0 then 'same' end,
  'reporterBefore', c.reporter_before, 'reporterAfter', c.reporter_after)`;

const standsIn = (inEarlier: SQL, inLater: SQL) => sql`case when not ${inEarlier} then 'later'
  when not ${inLater} then 'earlier' else 'both' end`;

const has = (table: 'round' | 'indicator', publication: number, code: SQL) => sql`exists (
  select from published.${sql.raw(table)} x where x.publication = ${publication} and x.code = ${code})`;

const hasReported = (publication: number) => sql`(
  select v.state = 'reported' from published.coverage v where v.publication = ${publication}
    and v.reporter_code = c.scope and v.round_code = c.round_code)`;

/** All cells that differ, as `change`; narrowed to an area (by either publication) or an indicator. */
function selectChanges({ from, to }: Pair, { area, indicator }: ChangeFilter): SQL {
  const chosen = (publication: number) => sql`
    select g.* from published.figure g
    join published.indicator i on i.publication = g.publication and i.code = g.indicator_code
    where g.publication = ${publication}
      and (${indicator ?? null}::text is null or g.indicator_code = ${indicator ?? null})
      and (${area ?? null}::text is null or i.area_code = ${area ?? null})`;
  return sql`with a as materialized (${chosen(from)}), b as materialized (${chosen(to)}),
    cell as (
      select coalesce(b.indicator_code, a.indicator_code) as indicator_code,
        coalesce(b.round_code, a.round_code) as round_code, coalesce(b.scope, a.scope) as scope,
        coalesce(b.dimension_code, a.dimension_code) as dimension_code,
        coalesce(b.category_code, a.category_code) as category_code,
        case when a.publication is not null then (select ${figureJson} from (select a.*) f) end as was,
        case when b.publication is not null then (select ${figureJson} from (select b.*) f) end as now
      from a full join b on b.indicator_code = a.indicator_code and b.round_code = a.round_code
        and b.scope = a.scope and coalesce(b.dimension_code, '') = coalesce(a.dimension_code, '')
        and coalesce(b.category_code, '') = coalesce(a.category_code, '')
      where (a.state, a.value, a.numerator, a.denominator, a.distribution, a.choice_code)
        is distinct from (b.state, b.value, b.numerator, b.denominator, b.distribution, b.choice_code)
    ),
    change as materialized (
      select c.*,
        ${standsIn(has('round', from, sql`c.round_code`), has('round', to, sql`c.round_code`))} as round_in,
        ${standsIn(has('indicator', from, sql`c.indicator_code`), has('indicator', to, sql`c.indicator_code`))} as indicator_in,
        case when c.scope <> 'region' then coalesce(${hasReported(from)}, false) end as reporter_before,
        case when c.scope <> 'region' then coalesce(${hasReported(to)}, false) end as reporter_after
      from cell c
    )`;
}

/**
 * Where the figures of two publications differ: all of it counted, and `rows` of it, which are the regional totals, or
 * every cell where one indicator is chosen or `everything` is asked for.
 */
export async function listFigureChanges(
  context: PublicContext,
  pair: Pair,
  filter: ChangeFilter,
  { everything = filter.indicator !== undefined }: { everything?: boolean } = {},
): Promise<{ counts: CountedChanges[]; rows: StoredChange[] }> {
  const { from, to } = pair;
  const only = everything ? sql`` : sql`where c.scope = 'region' and c.dimension_code is null`;
  const answer = await readAnswer<{ counts: CountedChanges[]; rows: StoredChange[] }>(
    context,
    sql`${selectChanges(pair, filter)}
      select json_build_object(
        'counts', coalesce((
          select json_agg(k.facts || jsonb_build_object('indicator', k.indicator_code, 'count', k.n))
          from (select c.indicator_code, ${factsJson} as facts, count(*) as n from change c group by 1, 2) k), '[]'),
        'rows', coalesce((
          select json_agg(${factsJson} || jsonb_build_object('indicator', i.code, 'title', i.title,
            'measure', i.measure, 'unit', i.unit, 'choices', i.choices, 'round', r.code, 'roundTitle', r.title,
            'reporter', case when o.code is not null
              then json_build_object('code', o.code, 'name', o.name) end,
            'dimension', c.dimension_code, 'dimensionName', coalesce(d.value->>'name', c.dimension_code),
            'category', c.category_code, 'categoryName', coalesce(k.value->>'name', c.category_code),
            'was', c.was, 'now', c.now)
            order by r.period_start desc, i.position, o.name nulls first, d.ordinality nulls first, k.ordinality)
          from change c
          join published.indicator i on i.code = c.indicator_code
            and i.publication = case c.indicator_in when 'earlier' then ${from}::integer else ${to}::integer end
          join published.round r on r.code = c.round_code
            and r.publication = case c.round_in when 'earlier' then ${from}::integer else ${to}::integer end
          left join published.reporter o on o.code = c.scope
            and o.publication = case when c.now is null then ${from}::integer else ${to}::integer end
          left join lateral jsonb_array_elements(i.dimensions) with ordinality d
            on d.value->>'code' = c.dimension_code
          left join lateral jsonb_array_elements(d.value->'categories') with ordinality k
            on k.value->>'code' = c.category_code
          ${only}), '[]')) as answer`,
  );
  return answer ?? { counts: [], rows: [] };
}
