import { sql } from 'drizzle-orm';
import { type Publication, resolvePublication } from '../scope.ts';
import {
  areasJson,
  figureJson,
  type PublicContext,
  type PublicRound,
  type RoundFigure,
  readAnswer,
  roundsJson,
} from './figure-row.ts';

export type ListedIndicator = {
  code: string;
  title: string;
  area: string;
  measure: 'count' | 'percentage' | 'money' | 'choice' | 'text';
  unit: string;
  direction: 'up' | 'down' | 'none';
  aggregation: 'sum' | 'sum_of_reports' | 'count_of_states' | 'percentage' | 'none';
  reportedBy: 'states' | 'bodies' | 'states_and_bodies' | 'register';
  lenses: string[];
  /** The regional totals, oldest round first. */
  figures: RoundFigure[];
};

type Stored = {
  rounds: PublicRound[];
  areas: { code: string; title: string }[];
  lenses: { code: string; title: string }[];
  measures: ListedIndicator['measure'][];
  /** The levels that occur, in the order of the plan. */
  levels: string[];
  /** Every state, also one that has released nothing. */
  states: { code: string; name: string }[];
  indicators: ListedIndicator[];
};

export type IndicatorList = Stored & { publication: Publication | null };

export type IndicatorFilter = {
  publication?: number | undefined;
  area?: string | undefined;
  lens?: string | undefined;
  measure?: string | undefined;
  level?: string | undefined;
};

/** SQL that keeps the rows of `published.indicator` named `i` that a filter asks for. */
export const keepIndicators = (
  publication: number,
  filter: IndicatorFilter,
) => sql`i.publication = ${publication}
  and (${filter.area ?? null}::text is null or i.area_code = ${filter.area ?? null})
  and (${filter.measure ?? null}::text is null or i.measure = ${filter.measure ?? null})
  and (${filter.level ?? null}::text is null or i.level = ${filter.level ?? null})
  and (${filter.lens ?? null}::text is null or exists (select 1 from published.lens_indicator x
    where x.publication = i.publication and x.indicator_code = i.code and x.lens_code = ${filter.lens ?? null}))`;

/** The levels of a publication's indicators as they first occur in the plan, as JSON: `string[]`. */
export const levelsJson = (publication: number) => sql`coalesce((
  select json_agg(l.level order by l.at) from (
    select i.level, min(i.position) as at from published.indicator i
    where i.publication = ${publication} group by i.level) l), '[]')`;

/** The states of a publication by name, as JSON: `{code, name}[]`. */
export const statesJson = (publication: number) => sql`coalesce((
  select json_agg(json_build_object('code', p.code, 'name', p.name) order by p.name)
  from published.reporter p where p.publication = ${publication} and p.kind = 'state'), '[]')`;

/**
 * Every public indicator with its regional totals by round, in plan order. One figure is one look-up in the index
 * of figures, so that the size of the breakdowns does not matter. Empty lists while nothing is published; an
 * unknown area, lens or measure finds nothing. Throws as `resolvePublication`.
 */
export async function listIndicators(
  context: PublicContext,
  filter: IndicatorFilter,
): Promise<IndicatorList> {
  const publication = await resolvePublication(context.connections.public, filter.publication);
  if (!publication) {
    return {
      publication,
      rounds: [],
      areas: [],
      lenses: [],
      measures: [],
      levels: [],
      states: [],
      indicators: [],
    };
  }
  const { number } = publication;
  const stored = await readAnswer<Stored>(
    context,
    sql`select json_build_object('rounds', ${roundsJson(number)}, 'areas', ${areasJson(number)},
      'lenses', coalesce((select json_agg(json_build_object('code', l.code, 'title', l.title) order by l.title)
        from published.lens l where l.publication = ${number}), '[]'),
      'measures', coalesce((select json_agg(distinct i.measure) from published.indicator i
        where i.publication = ${number}), '[]'),
      'levels', ${levelsJson(number)}, 'states', ${statesJson(number)},
      'indicators', coalesce((
        select json_agg(json_build_object('code', i.code, 'title', i.title, 'area', i.area_code,
          'measure', i.measure, 'unit', i.unit, 'direction', i.direction, 'aggregation', i.aggregation,
          'reportedBy', i.reported_by,
          'lenses', array(select x.lens_code from published.lens_indicator x
            where x.publication = i.publication and x.indicator_code = i.code order by x.lens_code),
          'figures', coalesce((
            select json_agg(${figureJson} order by r.position)
            from published.round r
            join published.figure f on f.publication = r.publication and f.indicator_code = i.code
              and f.round_code = r.code and f.scope = 'region' and f.dimension_code is null
              and f.category_code is null
            where r.publication = i.publication), '[]')) order by i.position)
        from published.indicator i where ${keepIndicators(number, filter)}), '[]')) as answer`,
  );
  return { publication, ...(stored as Stored) };
}
