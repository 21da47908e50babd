import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { type Publication, requirePublication } from '../scope.ts';
import { type FigureState, figureJson, type PublicContext, readAnswer } from './figure-row.ts';

/** One public figure with all its names: a line of the open data. Nothing in it needs another table. */
export type ValueRow = {
  indicator: string;
  title: string;
  measure: string;
  unit: string;
  aggregation: string;
  round: string;
  roundTitle: string;
  periodStart: string;
  periodEnd: string;
  /** Null: the region. */
  reporter: string | null;
  reporterName: string | null;
  reporterKind: 'state' | 'body' | null;
  dimension: string | null;
  dimensionName: string | null;
  category: string | null;
  categoryName: string | null;
  state: FigureState;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  distribution: Record<string, number> | null;
  choice: string | null;
  contributing: number | null;
  expected: number | null;
  note: string | null;
};

export type ValuePage = {
  publication: Publication;
  rows: ValueRow[];
  /** Where the next page begins; null after the last. */
  next: number | null;
};

/** Pairs of indicator and round that one page holds: about a thousand rows where every state has released all. */
const pairsInPage = 4;

/**
 * A page of public figures, in plan order, then by round, scope and cell. `from` counts pairs of indicator and
 * round; a publication never changes, so a page is the same whenever it is asked for, and no connection or cursor
 * is held between pages. Throws NOT_FOUND for an unknown indicator; otherwise as `requirePublication`.
 */
export async function listValues(
  context: PublicContext,
  input: { publication?: number | undefined; indicator?: string | undefined; from: number },
): Promise<ValuePage> {
  const publication = await requirePublication(context.connections.public, input.publication);
  const { number } = publication;
  const answer = await readAnswer<{ pairs: number; known: boolean; rows: ValueRow[] }>(
    context,
    sql`with pair as materialized (
        select i.code as indicator_code, r.code as round_code, i.position as ip, r.position as rp
        from published.indicator i
        join published.round r on r.publication = i.publication
        where i.publication = ${number} and (${input.indicator ?? null}::text is null or i.code = ${input.indicator ?? null})
        order by i.position, r.position offset ${input.from} limit ${pairsInPage}
      )
      select json_build_object(
        'pairs', (select count(*) from pair),
        'known', ${input.indicator ?? null}::text is null or exists (select 1 from published.indicator i
          where i.publication = ${number} and i.code = ${input.indicator ?? null}),
        'rows', coalesce((
          select json_agg(${figureJson}::jsonb || jsonb_build_object('indicator', i.code, 'title', i.title,
            'measure', i.measure, 'unit', i.unit, 'aggregation', i.aggregation, 'roundTitle', r.title,
            'periodStart', r.period_start, 'periodEnd', r.period_end, 'reporter', o.code,
            'reporterName', o.name, 'reporterKind', o.kind, 'dimension', f.dimension_code,
            'dimensionName', d.value->>'name', 'category', f.category_code, 'categoryName', k.value->>'name')
            order by pair.ip, pair.rp, o.kind desc nulls first, o.name, d.ordinality nulls first, k.ordinality)
          from pair
          join published.indicator i on i.publication = ${number} and i.code = pair.indicator_code
          join published.round r on r.publication = ${number} and r.code = pair.round_code
          join published.figure f on f.publication = ${number} and f.indicator_code = pair.indicator_code
            and f.round_code = pair.round_code
          left join published.reporter o on o.publication = ${number} and o.code = f.scope
          left join lateral jsonb_array_elements(i.dimensions) with ordinality d
            on d.value->>'code' = f.dimension_code
          left join lateral jsonb_array_elements(d.value->'categories') with ordinality k
            on k.value->>'code' = f.category_code), '[]')) as answer`,
  );
  if (!answer?.known) {
    throw new DomainError('NOT_FOUND', `There is no indicator ${input.indicator} in publication ${number}.`);
  }
  return {
    publication,
    rows: answer.rows,
    next: answer.pairs === pairsInPage ? input.from + pairsInPage : null,
  };
}
