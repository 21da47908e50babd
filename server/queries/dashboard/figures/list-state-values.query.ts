import { sql } from 'drizzle-orm';
import { type Publication, resolvePublication } from '../scope.ts';
import {
  figureJson,
  type PublicContext,
  type PublicRound,
  type RoundFigure,
  readAnswer,
  roundsJson,
} from './figure-row.ts';
import {
  type IndicatorFilter,
  keepIndicators,
  levelsJson,
  type ListedIndicator,
} from './list-indicators.query.ts';

export type StateValue = { indicator: string; figure: RoundFigure };

type Stored = {
  rounds: PublicRound[];
  areas: { code: string; title: string }[];
  lenses: { code: string; title: string }[];
  measures: ListedIndicator['measure'][];
  levels: string[];
  indicators: (Pick<ListedIndicator, 'code' | 'title' | 'area' | 'measure' | 'unit'> & {
    choices: { code: string; label: string }[];
  })[];
  /** Every state, also one that has released nothing; values in plan order. */
  states: { code: string; name: string; values: StateValue[] }[];
};

export type StateValueList = Stored & { publication: Publication | null };

/**
 * The newest public figure (with a round, that of the round alone) of every state for every indicator, where the state has released its own: states by
 * name, indicators in plan order. What a state has not released has no row; that it exists is not public either.
 * Throws as `resolvePublication`.
 */
export async function listStateValues(
  context: PublicContext,
  filter: IndicatorFilter & { state?: string | undefined; round?: string | undefined },
): Promise<StateValueList> {
  const publication = await resolvePublication(context.connections.public, filter.publication);
  if (!publication) {
    return {
      publication,
      rounds: [],
      areas: [],
      lenses: [],
      measures: [],
      levels: [],
      indicators: [],
      states: [],
    };
  }
  const { number } = publication;
  const round = filter.round ?? publication.roundCode;
  const stored = await readAnswer<Stored>(
    context,
    sql`with kept as materialized (select * from published.indicator i where ${keepIndicators(number, filter)})
      select json_build_object('rounds', ${roundsJson(number)},
      'areas', coalesce((select json_agg(json_build_object('code', a.code, 'title', a.title) order by a.position)
        from published.area a where a.publication = ${number}), '[]'),
      'lenses', coalesce((select json_agg(json_build_object('code', l.code, 'title', l.title) order by l.title)
        from published.lens l where l.publication = ${number}), '[]'),
      'measures', coalesce((select json_agg(distinct i.measure) from published.indicator i
        where i.publication = ${number}), '[]'),
      'levels', ${levelsJson(number)},
      'indicators', coalesce((select json_agg(json_build_object('code', i.code, 'title', i.title,
          'area', i.area_code, 'measure', i.measure, 'unit', i.unit, 'choices', i.choices) order by i.position)
        from kept i), '[]'),
      'states', coalesce((
        select json_agg(json_build_object('code', p.code, 'name', p.name, 'values', coalesce((
            select json_agg(json_build_object('indicator', i.code, 'figure', newest.figure) order by i.position)
            from kept i
            cross join lateral (
              (select ${figureJson} as figure from published.figure f
                where f.publication = ${number} and f.indicator_code = i.code
                  and f.round_code = ${round} and f.scope = p.code
                  and f.dimension_code is null and f.category_code is null)
              union all
              -- Looked at only where the newest round has none.
              (select ${figureJson} as figure
                from published.round r
                join published.figure f on f.publication = r.publication and f.indicator_code = i.code
                  and f.round_code = r.code and f.scope = p.code and f.dimension_code is null
                  and f.category_code is null
                where r.publication = ${number} and r.code <> ${round} and ${filter.round === undefined}
                order by r.position desc limit 1)
              limit 1) newest), '[]')) order by p.name)
        from published.reporter p
        where p.publication = ${number} and p.kind = 'state'
          and (${filter.state ?? null}::text is null or p.code = ${filter.state ?? null})), '[]')) as answer`,
  );
  return { publication, ...(stored as Stored) };
}
