import { type SQL, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import type { DataFilter } from '#server/domain/data/data-query.rules.ts';
import type { FigureState } from '../figures/figure-row.ts';
import { keepIndicators, keepWhere } from './keep-rows.ts';

/**
 * One published value with the names that belong to it: `published.figure` with its indicator, round and reporter.
 * Numbers are decimal text as stored, without trailing zeros ("12.5"), so that nothing is lost; all of them are null
 * unless `state` is "reported". Days are ISO dates. The region has no reporter.
 */
export type PublishedValue = {
  indicator_code: string;
  indicator: string;
  measure: 'count' | 'percentage' | 'money' | 'choice' | 'text';
  unit: string;
  aggregation: string;
  round_code: string;
  round: string;
  period_start: string;
  period_end: string;
  scope: 'region' | 'state' | 'body';
  reporter_code: string | null;
  reporter: string | null;
  /** ISO 3166-1 alpha-3 and UN M49 of a state. */
  reporter_iso3: string | null;
  reporter_m49: string | null;
  dimension_code: string | null;
  dimension: string | null;
  category_code: string | null;
  category: string | null;
  state: FigureState;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  /** For one reporter and a choice: the code of its answer. */
  answer: string | null;
  /** For the region and a choice: how many states gave each answer. */
  answers: Record<string, number> | null;
  contributing: number | null;
  expected: number | null;
  /** Why there is no number, or what to know of one. */
  note: string | null;
};

/**
 * Which values are meant, by area, objective, activity, lens, tag, indicator, round, state, body and scope ("region",
 * "state" or "body"); a code that nothing has finds nothing.
 */
export type ValueFilter = DataFilter;

/** Where a page of values begins: how many pairs of indicator and round come before, and rows of the next pair. */
export type ValuePosition = { pair: number; row: number };

export const firstValue: ValuePosition = { pair: 0, row: 0 };

type StoredValue = PublishedValue & { pair: number };
type Chunk = { pairs: number; rows: StoredValue[] };

function keepScopes({ scope, state, body }: ValueFilter): SQL {
  return sql`${scope === undefined ? sql`true` : scope === 'region' ? sql`f.scope = 'region'` : sql`o.kind = ${scope}`}
    and ${state === undefined ? sql`true` : sql`f.scope = ${state} and o.kind = 'state'`}
    and ${body === undefined ? sql`true` : sql`f.scope = ${body} and o.kind = 'body'`}`;
}

/** The values of so many pairs of indicator and round, in plan order. */
async function readChunk(
  database: Reader,
  publication: number,
  filter: ValueFilter,
  from: number,
  pairs: number,
): Promise<Chunk> {
  const [row] = await database.execute<{ answer: Chunk }>(sql`
    with pair as materialized (
      select i.code as indicator_code, r.code as round_code,
        (row_number() over (order by i.position, r.position) - 1)::integer as n
      from published.indicator i
      join published.round r on r.publication = i.publication and ${keepWhere(sql`r.code`, filter.round)}
      where i.publication = ${publication} and ${keepIndicators(filter)}
      order by n offset ${from} limit ${pairs}
    )
    select json_build_object('pairs', (select count(*) from pair), 'rows', coalesce((
      select json_agg(json_build_object('pair', pair.n,
        'indicator_code', i.code, 'indicator', i.title, 'measure', i.measure, 'unit', i.unit,
        'aggregation', i.aggregation, 'round_code', r.code, 'round', r.title, 'period_start', r.period_start,
        'period_end', r.period_end, 'scope', coalesce(o.kind, 'region'), 'reporter_code', o.code,
        'reporter', o.name, 'reporter_iso3', o.iso3, 'reporter_m49', o.m49, 'dimension_code', f.dimension_code,
        'dimension', d.value->>'name', 'category_code', f.category_code, 'category', k.value->>'name',
        'state', f.state, 'value', trim_scale(f.value)::text, 'numerator', trim_scale(f.numerator)::text,
        'denominator', trim_scale(f.denominator)::text, 'answer', f.choice_code, 'answers', f.distribution,
        'contributing', f.contributing, 'expected', f.expected, 'note', f.reason)
        order by pair.n, o.kind desc nulls first, o.name, d.ordinality nulls first, k.ordinality,
          f.dimension_code, f.category_code)
      from pair
      join published.indicator i on i.publication = ${publication} and i.code = pair.indicator_code
      join published.round r on r.publication = ${publication} and r.code = pair.round_code
      join published.figure f on f.publication = ${publication} and f.indicator_code = pair.indicator_code
        and f.round_code = pair.round_code
      left join published.reporter o on o.publication = ${publication} and o.code = f.scope
      left join lateral jsonb_array_elements(i.dimensions) with ordinality d
        on d.value->>'code' = f.dimension_code
      left join lateral jsonb_array_elements(d.value->'categories') with ordinality k
        on k.value->>'code' = f.category_code
      where ${keepScopes(filter)}), '[]')) as answer`);
  return row?.answer ?? { pairs: 0, rows: [] };
}

/** How many pairs are read at once: few where everybody has released all, more as rows turn out to be few. */
const smallestChunk = 4;
const largestChunk = 64;
/** So many rows at once are enough: more would keep everybody else waiting while they are read out of the answer. */
const fullChunk = 1000;

/**
 * A page of at most `limit` published values, in plan order, then by round, scope (region, states by name, bodies) and
 * cell. A publication never changes, so a page is the same whenever it is asked for, and nothing is held between pages.
 * `next` is null after the last value.
 */
export async function listPublishedValues(
  database: Reader,
  publication: number,
  { filter = {}, from = firstValue, limit }: { filter?: ValueFilter; from?: ValuePosition; limit: number },
): Promise<{ rows: PublishedValue[]; next: ValuePosition | null }> {
  const rows: PublishedValue[] = [];
  let { pair, row: skip } = from;
  let size = smallestChunk;
  for (;;) {
    const chunk = await readChunk(database, publication, filter, pair, size);
    let inPair = { pair: -1, rows: 0 };
    for (const { pair: its, ...value } of chunk.rows) {
      inPair = its === inPair.pair ? { pair: its, rows: inPair.rows + 1 } : { pair: its, rows: 1 };
      if (its === pair && inPair.rows <= skip) continue;
      if (rows.length === limit) return { rows, next: { pair: its, row: inPair.rows - 1 } };
      rows.push(value);
    }
    if (chunk.pairs < size) return { rows, next: null };
    pair += size;
    skip = 0;
    if (chunk.rows.length < fullChunk) size = Math.min(largestChunk, size * 2);
  }
}

/** All of them, a thousand at a time; the next thousand is read when it is asked for. */
export async function* readPublishedValues(
  database: Reader,
  publication: number,
  filter: ValueFilter = {},
): AsyncGenerator<PublishedValue[], void, undefined> {
  let from: ValuePosition | null = firstValue;
  while (from) {
    const page: Awaited<ReturnType<typeof listPublishedValues>> = await listPublishedValues(
      database,
      publication,
      { filter, from, limit: 1000 },
    );
    if (page.rows.length > 0) yield page.rows;
    from = page.next;
  }
}
